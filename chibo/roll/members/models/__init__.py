"""People and their dated facts in the Party, and what is derived from them for lists and counts."""

from chibo.roll.members.models.facts import Profile, Stay, Strength, Turn
from chibo.roll.members.models.lists import SavedList
from chibo.roll.members.models.names import Words
from chibo.roll.members.models.people import (
    Appointment,
    Committee,
    CommitteeSeat,
    Interruption,
    MemberCard,
    Membership,
    Person,
    PersonQuerySet,
    Placement,
    Role,
    Scope,
    Sex,
    Standing,
)

__all__ = [
    "Appointment",
    "Committee",
    "CommitteeSeat",
    "Interruption",
    "MemberCard",
    "Membership",
    "Person",
    "PersonQuerySet",
    "Placement",
    "Profile",
    "Role",
    "SavedList",
    "Scope",
    "Sex",
    "Standing",
    "Stay",
    "Strength",
    "Turn",
    "Words",
]
