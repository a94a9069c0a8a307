"""What was recorded since, about the same organizations and people: it stands in the way of undoing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.foundation.ledger.models import Entry
from chibo.roll.files.models import Leaving
from chibo.roll.members.models import Placement
from chibo.roll.organizations.models import Form
from chibo.work.reorganizations.models import Reorganization, Touched

#: Acts that change nothing about an organization or a place.
_HARMLESS = frozenset({"members.link_account"})
_SHOWN = 8
_AT_A_TIME = 2000


@dataclass(frozen=True, slots=True)
class LaterAct:
    seq: int  # in the ledger
    on: date
    title: str = ""  # of a reorganization

    @property
    def words(self) -> str:
        own = f"mục {self.seq} sổ cái ngày {display(self.on)}"
        return f"{self.title} ({own})" if self.title else own


def later_acts(after: int, organizations: Collection[int]) -> list[LaterAct]:
    """The first acts after that entry of the ledger that speak of these organizations, or of people or cases there."""
    codes = set(Form.objects.filter(organization__in=organizations).values_list("organization__code", flat=True))
    found: list[LaterAct] = []
    later = _reorganizations(after, organizations)
    nothing = _came_to_nothing(after)
    entries = (
        Entry.objects.exclude(action__in=_HARMLESS).exclude(subject__startswith="reorganization:").order_by("seq")
    )
    while len(found) < _SHOWN:
        columns = ("seq", "on", "organization", "subject")
        rows = list(entries.filter(seq__gt=after).values_list(*columns)[:_AT_A_TIME])
        if not rows:
            break
        there = _there(rows, organizations)
        for seq, on, organization, subject in rows:
            if seq in nothing:
                continue
            about = organization in codes or subject.removeprefix("organization:") in codes
            if about or subject.partition("/")[0] in there:
                found.append(LaterAct(seq, on))
        after = rows[-1][0]
    return [*later, *found][:_SHOWN]


def _came_to_nothing(after: int) -> set[int]:
    """Deaths and leavings that were recorded since by mistake and taken back: every row is as it was."""
    recorded = set(Leaving.objects.filter(seq__gt=after, undone_on__isnull=False).values_list("seq", flat=True))
    backs = Entry.objects.filter(seq__gt=after, action__in=["members.take_back_end", "files.undo_leaving"])
    undone = {entry.seq for entry in backs if entry.payload["entry"] in recorded} if recorded else set()
    return undone | recorded | {seq - 1 for seq in recorded}  # the end of the membership comes right before


def _reorganizations(after: int, organizations: Collection[int]) -> list[LaterAct]:
    """Later reorganizations of the same organizations that stand; one that was undone left nothing."""
    plans = Reorganization.objects.filter(state=Reorganization.State.DONE, done_seq__gt=after).order_by("done_seq")
    rows = Touched.objects.filter(reorganization__in=plans, kind__in=["form", "placement"])
    touched: dict[int, set[int]] = {}
    for pk, left in rows.values_list("reorganization", "after").iterator():
        touched.setdefault(pk, set()).add(int((left or {})["organization_id"]))
    here = set(organizations)
    return [
        LaterAct(plan.done_seq or 0, plan.on, f"“{plan.title}”")
        for plan in plans
        if plan.on is not None and touched.get(plan.pk, set()) & here
    ]


def _there(rows: list[tuple[int, date, str, str]], organizations: Collection[int]) -> set[str]:
    """The subjects of these entries that are people or cases at the organizations."""
    named: dict[str, set[int]] = {"person": set(), "case": set()}
    for *_, subject in rows:
        kind, _, number = subject.partition("/")[0].partition(":")
        if kind in named and number.isdigit():
            named[kind].add(int(number))
    people = Placement.objects.filter(person__in=named["person"], organization__in=organizations)
    cases = Case.objects.filter(pk__in=named["case"], organization__in=organizations)
    return {f"person:{pk}" for pk in people.values_list("person", flat=True)} | {
        f"case:{pk}" for pk in cases.values_list("pk", flat=True)
    }
