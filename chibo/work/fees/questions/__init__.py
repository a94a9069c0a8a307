"""Questions in the vocabulary of the cases file, answered by the rules of the screens; no number, no answer here."""

from chibo.work.fees.questions import fees

__all__ = ["fees"]
