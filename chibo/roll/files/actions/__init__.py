"""Acts on a member's file: each keyword-only, atomic, signed, dated, recorded in the ledger."""

from chibo.roll.files.actions.classes import NewClass, enrol, finish, reschedule, withdraw_from_class
from chibo.roll.files.actions.corrections import correct_person
from chibo.roll.files.actions.entries import add_entry, correct_entry, strike_out_entry
from chibo.roll.files.actions.guests import end_introduction, introduce
from chibo.roll.files.actions.keeping import (
    KEEPERS,
    close_round,
    compare_files,
    hand_over,
    lend,
    open_round,
    settle,
    take_back,
)
from chibo.roll.files.actions.leavings import record_leaving, undo_leaving
from chibo.roll.files.actions.papers import Mark, check_papers
from chibo.roll.files.actions.proposals import accept, propose, refuse, withdraw

__all__ = [
    "KEEPERS",
    "Mark",
    "NewClass",
    "accept",
    "add_entry",
    "check_papers",
    "close_round",
    "compare_files",
    "correct_entry",
    "correct_person",
    "end_introduction",
    "enrol",
    "finish",
    "hand_over",
    "introduce",
    "lend",
    "open_round",
    "propose",
    "record_leaving",
    "refuse",
    "reschedule",
    "settle",
    "strike_out_entry",
    "take_back",
    "undo_leaving",
    "withdraw",
    "withdraw_from_class",
]
