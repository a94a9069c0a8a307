"""Is it lawful, and what follows? Pure: facts and law in, findings out."""
