"""Rounds, loans and handovers at a keeper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Max, Min, Q, QuerySet, When

from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.models import Handover, Loan, PaperCheck, Round, RoundItem
from chibo.roll.files.queries.lives import lives_of
from chibo.roll.files.queries.papers import SETTLED, homes_of, kept_under
from chibo.roll.files.rules.keeping import check_round, next_round_on
from chibo.roll.files.rules.required import numbers_asked
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import CELLS, Form, Organization, in_force
from chibo.roll.organizations.queries import law_for

STATES = RoundItem.State
#: Files on one page of a round.
PAGE = 50


def rounds_of(organization: Organization) -> QuerySet[Round]:
    """Newest first, each with how many files, how many compared and how many still differ."""
    return (
        Round.objects.filter(organization=organization)
        .select_related("opened_by", "closed_by")
        .annotate(
            files=Count("items"),
            waiting=Count("items", filter=Q(items__state=STATES.WAITING)),
            differing=Count("items", filter=Q(items__state=STATES.DIFFERS)),
            settled=Count("items", filter=Q(items__state=STATES.SETTLED)),
        )
        .order_by("-opened_on", "-pk")
    )


def round_findings(organization: Organization, on: date) -> list[Finding]:
    """Whether the half-yearly comparing is due."""
    last = Round.objects.filter(organization=organization, closed_on__isnull=False).order_by("-closed_on").first()
    return check_round(last.closed_on if last else None, on, law_for(organization, on))


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A page of files of a round: those that differ first, then those that wait, then the rest, each by name."""

    items: Sequence[RoundItem]
    homes: dict[int, str]  # person id -> cell on the day
    counts: dict[str, int]
    files: int  # of this choice
    pages: int
    page: int


def round_page(round: Round, form: Form, on: date, *, cell: str = "", page: int = 1) -> RoundPage:
    """The files of a round, of one cell when its code is said. Six queries at most."""
    order = Case(When(state=STATES.DIFFERS, then=0), When(state=STATES.WAITING, then=1), default=2)
    rows = round.items.select_related("person", "compared_by", "settled_by")
    rows = rows.order_by(order, "person__sort_key", "person_id")
    counts = dict(round.items.values_list("state").annotate(Count("pk")))
    if cell:
        below = Form.objects.on(on).under(form.path).filter(organization__code=cell).values("organization")
        here = Placement.objects.filter(in_force(on), organization__in=below, kind__in=Placement.HOMES)
        rows = rows.filter(person__in=here.values("person"))
    files = rows.count()
    pages = max(1, -(-files // PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows[(page - 1) * PAGE : page * PAGE])
    homes = homes_of([row.person for row in shown], on)
    return RoundPage(shown, homes, {state.value: counts.get(state.value, 0) for state in STATES}, files, pages, page)


def cells_under(form: Form, on: date) -> list[tuple[str, str]]:
    """Code and name of the cells there, in the order of the tree."""
    forms = Form.objects.on(on).under(form.path).filter(level__in=CELLS).order_by("path")
    return list(forms.values_list("organization__code", "name"))


def loans_under(form: Form, on: date) -> QuerySet[Loan]:
    """Files lent out from the organization or below it: those still out first, the longest overdue on top."""
    people = kept_under(form, on).values("pk")
    return (
        Loan.objects.filter(person__in=people)
        .select_related("person", "lent_by")
        .order_by(*("returned_on", "due_on", "pk"))
    )


def overdue_loans(authority: Authority, on: date, most: int) -> list[Loan]:
    """Those past their day among the files that the reader keeps."""
    held = tuple(each for each in authority.appointments if each.reach(Right.KEEP_FILES))
    if not held:
        return []
    keeper = Authority(user=authority.user, person=authority.person, on=on, appointments=held)
    rows = Loan.objects.filter(returned_on__isnull=True, due_on__lt=on)
    rows = rows.filter(person__in=Person.objects.visible_to(keeper, on))
    return list(rows.select_related("person").order_by("due_on", "pk")[:most])


def handovers_of(organization: Organization) -> QuerySet[Handover]:
    return Handover.objects.filter(organization=organization).select_related("by").order_by("-on", "-pk")


def handover_rows(form: Form, on: date) -> list[dict[str, Any]]:
    """What is handed over, counted on the day: each file, its papers present and missing, whether it is out."""
    people = list(kept_under(form, on))
    lives, book = lives_of(people, on), catalogue()
    checks: dict[int, set[int]] = {}
    present: dict[int, int] = {}
    for pk, number, state in PaperCheck.objects.filter(person__in=people, current=True).values_list(
        "person", "number", "state"
    ):
        if state in SETTLED:
            checks.setdefault(pk, set()).add(number)
        present[pk] = present.get(pk, 0) + (state == PaperCheck.State.PRESENT)
    out = set(Loan.objects.filter(person__in=people, returned_on__isnull=True).values_list("person", flat=True))
    homes = homes_of(people, on)
    return [
        {
            "person": person.pk,
            "name": person.name,
            "home": homes.get(person.pk, ""),
            "present": present.get(person.pk, 0),
            "missing": len(numbers_asked(lives[person.pk], book) - checks.get(person.pk, set())),
            "lent": person.pk in out,
        }
        for person in people
    ]


@dataclass(frozen=True, slots=True)
class LoanRow:
    loan: Loan
    thing: str
    overdue: bool


def loan_rows(loans: Sequence[Loan], on: date) -> list[LoanRow]:
    titles = catalogue().papers
    return [
        LoanRow(
            loan,
            "Cả hồ sơ" if loan.number is None else f"{loan.number}. {titles[loan.number].title}",
            loan.returned_on is None and loan.due_on < on,
        )
        for loan in loans
    ]


def rounds_to_do(authority: Authority, on: date) -> list[tuple[Form, date | None, date | None]]:
    """At the reader's own offices: the form, by when the comparing is due, and since when a round is open.

    Where no round was ever held, nothing is due: the page of the rounds says so. Two queries.
    """
    own = [held.organization_id for held in authority.appointments if held.reach(Right.KEEP_FILES)]
    if not own:
        return []
    rows = Round.objects.filter(organization__in=own).order_by().values("organization")
    rounds = rows.annotate(open=Min("opened_on", filter=Q(closed_on__isnull=True)), last=Max("closed_on"))
    running = {row["organization"]: row["open"] for row in rounds if row["open"] is not None}
    last = {row["organization"]: row["last"] for row in rounds if row["last"] is not None}
    found: list[tuple[Form, date | None, date | None]] = []
    for form in Form.objects.on(on).filter(organization__in={*running, *last}).select_related("organization"):
        since = running.get(form.organization_id)
        due = next_round_on(last.get(form.organization_id), law_on(on))
        if since is not None or (due is not None and due <= on):
            found.append((form, due, since))
    return found
