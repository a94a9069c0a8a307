"""What the law says of badges and cards: pure findings over the law of a day."""
