"""Acts on fee books: each one function, keyword-only, atomic, signed with a ``stroke``, recorded in the ledger.

A ``stroke`` says who writes, on which day and at which moment; the days of the acts themselves are typed by people.
"""

from chibo.work.fees.actions.books import (
    close_cell_month,
    close_committee_month,
    correct,
    open_book,
    record_export,
    set_value,
)
from chibo.work.fees.actions.collecting import collect, reverse
from chibo.work.fees.actions.declaring import declare, grant_relief, judge_excuse
from chibo.work.fees.actions.handing_up import confirm_receipt, hand_up

__all__ = [
    "close_cell_month",
    "close_committee_month",
    "collect",
    "confirm_receipt",
    "correct",
    "declare",
    "grant_relief",
    "hand_up",
    "judge_excuse",
    "open_book",
    "record_export",
    "reverse",
    "set_value",
]
