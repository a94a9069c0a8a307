"""A list is read row by row, matched with the register and judged; nothing of the register is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from chibo.common.rows import collecting_later, insert_plain, update_many
from chibo.common.secrets import open_bytes
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.models import Head
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.pictures import chunks
from chibo.roll.rosters.actions.uploading import rosters_of
from chibo.roll.rosters.models import Batch, Memory, StagedRow, Upload
from chibo.roll.rosters.queries.lookup import Scope, scope_of
from chibo.roll.rosters.reading import (
    Book,
    Leftover,
    Leftovers,
    Mapping,
    Table,
    Totals,
    confirm,
    parse_rows,
    propose_mapping,
    read_book,
)
from chibo.roll.rosters.rules.judging import Owners, judge, own
from chibo.roll.rosters.rules.lines import Entry, Twin
from chibo.roll.rosters.rules.matching import Twins
from chibo.roll.rosters.sealing import STAGED, entry_of, opened, outcome_of, staged

AT_A_TIME = 1_000
COUNTS = ("new", "changed", "same", "doubt", "refused")
Progress = Callable[[int, int], None]
Late = dict[tuple[int, int], Twin]


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class Outcome:
    """What the rows of the file came to."""

    counts: Counter[str] = field(default_factory=Counter)
    read: int = 0
    skipped: list[tuple[int, str, int]] = field(default_factory=list)
    totals: list[tuple[int, int, int, int]] = field(default_factory=list)
    unkept: list[Leftover] = field(default_factory=list)


def check(
    *,
    batch: Batch,
    by: User | None,
    progress: Progress = _silent,
    tables: Sequence[Table] | None = None,
) -> Batch:
    """Read, match and judge the whole file, and stage its rows in place of those of an earlier check.

    The rows go in some at a time, so that others can work meanwhile; the batch is open for entry only at the end.
    ``tables``: the lists of the file as they have been read already.
    """
    _begin(batch=batch)
    tables = tables or rosters_of(_book(batch))
    columns = [
        confirm(propose_mapping(table), {column["letter"]: column["field"] for column in said["columns"]})
        for table, said in zip(tables, batch.tables, strict=True)
    ]
    if "full_name" in columns[0].missing:
        raise Refusal("Chưa đối chiếu với sổ được: chưa chọn cột nào là họ và tên.")
    seen = Head.objects.values_list("seq", flat=True).first() or 0
    scope = scope_of(batch)
    outcome = Outcome()
    twins, owners = Twins(), Owners()
    total = sum(table.last_row - table.first_row + 1 for table in tables)
    with collecting_later():
        for entries in _some(_people(tables, columns, batch.on, outcome)):
            bench = scope.bench(entries)
            rows = []
            for entry in entries:
                judged = judge(entry, bench, twins.meet(entry))
                own(judged, owners, bench)
                verdict = judged.verdict
                outcome.counts[verdict.value] += 1
                rows.append(staged(judged, verdict, batch.pk))
            with transaction.atomic():
                insert_plain(StagedRow, STAGED, rows)
            progress(outcome.read, total)
    _judge_again(batch, scope, twins.late, outcome)
    return _end(batch=batch, mapping=_merged(batch, columns), outcome=outcome, seen=seen)


def _book(batch: Batch) -> Book:
    return read_book(open_bytes(bytes(Upload.objects.get(batch=batch).sealed)), batch.name)


@transaction.atomic
def _begin(*, batch: Batch) -> None:
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.state not in {Batch.State.READ, Batch.State.CHECKED}:
        raise Refusal(f"{batch}: {held.get_state_display().lower()}, không xem trước lại được nữa.")
    held.lines.all().delete()
    zero = dict.fromkeys(COUNTS, 0)
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.READ, rows=0, **zero)


@transaction.atomic
def _end(*, batch: Batch, mapping: dict[str, str], outcome: Outcome, seen: int) -> Batch:
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    for name in COUNTS:
        setattr(held, name, outcome.counts[name])
    held.rows = sum(outcome.counts.values())
    held.mapping, held.skipped, held.seen = mapping, outcome.skipped, seen
    held.totals, held.unkept = outcome.totals, outcome.unkept
    held.state = Batch.State.CHECKED
    held.save()
    Memory.objects.update_or_create(organization=held.organization, source=held.source, defaults={"said": mapping})
    return held


def _merged(batch: Batch, columns: Sequence[Mapping]) -> dict[str, str]:
    """Title -> field over all tables; a title that means something else in a later one is told with its sheet."""
    mapping: dict[str, str] = {}
    for number, each in enumerate(columns):
        for title, code in each.fields().items():
            same = mapping.setdefault(title, code) == code
            if not same:
                mapping[f"{title} (trang “{batch.tables[number]['sheet']}”)"] = code
    return mapping


def _people(tables: Sequence[Table], columns: Sequence[Mapping], on: date, outcome: Outcome) -> Iterator[Entry]:
    """The rows that are people; of the others it is noted why they are none, of all what is not entered."""
    leftovers = Leftovers(tables, columns)
    before = 0
    for number, (table, chosen) in enumerate(zip(tables, columns, strict=True)):
        totals = Totals(before)
        for line in parse_rows(table, chosen, on=on):
            outcome.read += 1
            totals.meet(line)
            if line.skipped:
                outcome.skipped.append((line.number, line.skipped, number))
            else:
                leftovers.meet(number, line)
                yield entry_of(line, number)
        before += totals.everybody
        outcome.totals += [(total.row, total.declared, total.read, number) for total in totals.found()]
    outcome.unkept = leftovers.found()


def _some(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    rest = iter(entries)
    while some := list(islice(rest, AT_A_TIME)):
        yield some


def _judge_again(batch: Batch, scope: Scope, late: Late, outcome: Outcome) -> None:
    """Rows of which a later one turned out to be a twin."""
    numbers: dict[int, list[int]] = defaultdict(list)
    for table, number in late:
        numbers[table].append(number)
    for table, rows in numbers.items():
        for some in chunks(rows, AT_A_TIME):
            found = [opened(row) for row in StagedRow.objects.filter(batch=batch, sheet=table, number__in=some)]
            bench = scope.bench([each.entry for each in found])
            again: dict[int, dict[str, Any]] = {}
            for each in found:
                judged = judge(each.entry, bench, late[table, each.row.number])
                outcome.counts[each.row.verdict] -= 1
                outcome.counts[judged.verdict.value] += 1
                again[each.row.pk] = outcome_of(judged)
            update_many(StagedRow, again)
