"""Classes, who was sent to them, and whom of a list may be sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from chibo.common.dates import add_months, display
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import Attendee, FileEntry, PartyClass
from chibo.roll.files.queries.papers import homes_of
from chibo.roll.files.rules.classes import Candidate
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.heirs import taken_over
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import name_on

OUTCOMES = Attendee.Outcome
#: So many people of a list are sent at once; a longer list is narrowed first.
MOST_SENT = 200
#: Older classes are found through the people who were in them.
MOST_CLASSES = 200


def candidates(
    people: Collection[int], authority: Authority, sender: Form | None, party_class: PartyClass | None, on: date
) -> tuple[list[Candidate], int]:
    """What matters about these people, by name, and how many of them are not in the asker's view. Four queries.

    ``sender`` is the organization that sends, when it is known; ``party_class`` the class, when it exists.
    """
    found = list(Person.objects.visible_to(authority, on).filter(pk__in=people).order_by("sort_key", "pk"))
    ids = [person.pk for person in found]
    shape = FilteredRelation("organization__forms", condition=in_force(on, "organization__forms__"))
    homes = Placement.objects.filter(in_force(on), person__in=ids, kind__in=Placement.HOMES).annotate(shape=shape)
    places = {
        pk: (path or "", name or "") for pk, path, name in homes.values_list("person", "shape__path", "shape__name")
    }
    spells = {row.person_id: row for row in Membership.objects.filter(in_force(on), person__in=ids)}
    enrolled: set[int] = set()
    if party_class is not None:
        rows = Attendee.objects.filter(party_class=party_class, person__in=ids).exclude(outcome=OUTCOMES.WITHDRAWN)
        enrolled = set(rows.values_list("person", flat=True))
    lines = [
        Candidate(
            person=person.pk,
            name=person.name,
            is_member=person.pk in spells,
            is_kept=bool(path := places.get(person.pk, ("", ""))[0]) and authority.may(Right.KEEP_FILES, path),
            is_sent=sender is None or path.startswith(sender.path),
            is_enrolled=person.pk in enrolled,
            probation_ends_on=_probation_ends_on(spells.get(person.pk)),
            home=places.get(person.pk, ("", ""))[1],
        )
        for person in found
    ]
    return lines, len(set(people) - set(ids))


def _probation_ends_on(spell: Membership | None) -> date | None:
    """The day on which probation is full, by the law of the day on which it began."""
    if spell is None or spell.kind != Membership.Kind.PROBATIONARY:
        return None
    months = law_on(spell.starts_on).get("recognition.probation_months")
    return add_months(spell.starts_on, months.number) if months else None


def kept_of(people: Collection[int], authority: Authority, on: date) -> set[int]:
    """Those of them whose file the asker keeps. One query."""
    shape = FilteredRelation("organization__forms", condition=in_force(on, "organization__forms__"))
    homes = Placement.objects.filter(in_force(on), person__in=people, kind__in=Placement.HOMES).annotate(shape=shape)
    rows = homes.values_list("person", "shape__path")
    return {pk for pk, path in rows if path and authority.may(Right.KEEP_FILES, path)}


def _keeping(authority: Authority) -> set[int]:
    return {each.organization_id for each in authority.appointments if each.reach(Right.KEEP_FILES)}


def sending(authority: Authority) -> set[int]:
    """The organizations whose classes the asker sees to: the own ones, and those that these took over."""
    held = _keeping(authority)
    return held | taken_over(held) if held else set()


def senders_of(authority: Authority, on: date) -> list[Form]:
    """The organizations in whose name the asker may send: those where the asker keeps the files."""
    held = _keeping(authority)
    return list(Form.objects.on(on).filter(organization__in=held).select_related("organization").order_by("path"))


def own_class(authority: Authority, pk: int, on: date) -> tuple[PartyClass, Form] | None:
    """A class of one of the asker's own organizations. Two queries."""
    own = {form.organization_id: form for form in senders_of(authority, on)}
    row = PartyClass.objects.filter(pk=pk, organization__in=own).first()
    return (row, own[row.organization_id]) if row is not None else None


def open_classes(authority: Authority, on: date) -> list[PartyClass]:
    """Those that the asker's own organizations send to and that are not over, the next first."""
    rows = PartyClass.objects.filter(organization__in=_keeping(authority), ends_on__gte=on)
    return list(rows.order_by("starts_on", "pk")[:MOST_CLASSES])


@dataclass(frozen=True, slots=True)
class Counted:
    """A class with how many are in it, how many of them have no result yet, how many finished."""

    party_class: PartyClass
    sent: int
    waiting: int
    finished: int
    sender: str = ""  # the name of the organization that sends, where it was asked for


def classes_at(form: Form, on: date) -> list[Counted]:
    """Classes to which the organization or those below it send, newest first. One query."""
    below = Form.objects.on(on).under(form.path).values("organization")
    mine = Q(organization__in=below) | Q(organization=form.organization_id)
    return _counted(PartyClass.objects.filter(mine).order_by("-ends_on", "-pk"), MOST_CLASSES)


