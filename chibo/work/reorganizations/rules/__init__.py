"""Whether a reorganization is lawful and whole. Pure."""
