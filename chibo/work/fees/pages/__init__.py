"""What the pages of the fee book show, in plain rows."""
