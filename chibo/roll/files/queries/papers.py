"""The checklist of one file, and what is missing in the files of an organization."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, QuerySet

from chibo.roll.files.catalogue import PaperKind, catalogue
from chibo.roll.files.models import PaperCheck
from chibo.roll.files.queries.lives import lives_of
from chibo.roll.files.rules.occasions import occasions_of
from chibo.roll.files.rules.required import Needed, by_priority, missing, numbers_asked, required
from chibo.roll.members.models import Person, Placement
from chibo.roll.organizations.models import Form, in_force

#: People on one page of an organization's list.
PAGE = 30
#: Of a larger organization the lists of its parts are opened one by one.
MOST_PEOPLE = 6_000
SETTLED = frozenset({PaperCheck.State.PRESENT, PaperCheck.State.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Line:
    """One paper on the checklist: whether it must be there and why, and what was last found."""

    paper: PaperKind
    needed: Needed | None
    check: PaperCheck | None

    @property
    def asked(self) -> bool:
        return self.needed is not None and not self.needed.possible

    @property
    def state(self) -> str:
        """``PRESENT``, ``MISSING``, ``NOT_NEEDED``, or nothing while nobody has looked."""
        return self.check.state if self.check else ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """``groups``: priority, its words, the lines that must or may be there; ``others``: the rest of the catalogue."""

    groups: Sequence[tuple[int, str, Sequence[Line]]]
    others: Sequence[Line]
    lacking: Mapping[int, int]  # priority -> how many are missing or were never looked for
    asked: int
    left: bool = False  # the person left the Party or died: the file goes up

    @property
    def total(self) -> int:
        return sum(self.lacking.values())

    @property
    def lines(self) -> list[Line]:
        """Those that must or may be there, and those that were looked for."""
        return [line for _, _, lines in self.groups for line in lines]


def checks_of(person: Person) -> dict[int, PaperCheck]:
    rows = PaperCheck.objects.filter(person=person, current=True).select_related("checked_by")
    return {row.number: row for row in rows}


def checklist(person: Person, on: date) -> Checklist:
    """The whole catalogue for one person on the day, what their life calls for first."""
    book, checks = catalogue(), checks_of(person)
    life = lives_of([person], on)[person.pk]
    needed = {each.paper.number: each for each in required(life, book)}
    lines = [Line(paper, needed.get(number), checks.get(number)) for number, paper in book.papers.items()]
    shown = [line for line in lines if line.needed or line.check]
    settled = {number for number, row in checks.items() if row.state in SETTLED}
    lacking = by_priority((each.paper.number for each in missing(needed.values(), settled)), book)
    return Checklist(
        groups=[
            (priority, words, [line for line in shown if line.paper.priority == priority])
            for priority, words in book.priorities.items()
        ],
        others=[line for line in lines if not line.needed and not line.check],
        lacking=lacking,
        asked=sum(line.asked for line in lines),
        left=bool({"left", "died"} & set(occasions_of(life))),
    )


@dataclass(frozen=True, slots=True)
class PersonLacks:
    person: Person
    home: str
    lacking: Mapping[int, int]
    looked_on: date | None  # the last check of any paper

    @property
    def total(self) -> int:
        return sum(self.lacking.values())


@dataclass(frozen=True, slots=True)
class OrganizationLacks:
    """Counts over everybody, the page of people, and how many lack each paper; None of it when ``too_many``."""

    people: int
    too_many: bool
    lacking: Mapping[int, int]
    complete: int
    rows: Sequence[PersonLacks]
    papers: Sequence[tuple[PaperKind, int]]  # most missing first
    pages: int
    page: int


def kept_under(form: Form, on: date) -> QuerySet[Person]:
    """Whose files are kept at the organization or below it on the day: members, and those who left or died."""
    below = Form.objects.on(on).under(form.path).values("organization")
    kinds = [Placement.Kind.OFFICIAL, Placement.Kind.FORMER]
    homes = Placement.objects.filter(in_force(on), organization__in=below, kind__in=kinds)
    return Person.objects.filter(pk__in=homes.values("person")).order_by("sort_key", "pk")


def organization_lacks(form: Form, on: date, page: int = 1) -> OrganizationLacks:
    """What is missing in the files kept there. Seven queries at most, whatever the number of people."""
    everybody = list(kept_under(form, on)[: MOST_PEOPLE + 1])
    if (people := len(everybody)) > MOST_PEOPLE:
        return OrganizationLacks(kept_under(form, on).count(), True, {}, 0, (), (), 0, 1)
    lives = lives_of(everybody, on)
    checks: dict[int, set[int]] = defaultdict(set)
    looked: dict[int, date] = {}
    for pk, number, state, day in _checks(everybody):
        if state in SETTLED:
            checks[pk].add(number)
        looked[pk] = max(looked.get(pk, day), day)
    book = catalogue()
    lacks = {person.pk: numbers_asked(lives[person.pk], book) - checks[person.pk] for person in everybody}
    counted = Counter(number for some in lacks.values() for number in some)
    worst = sorted(everybody, key=lambda person: (-len(lacks[person.pk]), person.sort_key, person.pk))
    pages = max(1, -(-people // PAGE))
    page = min(max(page, 1), pages)
    shown = worst[(page - 1) * PAGE : page * PAGE]
    homes = homes_of(shown, on)
    return OrganizationLacks(
        people=people,
        too_many=False,
        lacking={
            key: sum(times for number, times in counted.items() if book.papers[number].priority == key)
            for key in book.priorities
        },
        complete=sum(not some for some in lacks.values()),
        rows=[
            PersonLacks(person, homes.get(person.pk, ""), by_priority(lacks[person.pk], book), looked.get(person.pk))
            for person in shown
        ],
        papers=[
            (book.papers[number], times) for number, times in sorted(counted.items(), key=lambda i: (-i[1], i[0]))
        ],
        pages=pages,
        page=page,
    )


def needed_of(people: Sequence[Person], on: date) -> dict[int, list[Needed]]:
    book = catalogue()
    return {pk: required(life, book) for pk, life in lives_of(people, on).items()}


def _checks(people: Sequence[Person]) -> QuerySet[PaperCheck, Any]:
    ids = [person.pk for person in people]
    return PaperCheck.objects.filter(person__in=ids, current=True).values_list(
        "person", "number", "state", "checked_on"
    )


def homes_of(people: Sequence[Person | int], on: date) -> dict[int, str]:
    """Person id -> the name of the cell on the day."""
    shape = FilteredRelation("organization__forms", condition=in_force(on, "organization__forms__"))
    places = Placement.objects.filter(in_force(on), person__in=people, kind__in=Placement.HOMES)
    return {pk: name or "" for pk, name in places.annotate(shape=shape).values_list("person", "shape__name")}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody whose file must hold a paper, and what was last found of it."""

    person: Person
    home: str
    needed: Needed | None
    check: PaperCheck | None


def who_needs(form: Form, number: int, on: date) -> list[Asked]:
    """Everybody under the organization whose file must hold the paper, by name. A fixed number of queries."""
    everybody = list(kept_under(form, on)[:MOST_PEOPLE])
    needed = needed_of(everybody, on)
    checks = {
        row.person_id: row for row in PaperCheck.objects.filter(person__in=everybody, number=number, current=True)
    }
    asked = []
    for person in everybody:
        why = next((each for each in needed[person.pk] if each.paper.number == number and not each.possible), None)
        if why is not None or person.pk in checks:
            asked.append(Asked(person, "", why, checks.get(person.pk)))
    homes = homes_of([each.person for each in asked], on)
    return [Asked(each.person, homes.get(each.person.pk, ""), each.needed, each.check) for each in asked]
