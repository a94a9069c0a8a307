"""How fast, beside how fast it must be: ``make bench`` (``make bench ONLY="law ledger"`` for some)."""
