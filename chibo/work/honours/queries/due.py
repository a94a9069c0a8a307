"""Who is due a badge by a round: an attention list from the register, a page at a time, never a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from chibo.common.dates import add_months, add_years
from chibo.common.narrowing import Narrowing
from chibo.foundation.rulebook.law import Law, law_on
from chibo.roll.files.models import EntryKind, FileEntry
from chibo.roll.members.models import Membership, Person, Stay, Turn
from chibo.roll.organizations.models import Form, in_force
from chibo.work.honours.candidates import candidates_of
from chibo.work.honours.models import Award, Nomination
from chibo.work.honours.rules import badges
from chibo.work.honours.rules.badges import Due, due

PAGE = 50
#: In a list of those reached long ago nobody looks past so many.
COUNTED = 2_000
#: Deaths are looked at so many months back; later a family still may ask, from the person's page.
LOOKED_BACK = 24


class Filter(Narrowing):
    """What the list of a round shows; the value is its word in the address."""

    DUE = ("", "Đến mốc trong đợt")
    EARLIER = ("du-tu-truoc", "Đã đủ từ trước, chưa ghi nhận")
    BARRED = ("chua-duoc-xet", "Chưa được xét do kỷ luật")
    DECEASED = ("da-tu-tran", "Đã từ trần, có thể truy tặng")
    PROPOSED = ("dang-de-nghi", "Đang đề nghị")
    DECIDED = ("da-quyet-dinh", "Đã quyết định")
    AWARDED = ("da-trao", "Đã trao")
    NOT_YET = ("chua-duoc-tang", "Chưa đề nghị, chưa được tặng")


#: Lists whose people are few and are all judged, not only those of a page.
JUDGED = frozenset({Filter.BARRED, Filter.DECEASED})
#: Lists that the register gives; the others are of nominations.
OF_REGISTER = frozenset({Filter.DUE, Filter.EARLIER, *JUDGED})


@dataclass(frozen=True, slots=True)
class DueRow:
    """Somebody, where they are, and what the rules say of the badge they may be due."""

    person: Person
    cell: str
    due: Due
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class DuePage:
    rows: Sequence[DueRow]
    count: int
    capped: bool
    number: int  # of the page, from 1

    @property
    def has_more(self) -> bool:
        return self.number * PAGE < self.count


def due_page(form: Form, round_on: date, today: date, only: Filter, number: int = 1) -> DuePage:
    """One page of those due, below the organization, as of the day or of the round when it is past.

    Five questions, whatever the size: people are found by the day from which their party age runs, and only
    those of the page are judged one by one.
    """
    law = law_on(min(round_on, today))
    on, since = min(round_on, today), badges.round_before(law, round_on)
    if not badges.levels(law) or since is None:
        return DuePage((), 0, False, 1)
    found = list(_found(form, round_on, since, on, law, only)[: COUNTED + 1])
    count, capped = min(len(found), COUNTED), len(found) > COUNTED
    number = max(1, min(number, -(-count // PAGE) or 1))
    shown = dict(found[:count] if only in JUDGED else found[(number - 1) * PAGE : number * PAGE])
    candidates = candidates_of(shown, max(on, round_on), held=only is Filter.DECEASED)
    people = Person.objects.in_bulk(shown)
    rows = []
    for pk, cell in shown.items():
        told = due(candidates[pk], round_on, law, since=since)
        if told is not None and (told.is_barred or only is not Filter.BARRED):
            rows.append(DueRow(people[pk], cell or "", told, candidates[pk].died_on))
    if only in JUDGED:  # few, and the rules leave out most of them
        return DuePage(rows, len(rows), False, 1)
    return DuePage(rows, count, capped, number)


def _found(form: Form, round_on: date, since: date, on: date, law: Law, only: Filter) -> QuerySet[Any, Any]:
    """Person and name of the cell of each, in the order of the list."""
    cell = Form.objects.on(on).filter(organization=OuterRef("organization")).values("name")[:1]
    stays = Stay.objects.filter(path__gte=form.path, path__lt=form.path + "~", kind=Membership.Kind.OFFICIAL)
    stays = stays.annotate(cell=Subquery(cell))
    if only is Filter.DECEASED:
        gone = stays.filter(ended_by=Turn.DIED, ends_on__gt=add_months(round_on, -LOOKED_BACK), ends_on__lte=round_on)
        asked = Nomination.objects.filter(person=OuterRef("person"), outcome="")
        told = gone.filter(~Exists(asked))
        return told.order_by("-ends_on", "sort_key", "person").values_list("person", "cell")
    aged = stays.filter(in_force(on)).annotate(
        since=Coalesce("aged_from", "joined_on", output_field=DateField()), level=_level(law, round_on)
    )
    fresh = [
        Q(since__gt=add_years(since, -level), since__lte=add_years(round_on, -level)) for level in badges.levels(law)
    ]
    reached = fresh[0]
    for window in fresh[1:]:
        reached |= window
    if only is Filter.BARRED:
        disciplined = FileEntry.objects.standing().filter(kind=EntryKind.DISCIPLINE)
        aged = aged.filter(level__isnull=False, person__in=disciplined.values("person"))
    else:
        aged = aged.filter(reached) if only is Filter.DUE else aged.filter(level__isnull=False).exclude(reached)
    free = aged.filter(
        ~Exists(Award.objects.filter(person=OuterRef("person"), level__gte=OuterRef("level"))),
        ~Exists(Nomination.objects.filter(person=OuterRef("person"), outcome="")),
    )
    return free.order_by("-level", "sort_key", "person").values_list("person", "cell")


def _level(law: Law, round_on: date) -> Case:
    """The highest badge whose years are complete by the round."""
    steps = [
        When(since__lte=add_years(round_on, -level), then=Value(level)) for level in sorted(badges.levels(law))[::-1]
    ]
    return Case(*steps, default=None, output_field=IntegerField(null=True))


def nominated(form: Form, round_on: date, only: Filter) -> QuerySet[Nomination]:
    """Nominations of a round below the organization, by what became of them. ``form`` came through its door."""
    cells = Form.objects.under(form.path).values("organization")
    rows = Nomination.objects.filter(round_on=round_on, cell__in=cells)
    outcome = Nomination.Outcome
    match only:
        case Filter.PROPOSED:
            rows = rows.filter(outcome="")
        case Filter.DECIDED:
            rows = rows.filter(outcome=outcome.AWARDED, award__awarded_on__isnull=True)
        case Filter.AWARDED:
            rows = rows.filter(award__awarded_on__isnull=False)
        case _:
            rows = rows.filter(outcome__in=[outcome.NOT_AGREED, outcome.LEFT_OUT, outcome.WITHDRAWN])
    found = rows.select_related("person", "submission", "decision", "award")
    return found.order_by("-level", "person__sort_key", "pk")
