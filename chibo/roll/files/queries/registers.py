"""The books: who is on the list on a day, who left, died, is on probation, exempt, away or here for a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet

from chibo.common.dates import PartialDate, add_months
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import Leaving
from chibo.roll.files.queries.guests import guest_rows
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Standing
from chibo.roll.organizations.models import Form, in_force

#: A book of more people is printed cell by cell.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a book: what its columns may say; days are dates, partial texts or nothing."""

    person: Person
    cell: str = ""
    joined: date | None = None
    official: date | None = None
    card: str = ""
    since: date | None = None
    until: date | None = None
    ground: str = ""
    place: str = ""
    note: str = ""


@dataclass(slots=True)
class Reading:
    """What the lines of a book are written from, read once for everybody on it."""

    on: date
    spells: dict[int, list[Membership]] = field(default_factory=dict)
    cards: dict[int, str] = field(default_factory=dict)
    standings: dict[int, list[Standing]] = field(default_factory=dict)
    away: dict[int, Placement] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[int], on: date) -> Reading:
        """Four queries."""
        ids, read = list(people), cls(on)
        for spell in Membership.objects.filter(person__in=ids, starts_on__lte=on).order_by("starts_on"):
            read.spells.setdefault(spell.person_id, []).append(spell)
        for pk, card in MemberCard.objects.filter(person__in=ids).order_by("pk").values_list("person", "number"):
            read.cards[pk] = card
        for standing in Standing.objects.filter(in_force(on), person__in=ids).order_by("kind"):
            read.standings.setdefault(standing.person_id, []).append(standing)
        for place in Placement.objects.filter(in_force(on), person__in=ids, kind__in=Placement.FOR_A_TIME):
            read.away[place.person_id] = place
        return read

    def joined(self, pk: int) -> date | None:
        spells = self.spells.get(pk, ())
        return next((s.starts_on for s in spells if s.kind == Membership.Kind.PROBATIONARY or s.undated), None)

    def official(self, pk: int) -> date | None:
        spells = [s for s in self.spells.get(pk, ()) if s.kind == Membership.Kind.OFFICIAL and not s.undated]
        return spells[-1].starts_on if spells else None

    def last(self, pk: int) -> Membership | None:
        spells = self.spells.get(pk, ())
        return spells[-1] if spells else None

    def note(self, pk: int) -> str:
        """What stands beside a name: probation, exemption, party life elsewhere for a time."""
        spell = self.last(pk)
        notes = ["Dự bị"] if spell is not None and spell.kind == Membership.Kind.PROBATIONARY else []
        notes += [row.get_kind_display() for row in self.standings.get(pk, ())]
        if pk in self.away:
            notes.append("Tạm thời nơi khác")
        return "; ".join(notes)


def placed(form: Form, on: date, *kinds: str) -> QuerySet[Placement]:
    """Who is at the organization or below it on the day, by name."""
    below = Form.objects.on(on).under(form.path).values("organization")
    rows = Placement.objects.filter(in_force(on), organization__in=below, kind__in=kinds).select_related("person")
    return rows.order_by("person__sort_key", "person_id")


def _names(rows: Sequence[Placement], on: date) -> Mapping[int, str]:
    forms = Form.objects.on(on).filter(organization__in={row.organization_id for row in rows})
    return dict(forms.values_list("organization", "name"))


def _lines(rows: Sequence[Placement], on: date) -> tuple[Reading, Mapping[int, str]]:
    return Reading.of([row.person_id for row in rows], on), _names(rows, on)


def current(form: Form, on: date) -> list[Line]:
    """The book of members: everybody whose official party life is there on the day."""
    rows = list(placed(form, on, Placement.Kind.OFFICIAL)[: MOST + 1])
    read, names = _lines(rows, on)
    return [
        Line(
            row.person,
            names.get(row.organization_id, ""),
            read.joined(row.person_id),
            read.official(row.person_id),
            read.cards.get(row.person_id, ""),
            note=read.note(row.person_id),
        )
        for row in rows
    ]


def probationary(form: Form, on: date) -> list[Line]:
    """Those on probation, with the day on which it ends."""
    rows = list(placed(form, on, Placement.Kind.OFFICIAL).filter(person__in=_probation(on))[: MOST + 1])
    read, names = _lines(rows, on)
    found = []
    for row in rows:
        joined = read.joined(row.person_id)
        months = law_on(joined).get("recognition.probation_months") if joined else None
        until = add_months(joined, months.number) if joined and months else None
        found.append(Line(row.person, names.get(row.organization_id, ""), joined, until=until))
    return found


def _probation(on: date) -> QuerySet[Any, Any]:
    return Membership.objects.filter(in_force(on), kind=Membership.Kind.PROBATIONARY).values("person")


def exempt(form: Form, on: date) -> list[Line]:
    """Those exempt from duties and meetings on the day, since when and by which document."""
    now = Standing.objects.filter(in_force(on), kind=Standing.Kind.EXEMPT)
    rows = list(placed(form, on, Placement.Kind.OFFICIAL).filter(person__in=now.values("person"))[: MOST + 1])
    read, names = _lines(rows, on)
    found = []
    for row in rows:
        standing = next(s for s in read.standings[row.person_id] if s.kind == Standing.Kind.EXEMPT)
        found.append(
            Line(
                row.person,
                names.get(row.organization_id, ""),
                since=standing.starts_on,
                until=standing.ends_on,
                ground=f"số {standing.document}" if standing.document else "",
            )
        )
    return found


