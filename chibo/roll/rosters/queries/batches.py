"""Doors to lists, and what their pages read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from chibo.common.secrets import open_bytes
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.tree import get_form_for
from chibo.roll.organizations.models import Form
from chibo.roll.rosters.models import Batch, Job, StagedRow, Upload
from chibo.roll.rosters.permissions import check_can_import
from chibo.roll.rosters.queries.lookup import organizations_below, places_in
from chibo.roll.rosters.rules.places import Cell
from chibo.roll.rosters.sealing import Opened, opened

_ROWS = 50
#: Organizations that the page of lists offers for a new one.
_OFFERED = 60


def batches_for(authority: Authority) -> QuerySet[Batch]:
    """The lists of organizations for which the reader may bring lists, newest first."""
    here = Form.objects.on(authority.on).filter(authority.forms(Right.IMPORT_ROSTERS)).values("organization")
    return Batch.objects.filter(organization__in=here).select_related("organization", "by").order_by("-at", "-pk")


def organizations_for(authority: Authority) -> list[Form]:
    """The committees for which the reader may bring lists, from the top."""
    forms = Form.objects.on(authority.on).filter(authority.forms(Right.IMPORT_ROSTERS))
    return list(forms.select_related("organization").order_by("path")[:_OFFERED])


def get_form_to_import_for(authority: Authority, code: str) -> Form:
    """Outside the scope the organization does not exist (404); without the right, a sentence (403)."""
    form = get_form_for(authority, code)
    check_can_import(authority, form)
    return form


def get_batch_for(authority: Authority, pk: int) -> tuple[Batch, Form]:
    """The list and its organization's form of the day; the same door as the organization."""
    batch = Batch.objects.select_related("organization", "by").filter(pk=pk).first()
    if batch is None:
        raise Http404("Không có đợt nhập này trong phạm vi của đồng chí.")
    return batch, get_form_to_import_for(authority, batch.organization.code)


def get_row(batch: Batch, pk: int) -> Opened:
    """A row that asks, or asked, something; as long as the list is open."""
    row = batch.lines.filter(pk=pk).exclude(sealed=None).first()
    if batch.state != Batch.State.CHECKED or row is None:
        raise Http404("Dòng này không còn chờ ý kiến.")
    found = opened(row)
    if not found.questions:
        raise Http404("Dòng này không hỏi gì.")
    return found


def job_of(batch: Batch) -> Job | None:
    """The newest work on the list."""
    return batch.jobs.order_by("-pk").first()


def samples_of(batch: Batch) -> list[list[list[str]]]:
    """A few cells of each column, table by table."""
    upload = Upload.objects.filter(batch=batch).first()
    found: list[list[list[str]]] = json.loads(open_bytes(bytes(upload.samples))) if upload else []
    return found


def rows_page(batch: Batch, verdict: str, number: str | None) -> tuple[Page[StagedRow], list[Opened]]:
    rows = batch.lines.filter(verdict=verdict).order_by("sheet", "number")
    page = Paginator(rows, _ROWS).get_page(number)
    return page, [opened(row) for row in page]


class Entered(NamedTuple):
    """Whom a row became, or was the same as; ``name`` is empty where the reader does not reach the person."""

    pk: int
    name: str


def entered_people(authority: Authority, batch: Batch, rows: Iterable[StagedRow]) -> dict[int, Entered]:
    """Row -> person, of a list that was entered. What a list that was taken back had become is known no longer."""
    if batch.state != Batch.State.APPLIED:
        return {}
    shown = {(row.sheet, row.number): row for row in rows}
    whom = {row.pk: row.person for row in shown.values() if row.person is not None}
    traces = batch.traces.filter(number__in={number for _, number in shown}).values_list("sheet", "number", "person")
    whom |= {shown[sheet, number].pk: person for sheet, number, person in traces if (sheet, number) in shown}
    names = {person.pk: person.name for person in _reached(authority, whom.values())}
    return {row: Entered(pk, names.get(pk, "")) for row, pk in whom.items()}


def _reached(authority: Authority, people: Iterable[int]) -> QuerySet[Person]:
    return Person.objects.visible_to(authority, authority.on).filter(pk__in=set(people))


class Alike(NamedTuple):
    """Tables of the file with the same columns, which are confirmed once: the number of the first, and of all."""

    first: int
    numbers: tuple[int, ...]


def alike(batch: Batch) -> list[Alike]:
    groups: dict[tuple[tuple[str, str, str], ...], list[int]] = defaultdict(list)
    for number, table in enumerate(batch.tables):
        groups[tuple((each["letter"], each["title"], each["field"]) for each in table["columns"])].append(number)
    return [Alike(numbers[0], tuple(numbers)) for numbers in groups.values()]


def unknown_places(batch: Batch) -> list[tuple[str, int]]:
    """Texts of cells that wait for an answer, with how many rows wait; most first. Up to a thousand rows are read."""
    texts: Counter[str] = Counter()
    for row in batch.lines.filter(verdict=StagedRow.Verdict.DOUBT).order_by("pk")[:1_000]:
        found = opened(row)
        text = found.entry.values.get("organization_code") or found.entry.values.get("organization", "")
        waits = any(
            question.code == "place" and question.code not in found.entry.answers for question in found.questions
        )
        if text and waits:
            texts[text] += 1
    return texts.most_common(30)


def cells_of(batch: Batch, on: date) -> list[Cell]:
    """The cells that a row may name."""
    places = places_in(batch.organization, organizations_below(batch.organization), on)
    return sorted(places.cells.values(), key=lambda cell: (cell.above, cell.name))
