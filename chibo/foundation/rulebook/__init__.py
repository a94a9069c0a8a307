"""The rulebook: the law as data, and the questions that code may ask it."""

from chibo.foundation.rulebook.law import Law, law_on, rulebook

__all__ = ["Law", "law_on", "rulebook"]
