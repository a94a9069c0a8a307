"""Everything that the register says of people, and one digest of it: whether anything changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from django.db.models import Model

from chibo.common.rows import columns_of, rows_among
from chibo.common.secrets import blind_index
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Standing, Stay

T = TypeVar("T")
AT_A_TIME = 5_000


@dataclass(slots=True)  # not frozen: a list makes thousands, and frozen ones cost thrice
class Sheet:
    """One person with the dated facts that a list may bring, rows as ``common.rows`` makes them."""

    person: Any
    memberships: Sequence[Any] = ()
    placements: Sequence[Any] = ()
    standings: Sequence[Any] = ()
    cards: Sequence[Any] = ()

    @property
    def name(self) -> str:
        return f"{self.person.family_name} {self.person.given_name}".strip()


def sheets_of(people: Iterable[int]) -> dict[int, Sheet]:
    """The sheets of these people by id. Five queries for each five thousand."""
    found: dict[int, Sheet] = {}
    for ids in chunks(sorted(set(people)), AT_A_TIME):
        rows = [_grouped(model, ids) for model in _TABLES[1:]]
        for person in rows_among(Person, "id", ids):
            found[person.id] = Sheet(person, *(group.get(person.id, ()) for group in rows))
    return found


def picture(sheet: Sheet) -> str:
    """A keyed digest over every column of the sheet: 64 hexadecimal digits."""
    rows: list[tuple[Any, ...]] = [_PERSON(sheet.person.__dict__)]
    for values, facts in zip(_FACTS, (sheet.memberships, sheet.placements, sheet.standings, sheet.cards), strict=True):
        if not facts:
            rows.append(())
            continue
        ordered = sorted(facts, key=_by_id) if len(facts) > 1 else facts
        rows.append(tuple([values(fact.__dict__) for fact in ordered]))
    return blind_index(repr(rows))


def is_derived(model: type[Model]) -> bool:
    """Written from the register, and written anew when it changes."""
    return model.__module__ == Stay.__module__


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _grouped(model: type[Any], people: Sequence[int]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows_among(model, "person", people):
        groups[row.person_id].append(row)
    return groups


_TABLES: tuple[type[Model], ...] = (Person, Membership, Placement, Standing, MemberCard)
_PERSON, *_FACTS = (itemgetter(*columns_of(model)) for model in _TABLES)
_by_id = attrgetter("id")
