"""Doors to people and what the pages read about them."""

from chibo.roll.members.queries.authority import authority_here, authority_of, holds_office, person_of
from chibo.roll.members.queries.electorate import VoterFacts, people_of_cell, seated_in, voters_of_cell
from chibo.roll.members.queries.lists import PeoplePage, counts_by_organization, people_page
from chibo.roll.members.queries.party_age import lives_of, party_age_of, service_from, services_of
from chibo.roll.members.queries.records import (
    PersonRecord,
    get_person,
    get_person_for,
    home_of,
    open_person_for,
    person_record,
    place_of,
    viewers_of,
)
from chibo.roll.members.queries.search import find_people
from chibo.roll.members.queries.selection import Selection
from chibo.roll.members.queries.status import Filter, MemberRow, Status, members_of, rows_for, status_of

__all__ = [
    "Filter",
    "MemberRow",
    "PeoplePage",
    "PersonRecord",
    "Selection",
    "Status",
    "VoterFacts",
    "authority_here",
    "authority_of",
    "counts_by_organization",
    "find_people",
    "get_person",
    "get_person_for",
    "holds_office",
    "home_of",
    "lives_of",
    "members_of",
    "open_person_for",
    "party_age_of",
    "people_of_cell",
    "people_page",
    "person_of",
    "person_record",
    "place_of",
    "rows_for",
    "seated_in",
    "service_from",
    "services_of",
    "status_of",
    "viewers_of",
    "voters_of_cell",
]
