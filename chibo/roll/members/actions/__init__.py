"""Acts on people: each one function, keyword-only, atomic, signed (``by``), dated (``on``), recorded in the ledger.

They keep the order of facts. Whether the Party's regulations allow the act is judged by the matter that calls them.
"""

from chibo.roll.members.actions.appointments import appoint, end_appointment
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.members.actions.cards import Exchange, end_card, exchange_cards, issue_card, replace_card
from chibo.roll.members.actions.committees import constitute, seat, unseat
from chibo.roll.members.actions.interruptions import leave_out
from chibo.roll.members.actions.leaving import end_with_trace, take_back_end
from chibo.roll.members.actions.lists import drop_list, record_export, save_list
from chibo.roll.members.actions.memberships import annul, decide_again, end_membership, enroll, recognize, restore
from chibo.roll.members.actions.outside import (
    EarlierSpell,
    arrive_for_a_time,
    go_away,
    move_out,
    register_member_outside,
)
from chibo.roll.members.actions.people import link_account, register_person
from chibo.roll.members.actions.placements import end_temporary, extend_temporary, move_everybody, place
from chibo.roll.members.actions.reorganizing import Moving, end_offices, move_back, move_people
from chibo.roll.members.actions.standings import lift_standing, set_standing
from chibo.roll.members.actions.takeback import take_back
from chibo.roll.members.actions.takeover import Effect, Newcomer, Revision, take_over

__all__ = [
    "EarlierSpell",
    "Effect",
    "Enrolment",
    "Exchange",
    "Moving",
    "Newcomer",
    "Revision",
    "annul",
    "appoint",
    "arrive_for_a_time",
    "constitute",
    "decide_again",
    "drop_list",
    "end_appointment",
    "end_card",
    "end_membership",
    "end_offices",
    "end_temporary",
    "end_with_trace",
    "enroll",
    "enroll_many",
    "exchange_cards",
    "extend_temporary",
    "go_away",
    "issue_card",
    "leave_out",
    "lift_standing",
    "link_account",
    "move_back",
    "move_everybody",
    "move_out",
    "move_people",
    "place",
    "recognize",
    "record_export",
    "register_member_outside",
    "register_person",
    "replace_card",
    "restore",
    "save_list",
    "seat",
    "set_standing",
    "take_back",
    "take_back_end",
    "take_over",
    "unseat",
]
