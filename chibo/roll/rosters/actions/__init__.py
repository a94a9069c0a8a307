"""Acts on lists: read, check, decide, enter, take back, put away."""

from chibo.roll.rosters.actions.applying import apply, undo
from chibo.roll.rosters.actions.checking import check
from chibo.roll.rosters.actions.deciding import decide, name_place
from chibo.roll.rosters.actions.jobs import ask, learn_after, take_up, work
from chibo.roll.rosters.actions.uploading import KEPT_DAYS, confirm_columns, discard, read, tidy, upload

__all__ = [
    "KEPT_DAYS",
    "apply",
    "ask",
    "check",
    "confirm_columns",
    "decide",
    "discard",
    "learn_after",
    "name_place",
    "read",
    "take_up",
    "tidy",
    "undo",
    "upload",
    "work",
]
