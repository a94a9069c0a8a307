"""Acts on people: each one function, keyword-only, atomic, signed (``by``), dated (``on``), recorded in the ledger.

They keep the order of facts. Whether the Party's regulations allow the act is judged by the matter that calls them.
"""

from chibo.roll.members.actions.appointments import appoint, end_appointment
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.members.actions.cards import issue_card
from chibo.roll.members.actions.committees import constitute, seat, unseat
from chibo.roll.members.actions.memberships import annul, end_membership, enroll, recognize, restore
from chibo.roll.members.actions.people import link_account, register_person
from chibo.roll.members.actions.placements import end_temporary, move_everybody, place
from chibo.roll.members.actions.standings import lift_standing, set_standing

__all__ = [
    "Enrolment",
    "annul",
    "appoint",
    "constitute",
    "end_appointment",
    "end_membership",
    "end_temporary",
    "enroll",
    "enroll_many",
    "issue_card",
    "lift_standing",
    "link_account",
    "move_everybody",
    "place",
    "recognize",
    "register_person",
    "restore",
    "seat",
    "set_standing",
    "unseat",
]
