"""What the pages of the law show, in words and with their links; a file for each kind of page."""
