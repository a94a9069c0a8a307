"""Doors to files, and what their pages read."""
