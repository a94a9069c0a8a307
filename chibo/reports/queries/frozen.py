"""Frozen reports: the door to them, and what the ledger compares them by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from chibo.reports.content import Content, digest_of
from chibo.reports.models import FrozenReport
from chibo.reports.permissions import Reader, reader_of
from chibo.roll.members.permissions import Authority


def digests(ids: Iterable[int]) -> dict[int, str]:
    """Of what stands in the table now: content that was changed has another one."""
    return {row.pk: digest_of(row.content) for row in FrozenReport.objects.filter(pk__in=list(ids))}


def ids() -> list[int]:
    return list(FrozenReport.objects.values_list("pk", flat=True))


def frozen_of(reader: Reader, table: str = "") -> list[FrozenReport]:
    """Newest first."""
    rows = FrozenReport.objects.filter(organization=reader.form.organization).select_related("by")
    return list((rows.filter(table=table) if table else rows).defer("content").order_by("-at")[:50])


def get_frozen_for(authority: Authority, pk: int, on: date) -> tuple[FrozenReport, Reader]:
    """The door to one: to whoever may open the people behind its organization's figures.

    Raises:
        Http404: there is none in reach.
    """
    row = FrozenReport.objects.select_related("organization", "by").filter(pk=pk).first()
    if row is None:
        raise Http404("Không có báo cáo này trong phạm vi của đồng chí.")
    reader = reader_of(authority, row.organization.code, on)
    reader.check_opens_people()
    return row, reader


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of two reports side by side, column by column."""

    label: str
    level: int
    strong: bool
    values: tuple[tuple[Any, Any, bool], ...]  # then, now, whether they differ

    @property
    def differs(self) -> bool:
        return any(differs for _, _, differs in self.values)


def differences(then: Content, now: Content) -> list[Difference]:
    """Every row of either; a row that only one of them has stands against nothing."""
    earlier, later = ({line.key: line for line in each.lines} for each in (then, now))
    found = []
    for key in earlier | later:
        before, after = earlier.get(key), later.get(key)
        line = before or later[key]
        blank = (None,) * len(line.cells)
        was, is_ = (tuple(cell.value for cell in each.cells) if each else blank for each in (before, after))
        pairs = tuple((x, y, x != y) for x, y in zip(was, is_, strict=True))
        found.append(Difference(line.label, line.level, line.strong, pairs))
    return found
