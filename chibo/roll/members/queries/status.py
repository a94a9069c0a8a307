"""What a person is on a day, in the words of the trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef

from chibo.common.narrowing import Narrowing
from chibo.roll.members.models import Membership, Person, Placement, Standing
from chibo.roll.organizations.models import Organization, in_force


@dataclass(frozen=True, slots=True)
class Status:
    """``main`` is one of the register's words; ``notes`` are the circumstances beside it."""

    main: str
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " · ".join((self.main, *self.notes))


#: Organization, its name on the day, and the place outside the system when that is where the party life is.
_Place = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A line of a list of people: who, what they are, where."""

    person: Person
    status: Status
    home: str  # name of the organization on the day
    home_id: int | None
    since: date | None  # the present spell of membership


class Filter(Narrowing):
    """What a list can be narrowed to; the value is its word in the address."""

    MEMBERS = ("dang-vien", "Đảng viên")
    OFFICIAL = ("chinh-thuc", "Đảng viên chính thức")
    PROBATIONARY = ("du-bi", "Đảng viên dự bị")
    EXEMPT = ("mien-sinh-hoat", "Miễn công tác và sinh hoạt đảng")
    SUSPENDED = ("dinh-chi", "Đình chỉ sinh hoạt đảng")
    AWAY = ("tam-thoi", "Chuyển sinh hoạt tạm thời")
    GUEST = ("khach", "Đến sinh hoạt tạm thời")
    MOVED_OUT = ("ngoai-he-thong", "Sinh hoạt đảng ngoài hệ thống")
    FORMER = ("ra-khoi-dang", "Đã từ trần, ra khỏi Đảng")
    APPLICANT = ("quan-chung", "Quần chúng được theo dõi, giúp đỡ")

    @property
    def has_strength(self) -> bool:
        """Whether these people are in the strength of a cell."""
        return self not in _BY_PLACE

    @property
    def places(self) -> tuple[str, ...]:
        """The kinds of placement that tell of others; guests stand in the list of members, and count nowhere."""
        if self in {Filter.MEMBERS, Filter.GUEST}:
            return (Placement.Kind.TEMPORARY,)
        return (Placement.Kind[self.name],) if self in _BY_PLACE else ()


#: Those whom the kind of their home tells.
_BY_PLACE = frozenset({Filter.GUEST, Filter.FORMER, Filter.APPLICANT, Filter.MOVED_OUT})


def rows_for(people: Iterable[Person], on: date) -> list[MemberRow]:
    """The lines of these people on the day. Three queries."""
    people = list(people)
    ids = [person.pk for person in people]
    spells = {
        row.person_id: row
        for row in Membership.objects.filter(person__in=ids, starts_on__lte=on).order_by("starts_on")
    }
    standings: dict[int, list[str]] = defaultdict(list)
    for row in Standing.objects.filter(in_force(on), person__in=ids).order_by("kind"):
        standings[row.person_id].append(row.get_kind_display())
    places: dict[int, dict[str, _Place]] = defaultdict(dict)
    shape = FilteredRelation("organization__forms", condition=in_force(on, "organization__forms__"))
    here = Placement.objects.filter(in_force(on), person__in=ids).annotate(shape=shape)
    columns = ("person", "kind", "organization", "shape__name", "outside")
    for pk, kind, organization, name, outside in here.values_list(*columns):
        places[pk][kind] = (organization, name or "nơi khác", outside)
    return [_row(person, spells.get(person.pk), standings[person.pk], places[person.pk], on) for person in people]


def _elsewhere(places: dict[str, _Place]) -> list[str]:
    """Where the party life is when not at home: outside the system, or elsewhere for a time."""
    told = []
    if (moved := places.get(Placement.Kind.MOVED_OUT)) is not None:
        told.append(f"{Placement.Kind.MOVED_OUT.label}: {moved[2]}")
    if (guest := places.get(Placement.Kind.TEMPORARY)) is not None:
        told.append(f"Chuyển sinh hoạt tạm thời: {guest[1]}")
    if (away := places.get(Placement.Kind.AWAY)) is not None:
        told.append(f"Chuyển sinh hoạt tạm thời: {away[2]}")
    return told


def members_of(organization: Organization, on: date) -> list[MemberRow]:
    """The members whose party life is there on the day, officially or for a time, by name."""
    kinds = (Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY)
    here = Placement.objects.filter(in_force(on), organization=organization, kind__in=kinds)
    return rows_for(Person.objects.filter(Exists(here.filter(person=OuterRef("pk")))).order_by("sort_key", "pk"), on)


def status_of(person: Person, on: date) -> Status:
    return rows_for([person], on)[0].status


def _row(
    person: Person,
    spell: Membership | None,
    standings: list[str],
    places: dict[str, _Place],
    on: date,
) -> MemberRow:
    home = next((places[kind] for kind in places if kind in Placement.HOMES), None)
    notes = [*standings, *_elsewhere(places)]
    running = spell is not None and (spell.ends_on is None or spell.ends_on > on)
    if spell is not None and running:
        main = spell.get_kind_display()
    elif Placement.Kind.APPLICANT in places:
        main = Placement.Kind.APPLICANT.label
    elif spell is not None and spell.ends_by == Membership.End.DEATH:
        main, notes = "Đã từ trần", []
    elif spell is not None:
        ground = spell.get_ends_by_display()
        main, notes = "Đã ra khỏi Đảng", [f"{ground[:1].lower()}{ground[1:]}"]
    else:
        main = "Chưa là đảng viên"
    return MemberRow(
        person=person,
        status=Status(main, tuple(notes)),
        home=home[1] if home else "",
        home_id=home[0] if home else None,
        since=spell.starts_on if spell is not None and running else None,
    )
