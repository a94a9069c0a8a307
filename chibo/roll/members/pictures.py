"""Everything that the register says of people, and one digest of it: whether anything changed meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models import Model

from chibo.common.rows import columns_of
from chibo.common.secrets import blind_index
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Standing, Stay

T = TypeVar("T")
AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person with the dated facts that a list may bring: rows of the models, or as ``common.rows`` makes them."""

    person: Any
    memberships: Sequence[Any] = ()
    placements: Sequence[Any] = ()
    standings: Sequence[Any] = ()
    cards: Sequence[Any] = ()


def sheets_of(people: Iterable[int]) -> dict[int, Sheet]:
    """The sheets of these people by id. Five queries for each five thousand."""
    found: dict[int, Sheet] = {}
    for ids in chunks(sorted(set(people)), AT_A_TIME):
        rows = [_grouped(model, ids) for model in (Membership, Placement, Standing, MemberCard)]
        for person in Person.objects.filter(pk__in=ids):
            found[person.pk] = Sheet(person, *(group[person.pk] for group in rows))
    return found


def picture(sheet: Sheet) -> str:
    """A keyed digest over every column of the sheet: 64 hexadecimal digits."""
    rows = [_row(Person, sheet.person)]
    groups = (sheet.memberships, sheet.placements, sheet.standings, sheet.cards)
    for model, facts in zip(_TABLES[1:], groups, strict=True):
        in_order = sorted(facts, key=lambda fact: fact.id) if len(facts) > 1 else facts
        rows.append(tuple(_row(model, fact) for fact in in_order))
    return blind_index(repr(rows))


def is_derived(model: type[Model]) -> bool:
    """Written from the register, and written anew when it changes."""
    return model.__module__ == Stay.__module__


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _grouped(model: type[Any], people: Sequence[int]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in model.objects.filter(person__in=people).order_by("pk"):
        groups[row.person_id].append(row)
    return groups


_TABLES: tuple[type[Model], ...] = (Person, Membership, Placement, Standing, MemberCard)
_COLUMNS = {model: itemgetter(*columns_of(model)) for model in _TABLES}


def _row(model: type[Model], row: Any) -> tuple[Any, ...]:
    values: tuple[Any, ...] = _COLUMNS[model](row.__dict__)
    if model is Person and isinstance(row.identity_secret, memoryview):
        return tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)
    return values
