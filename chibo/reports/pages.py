"""What the pages of the reports show, in plain rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.cases.paper_facts.bodies import committee_name
from chibo.foundation.rulebook.law import law_on
from chibo.reports.catalogue import Row, Table, tables
from chibo.reports.content import Cell, Content, Line, content_of, said
from chibo.reports.files import Frame
from chibo.reports.models import FrozenReport
from chibo.reports.permissions import Reader, own_forms
from chibo.reports.queries.figures import LABELS, NONE_OR_UNKNOWN, UNKNOWN, Period, counts_of
from chibo.reports.queries.frozen import Difference, differences
from chibo.reports.queries.people import behind_row, part
from chibo.reports.queries.places import Place, behind_line, columns_of, places_on
from chibo.roll.members.models import Person
from chibo.roll.members.pages import rows_table
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import MemberRow
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.organizations.models import Form
from chibo.roll.organizations.queries import law_for

UNCONFIRMED = "Mẫu biểu chưa đối chiếu văn bản gốc"
UNDATED = (
    "Trình độ của một ngày đã qua ghi theo mục có ngày trong hồ sơ; dân tộc, tôn giáo, nghề nghiệp và mục không có "
    "ngày ghi như sổ đang có."
)
KINDS = (("xlsx", "Tệp Excel"), ("pdf", "Bản in PDF"))


def own_form(authority: Authority, today: date) -> Form | None:
    """Where the reader works: the highest of their offices, or their own cell."""
    if authority.appointments:
        first = min(authority.appointments, key=lambda held: len(held.path))
        return Form.objects.on(today).select_related("organization").filter(organization=first.organization_id).first()
    return next(iter(own_forms(authority, today)), None)


def form_on(form: Form, on: date) -> Form | None:
    """The shape of the organization on the day; None when it did not stand."""
    return Form.objects.on(on).select_related("organization").filter(organization=form.organization_id).first()


def least_official(form: Form, on: date) -> int:
    """Official members that a cell needs before it can decide (Điều lệ Đảng, Điều 24)."""
    return law_for(form.organization, on).value("admission.cell_min_official_members").number


def period(first: date, last: date) -> Period:
    return Period(first, last)


def _asked(period: Period, **more: str) -> str:
    return urlencode({"tu": display(period.first), "den": display(period.last), **more})


def table_url(code: str, key: str, period: Period) -> str:
    return f"{reverse('reports:table', args=[code, key])}?{_asked(period)}"


def table_page(table: Table, content: Content, period: Period, reader: Reader) -> dict[str, Any]:
    """The table with a link on every figure that has a list behind it."""
    code = reader.form.organization.code
    lists = reverse("reports:behind", args=[code, table.key])

    def cells(line: Line) -> list[tuple[Cell, str]]:
        return [(cell, f"{lists}?{_asked(period, o=cell.asks)}" if cell.asks else "") for cell in line.cells]

    return {
        "period": period,
        "said": said(period),
        "groups": _groups(content.heads),
        "heads": [head for head in content.heads if head[0]] or content.heads,
        "lines": [(line, cells(line)) for line in content.lines],
        "checks": content.checks,
        "lacking": [line for line in content.lines if line.lacks],
        "files": [
            (label, f"{reverse('reports:export', args=[code, table.key, ending])}?{_asked(period)}")
            for ending, label in KINDS
        ]
        + [("Tất cả biểu cùng kỳ, một bản in", all_url(code, period))],
        "undated": UNDATED if table.describes else "",
    }


def _groups(heads: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, int]]:
    """The upper row of heads: a group over its columns, or a column that stands alone (width 0) with its note."""
    if not any(group for group, _, _ in heads):
        return []
    found: list[tuple[str, str, int]] = []
    for group, label, note in heads:
        if not group:
            found.append((label, note, 0))
        elif found and found[-1][0] == group and found[-1][2]:
            found[-1] = (group, "", found[-1][2] + 1)
        else:
            found.append((group, "", 1))
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """A list behind a figure: of people or of organizations, in words, with its rows."""

    words: str
    rows: Any
    of_people: bool
    period: Period

    @property
    def day(self) -> date:
        return self.period.last


def behind(table: Table, reader: Reader, period: Period, asks: str) -> Named:
    """What a figure counts; ``asks`` is what its cell says (:class:`chibo.reports.content.Cell`).

    Raises:
        Http404: no such figure in this table.
    """
    paths = paths_of(reader.form.organization_id)
    key, _, rest = (asks or _first(table)).partition("/")
    if table.columns in {"cells", "organizations"}:
        return _places_behind(table, paths, period, key, rest)
    column, _, of = rest.partition("/")
    code, _, value = key.partition(".")
    row = next((row for row in table.rows if row.code == code and not row.lacks and not row.average), None)
    if row is None or column not in {"0", "1"} or of not in {"", "women"}:
        raise Http404("Biểu này không có số liệu đó.")
    when = period.a_year_before if column == "1" else period
    people = behind_row(row, value, paths, when.first, when.last).filter(part(of))
    words = f"{_label(row, value, when.last)}{', nữ' if of else ''}"
    return Named(words, people.order_by("sort_key", "person").select_related("person"), True, when)


def _first(table: Table) -> str:
    """What is listed when nothing was asked for: the first row or column that has a list."""
    if not table.rows:
        return f"/{columns_of(table)[0].key}"
    return f"{next((row.code for row in table.rows if row.list and not row.each), '')}/0"


def _label(row: Row, value: str, on: date) -> str:
    if not row.each:
        return row.label
    labels = law_on(on).parameter(LABELS[row.each]).labels if row.each in LABELS else {}
    return labels.get(value, value) or NONE_OR_UNKNOWN.get(row.each, UNKNOWN)


def _places_behind(table: Table, paths: list[str], period: Period, kind: str, column: str) -> Named:
    try:
        places = behind_line(table, places_on(paths, period.last), kind, column)
    except KeyError:
        raise Http404("Biểu này không có số liệu đó.") from None
    words = next(f"{each.group} {each.label}".strip() for each in columns_of(table) if each.key == column)
    return Named(words, places, False, period)


def people_rows(
    page: Iterable[Any], period: Period, rows_for: Callable[[list[Person]], Sequence[MemberRow]]
) -> dict[str, Any]:
    """The people of a page of stays, as they were on the last day of the period."""
    return rows_table(rows_for([stay.person for stay in page]))


def place_rows(page: Iterable[Place]) -> dict[str, Any]:
    return {
        "columns": [
            {"label": "Tổ chức", "kind": "text"},
            {"label": "Cấp", "kind": "text", "fact": True},
            {"label": "Loại hình", "kind": "text"},
            {"label": "Đảng viên", "kind": "number", "fact": True},
        ],
        "rows": [
            {
                "url": reverse("organizations:page", args=[place.form.organization.code]),
                "cells": [
                    place.form.name,
                    place.form.get_level_display(),
                    place.form.get_kind_display(),
                    place.members,
                ],
            }
            for place in page
        ],
    }


def frame(table: Table, reader: Reader, period: Period, who: str, at: datetime) -> Frame:
    """What stands around the table on paper: who issues it, for which days, how sure its form is."""
    return frames([table], reader, period, who, at)[0]


def frames(them: Iterable[Table], reader: Reader, period: Period, who: str, at: datetime) -> list[Frame]:
    """Of several tables of one organization and period. Three queries."""
    form = form_on(reader.form, period.last) or reader.form
    above = Form.objects.on(period.last).filter(organization=form.parent_id).first() if form.parent_id else None
    issuer, whole = committee_name(form) or form.name, "" if reader.opens_people else "Nhóm ít người không ghi số."
    return [
        Frame(
            title=table.name,
            issuer=issuer,
            superior=above.name if above else "",
            period=f"Kỳ {said(period)}",
            notes=tuple(note for note in (*_notes(table), whole) if note),
            who=who,
            at=at,
        )
        for table in them
    ]


def _notes(table: Table) -> list[str]:
    unconfirmed = f"{UNCONFIRMED}: {table.note}" if not table.confidence.binds else ""
    return [note for note in (unconfirmed, UNDATED if table.describes else "") if note]


def sheets(reader: Reader, period: Period, who: str, at: datetime) -> list[tuple[Content, Frame]]:
    """Every table of the period with what stands around it, from one reading of the register."""
    paths = paths_of(reader.form.organization_id)
    counts, them = counts_of(paths, period, every_table=True), list(tables().values())
    contents = (content_of(table, paths, period, whole=reader.opens_people, counts=counts) for table in them)
    return list(zip(contents, frames(them, reader, period, who, at), strict=True))


def all_url(code: str, period: Period) -> str:
    return f"{reverse('reports:export_all', args=[code])}?{_asked(period)}"


def frozen_page(kept: FrozenReport, other: str) -> dict[str, Any]:
    """The kept rows beside a later report of the same table, or beside what the register says now."""
    rows = FrozenReport.objects.filter(organization=kept.organization_id, table=kept.table).exclude(pk=kept.pk)
    later = rows.filter(pk=int(other)).first() if other.isdecimal() else None
    then, when = Content.kept(kept.content), Period(kept.first, kept.last)
    if later is not None:
        now = Content.kept(later.content)
        beside = f"Báo cáo chốt ngày {display(later.on)}, kỳ {said(Period(later.first, later.last))}"
    else:
        now = content_of(tables()[kept.table], paths_of(kept.organization_id), when)
        beside = "Tính lại hôm nay từ sổ, cùng kỳ"
    found: list[Difference] = differences(then, now)
    return {
        "said": said(when),
        "heads": then.heads,
        "differences": found,
        "changed": [each for each in found if each.differs],
        "beside": beside,
        "later": later,
        "files": [(label, reverse("reports:frozen_file", args=[kept.pk, ending])) for ending, label in KINDS],
        "others": [
            (row.pk, f"Chốt ngày {display(row.on)}, kỳ {said(Period(row.first, row.last))}")
            for row in rows.defer("content").order_by("-at")[:20]
        ],
    }


def frozen_frame(kept: FrozenReport, reader: Reader, who: str, *, frozen_at: datetime, at: datetime) -> Frame:
    """What stands around a frozen report on paper: besides who takes it out, who froze it, when, and its mark.

    ``frozen_at``: when it was frozen, in local time.
    """
    around = frame(tables()[kept.table], reader, Period(kept.first, kept.last), who, at)
    words = f"Chốt lúc {frozen_at:%H:%M} ngày {display(frozen_at.date())} bởi {kept.by}, {kept.capacity}"
    signed = (words, f"Dấu của báo cáo trong sổ cái: {kept.digest}", f"Ghi chú: {kept.note}" if kept.note else "")
    return replace(around, title=kept.title, notes=(*around.notes, *(line for line in signed if line)))
