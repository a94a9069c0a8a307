"""Acts on badges: each one function, keyword-only, atomic, signed, dated, recorded in the ledger."""

from chibo.work.honours.actions.awards import change_award, hold_ceremony, record_earlier
from chibo.work.honours.actions.lists import decide, submit
from chibo.work.honours.actions.nominations import consider, nominate, withdraw

__all__ = [
    "change_award",
    "consider",
    "decide",
    "hold_ceremony",
    "nominate",
    "record_earlier",
    "submit",
    "withdraw",
]