def _counted(rows: QuerySet[PartyClass], most: int | None = None) -> list[Counted]:
    counted = rows.select_related("organization").annotate(
        sent=Count("attendees", filter=~Q(attendees__outcome=OUTCOMES.WITHDRAWN)),
        waiting=Count("attendees", filter=Q(attendees__outcome=OUTCOMES.ENROLLED)),
        finished=Count("attendees", filter=Q(attendees__outcome=OUTCOMES.FINISHED)),
    )
    return [
        Counted(row, row.sent, row.waiting, row.finished, getattr(row, "sender", None) or "") for row in counted[:most]
    ]


def other_days_of(party_class: PartyClass) -> list[tuple[date, str, str]]:
    """When the days of a class were changed, the days before, and why; from the ledger, newest first. One query."""
    rows = Entry.objects.filter(subject=f"class:{party_class.pk}", action="files.reschedule").order_by("-seq")
    found = []
    for on, payload in rows.values_list("on", "payload"):
        before = " – ".join(display(date.fromisoformat(day)) for day in payload["before"])
        found.append((on, before, payload["ground"]))
    return found


@dataclass(frozen=True, slots=True)
class Seat:
    """One member of a class as the page tells it."""

    row: Attendee
    home: str  # empty when the record lies outside the reader's view by now
    seen: bool  # the reader may open the record
    corrected: bool  # the entry of the file was put right afterwards


def seats_of(party_class: PartyClass, authority: Authority, on: date) -> list[Seat]:
    """Who is in the class: those without a result first, each by name. Three queries."""
    later = FileEntry.objects.filter(supersedes=OuterRef("entry"))
    rows = list(
        Attendee.objects.filter(party_class=party_class)
        .select_related("person", "settled_by")
        .annotate(corrected=Exists(later))
        .order_by("person__sort_key", "person_id", "pk")
    )
    ids = [row.person_id for row in rows]
    seen = set(Person.objects.visible_to(authority, on).filter(pk__in=ids).values_list("pk", flat=True))
    homes = homes_of([row.person for row in rows if row.person_id in seen], on)
    order = [OUTCOMES.ENROLLED, OUTCOMES.FINISHED, OUTCOMES.NOT_FINISHED, OUTCOMES.WITHDRAWN]
    return sorted(
        (Seat(row, homes.get(row.person_id, ""), row.person_id in seen, row.corrected) for row in rows),
        key=lambda seat: order.index(OUTCOMES(seat.row.outcome)),
    )


def classes_of(person: Person, on: date) -> list[tuple[Attendee, str]]:
    """Classes of one member, newest first, each with the path of the organization that sent. One query."""
    shape = FilteredRelation(
        "party_class__organization__forms", condition=in_force(on, "party_class__organization__forms__")
    )
    rows = Attendee.objects.filter(person=person).select_related("party_class")
    rows = rows.annotate(shape=shape).annotate(path=F("shape__path"))
    return [(row, row.path or "") for row in rows.order_by("-party_class__ends_on", "-pk")]


def results_missing(authority: Authority, on: date, most: int) -> list[Counted]:
    """Classes of the asker's own organizations that are over while somebody has no result yet, the oldest first.

    Those of an organization that ended wait for whoever took it over. One query, two when there are such.
    """
    held = _keeping(authority)
    if not held:
        return []
    waits = Attendee.objects.filter(party_class=OuterRef("pk"), outcome=OUTCOMES.ENROLLED)
    ended = ~Exists(Form.objects.on(on).filter(organization=OuterRef("organization")))
    rows = PartyClass.objects.filter(Exists(waits), ended | Q(organization__in=held), ends_on__lte=on)
    found = _counted(rows.annotate(sender=name_on("organization", on)).order_by("ends_on", "pk"))
    if any(each.party_class.organization_id not in held for each in found):
        held |= taken_over(held)
    return [each for each in found if each.party_class.organization_id in held][:most]


def sending_list(party_class: PartyClass, on: date) -> list[tuple[Person, date | None, str, str]]:
    """Who is sent, by name: the person, the day of joining, the cell on the day, a note. Three queries."""
    rows = Attendee.objects.filter(party_class=party_class).exclude(outcome=OUTCOMES.WITHDRAWN)
    people = [row.person for row in rows.select_related("person").order_by("person__sort_key", "person_id")]
    spells = Membership.objects.filter(person__in=people, starts_on__lte=on).order_by("-starts_on")
    first = {spell.person_id: spell for spell in spells}
    last = {spell.person_id: spell for spell in reversed(spells)}
    homes = homes_of(people, on)
    probation = Membership.Kind.PROBATIONARY
    return [
        (
            person,
            first[person.pk].starts_on if person.pk in first else None,
            homes.get(person.pk, ""),
            probation.label if person.pk in last and last[person.pk].kind == probation else "",
        )
        for person in people
    ]
