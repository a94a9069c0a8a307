"""The member's file: dated entries, papers, rounds and loans, corrections and proposals, guests, classes."""

from chibo.roll.files.models.classes import Attendee, PartyClass
from chibo.roll.files.models.entries import Correction, EntryKind, FileEntry, Proposal
from chibo.roll.files.models.guests import Guest
from chibo.roll.files.models.keeping import Handover, Loan, Round, RoundItem
from chibo.roll.files.models.leavings import Leaving
from chibo.roll.files.models.papers import PaperCheck

__all__ = [
    "Attendee",
    "Correction",
    "EntryKind",
    "FileEntry",
    "Guest",
    "Handover",
    "Leaving",
    "Loan",
    "PaperCheck",
    "PartyClass",
    "Proposal",
    "Round",
    "RoundItem",
]
