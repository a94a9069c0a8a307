"""The rules of party fees: what is due, who is spared, what is kept, what an unpaid year means. All pure."""
