"""Doors to fee books, and what the pages and the closing read."""
