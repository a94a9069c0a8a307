"""What the reports read: everything below, and of their own only what was frozen."""
