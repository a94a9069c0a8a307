"""Pure rules of taking over a list: who a line is about, what it adds, and what has to be asked."""
