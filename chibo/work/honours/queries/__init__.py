"""Doors to badges, and what their pages read."""

from chibo.work.honours.queries.doors import (
    get_award,
    get_cell_nominations,
    get_decision,
    get_form_for,
    get_nomination,
    get_submission,
    meetings_of,
    not_handed_out,
    undecided,
)

__all__ = [
    "get_award",
    "get_cell_nominations",
    "get_decision",
    "get_form_for",
    "get_nomination",
    "get_submission",
    "meetings_of",
    "not_handed_out",
    "undecided",
]