def _former(form: Form, on: date, *ends: str) -> list[Line]:
    rows = list(placed(form, on, Placement.Kind.FORMER)[: MOST + 1])
    read, names = _lines(rows, on)
    papers = _papers([row.person_id for row in rows]) if ends == (Membership.End.DEATH,) else {}
    found = []
    for row in rows:
        spell = read.last(row.person_id)
        if spell is not None and spell.ends_by in ends:
            number = f", số {spell.end_decision}" if spell.end_decision else ""
            ground = f"{spell.get_ends_by_display()}{number}"
            found.append(
                Line(
                    row.person,
                    names.get(row.organization_id, ""),
                    read.joined(row.person_id),
                    read.official(row.person_id),
                    until=spell.ends_on,
                    ground=papers.get(row.person_id, ground),
                )
            )
    return found


def _papers(people: Sequence[int]) -> dict[int, str]:
    """What tells of each death, as the office wrote it down."""
    rows = Leaving.objects.filter(person__in=people, ends_by=Membership.End.DEATH, undone_on__isnull=True)
    return {
        person: f"{ground}, số {number}" if number else ground
        for person, ground, number in rows.values_list("person", "ground", "decision")
    }


def left(form: Form, on: date) -> list[Line]:
    """Those who left the Party, by whatever ground but death."""
    end = Membership.End
    return _former(form, on, end.STRIKE_OFF, end.EXPULSION, end.RESIGNATION, end.ANNULMENT)


def deceased(form: Form, on: date) -> list[Line]:
    return _former(form, on, Membership.End.DEATH)


def away(form: Form, on: date) -> list[Line]:
    """Members of the organization whose party life is elsewhere for a time: inside the system or out of it."""
    homes = placed(form, on, Placement.Kind.OFFICIAL).values("person")
    rows = list(
        Placement.objects.filter(in_force(on), person__in=homes, kind__in=Placement.FOR_A_TIME)
        .select_related("person")
        .order_by("person__sort_key", "person_id")[: MOST + 1]
    )
    home_of = dict(
        Placement.objects.filter(
            in_force(on), person__in=[row.person_id for row in rows], kind=Placement.Kind.OFFICIAL
        ).values_list("person", "organization")
    )
    places = {row.organization_id for row in rows} | set(home_of.values())
    names = dict(Form.objects.on(on).filter(organization__in=places).values_list("organization", "name"))
    return [
        Line(
            row.person,
            names.get(home_of.get(row.person_id, 0), ""),
            since=row.starts_on,
            until=row.ends_on,
            place=row.outside or names.get(row.organization_id, ""),
        )
        for row in rows
    ]


def here_for_a_time(form: Form, on: date) -> list[Line]:
    """Members of other organizations who meet here for a time; they are not in the strength of this one."""
    rows = list(placed(form, on, Placement.Kind.TEMPORARY)[: MOST + 1])
    homes = {
        row.person_id: row.organization_id
        for row in Placement.objects.filter(
            in_force(on), person__in=[row.person_id for row in rows], kind__in=Placement.HOMES
        )
    }
    places = set(homes.values()) | {row.organization_id for row in rows}
    names = dict(Form.objects.on(on).filter(organization__in=places).values_list("organization", "name"))
    return [
        Line(
            row.person,
            names.get(row.organization_id, ""),
            since=row.starts_on,
            until=row.ends_on,
            place=names.get(homes.get(row.person_id, 0), ""),
        )
        for row in rows
    ]


def printed(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The rows of a book as its paper takes them; what is not known stays out and is dotted."""
    return [
        {
            "seq": place,
            "name": line.person.name,
            "born": _born(line.person.born_on),
            "sex": line.person.get_sex_display(),
            "joined": _day(line.joined),
            "official": _day(line.official),
            "card": line.card,
            "cell": line.cell,
            "since": _day(line.since),
            "until": _day(line.until),
            "died": _day(line.until),
            "left": _day(line.until),
            "ground": line.ground,
            "place": line.place,
            "note": line.note,
        }
        for place, line in enumerate(lines, 1)
    ]


def printed_guests(form: Form, on: date) -> list[dict[str, Any]]:
    """The list by residence: those introduced who have not gone."""
    return [
        {
            "seq": place,
            "name": row.guest.name,
            "born": _born(row.guest.born_on),
            "home": row.guest.home,
            "letter": row.guest.letter,
            "since": _day(row.guest.introduced_on),
            "note": f"Miễn: {row.exempt}" if row.exempt else row.cell,
        }
        for place, row in enumerate(guest_rows(form, on, gone=False), 1)
    ]


def _born(born_on: str) -> str:
    return PartialDate.parse(born_on).display if born_on else ""


def _day(day: date | None) -> str:
    return PartialDate.of(day).display if day else ""


#: Word in the address -> layout of the paper; the title stands in the catalogue of forms.
BOOKS: Final[tuple[str, ...]] = (
    "so-dang-vien",
    "so-du-bi",
    "so-mien-sinh-hoat",
    "so-tam-thoi",
    "so-ra-khoi-dang",
    "so-tu-tran",
    "so-noi-cu-tru",
)


def lines_of(book: str, form: Form, on: date) -> dict[str, list[dict[str, Any]]]:
    """The tables of a book on the day, by the name of the fact that prints them."""
    match book:
        case "so-noi-cu-tru":
            return {"register_rows": printed_guests(form, on)}
        case "so-tam-thoi":
            return {"register_rows": printed(away(form, on)), "register_rows_in": printed(here_for_a_time(form, on))}
        case _:
            reader = {
                "so-dang-vien": current,
                "so-du-bi": probationary,
                "so-mien-sinh-hoat": exempt,
                "so-ra-khoi-dang": left,
                "so-tu-tran": deceased,
            }[book]
            return {"register_rows": printed(reader(form, on))}


def anybody_invented(form: Form, on: date) -> bool:
    """Whether the paper must say that its people are invented."""
    return placed(form, on, *Placement.Kind.values).filter(person__invented=True).exists()
