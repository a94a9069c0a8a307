"""Pure rules about people: the order of their dates, and their seniority."""
