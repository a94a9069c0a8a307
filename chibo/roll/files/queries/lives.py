"""What the register knows of people, in the shape in which the rules on papers read it. A fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from chibo.roll.files.models import Correction, FileEntry
from chibo.roll.files.rules.occasions import Life, Spell
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Standing
from chibo.roll.organizations.models import Form, Level, in_force
from chibo.roll.organizations.queries import ids_on

#: How a placement came about when the tree was redrawn: no letters are written for single members.
REORGANIZED = "REORGANIZED"


class Place(NamedTuple):
    """What the rules ask of a placement."""

    person_id: int
    organization_id: int
    kind: str
    starts_on: date
    came_by: str


def lives_of(people: Iterable[Person], on: date) -> dict[int, Life]:
    """Person id -> life up to the day. Four queries, however many people they are."""
    people = list(people)
    ids = [person.pk for person in people]
    spells: dict[int, list[Spell]] = defaultdict(list)
    lived = Membership.objects.filter(person__in=ids, starts_on__lte=on).order_by("starts_on")
    for pk, kind, starts_on, ends_on, ends_by in lived.values_list(
        "person", "kind", "starts_on", "ends_on", "ends_by"
    ):
        spells[pk].append(Spell(kind, starts_on, ends_on, ends_by))
    moves = _moves(ids, on)
    standings: dict[int, list[tuple[str, date]]] = defaultdict(list)
    cards: dict[int, list[date]] = defaultdict(list)
    entries: dict[int, list[tuple[str, str]]] = defaultdict(list)
    corrections: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for table, pk, kind, day in _facts(ids, on):
        match table:
            case "standing":
                standings[pk].append((kind, date.fromisoformat(day)))
            case "card":
                cards[pk].append(date.fromisoformat(day) if day else date.min)
            case "entry":
                entries[pk].append((kind, day))
            case _:
                corrections[pk].append((kind, date.fromisoformat(day)))
    return {
        person.pk: Life(
            on=on,
            spells=spells[person.pk],
            moves=moves.get(person.pk, ()),
            standings=standings[person.pk],
            cards=cards[person.pk],
            entries=entries[person.pk],
            corrections=corrections[person.pk],
            died_on=person.died_on,
        )
        for person in people
    }


def _facts(ids: list[int], on: date) -> Iterable[tuple[str, int, str, str]]:
    """Standings, cards, entries that stand and corrections of the original, in one query: table, person, kind, day."""

    def rows(table: str, found: QuerySet[Any], kind: Any, day: Any) -> QuerySet[Any, Any]:
        own: QuerySet[Any] = found.filter(person__in=ids).order_by()
        told: QuerySet[Any, Any] = own.annotate(table=Value(table), told=kind, day=day)
        return told.values_list("table", "person", "told", "day")

    def text(column: str) -> Any:
        return Cast(column, CharField())

    changed = Correction.objects.filter(on__lte=on).exclude(kind=Correction.Ground.TRANSCRIPTION)
    told: Iterable[tuple[str, int, str, str]] = rows(
        "standing", Standing.objects.filter(starts_on__lte=on), F("kind"), text("starts_on")
    ).union(
        rows("card", MemberCard.objects.all(), Value(""), Coalesce(text("issued_on"), Value(""))),
        rows("entry", FileEntry.objects.standing(), F("kind"), F("from_on")),
        rows("correction", changed, F("field"), text("on")),
        all=True,
    )
    return told


def _moves(ids: list[int], on: date) -> Mapping[int, list[tuple[date, str]]]:
    """Changes of the official place by a letter, inside one base or out of it, and places for a time."""
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = Placement.objects.filter(person__in=ids, starts_on__lte=on).order_by("person", "starts_on", "pk")
    homes: dict[int, list[Place]] = defaultdict(list)
    for row in map(Place._make, rows.values_list(*Place._fields)):
        if row.kind == Placement.Kind.TEMPORARY or row.kind == Placement.Kind.AWAY:
            found[row.person_id].append((row.starts_on, "temporary"))
        elif row.kind in {Placement.Kind.OFFICIAL, Placement.Kind.MOVED_OUT}:
            homes[row.person_id].append(row)
    bases = _bases({row.organization_id for places in homes.values() if len(places) > 1 for row in places})
    for pk, places in homes.items():
        for before, after in pairwise(places):
            if after.came_by == REORGANIZED:
                continue
            left = after.kind == Placement.Kind.MOVED_OUT or before.kind == Placement.Kind.MOVED_OUT
            if before.organization_id == after.organization_id and not left:
                continue
            same = not left and _base_on(bases, before, after.starts_on) == _base_on(bases, after, after.starts_on)
            found[pk].append((after.starts_on, "inside" if same else "outside"))
    return found


def _bases(organizations: set[int]) -> Mapping[int, list[Form]]:
    """The shapes of these organizations through time."""
    shapes: dict[int, list[Form]] = defaultdict(list)
    for form in Form.objects.filter(organization__in=organizations).order_by("starts_on"):
        shapes[form.organization_id].append(form)
    return shapes


def _base_on(shapes: Mapping[int, list[Form]], place: Place, day: date) -> str:
    """The path above the cell at the move; a cell that is a base of its own shares it with nobody."""
    forms = [form for form in shapes[place.organization_id] if form.starts_on <= day] or shapes[place.organization_id]
    form = forms[-1]
    return form.path if form.level == Level.BASE_CELL else form.path[:-8]


def keeper_of(path: str, on: date) -> Form | None:
    """The committee that keeps the files of a place: the nearest base on its path on the day."""
    forms = Form.objects.filter(in_force(on), organization__in=ids_on(path), level__in=[Level.BASE, Level.BASE_CELL])
    return forms.select_related("organization").order_by("-path").first()
