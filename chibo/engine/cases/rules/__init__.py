"""The pure half of a case: what has happened, what may come next, and why not yet."""
