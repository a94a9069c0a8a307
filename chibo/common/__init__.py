"""Tools without domain words: days, intervals, working days, text, secrets, form fields."""
