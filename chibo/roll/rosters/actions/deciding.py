"""The office answers what a row asks; the row is judged again with the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from chibo.common.rows import update_many
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.rosters.actions.checking import COUNTS
from chibo.roll.rosters.models import Batch, Memory, StagedRow
from chibo.roll.rosters.queries.lookup import scope_of
from chibo.roll.rosters.rules.judging import judge
from chibo.roll.rosters.rules.places import key
from chibo.roll.rosters.sealing import Opened, derived, opened, outcome_of


@transaction.atomic
def decide(*, row: StagedRow, answers: Mapping[str, str], by: User | None) -> StagedRow:
    """Answers by question, added to those given before; an empty one takes the answer back."""
    batch = _open(row.batch)
    found = opened(StagedRow.objects.select_for_update().get(pk=row.pk))
    for code, answer in answers.items():
        found.entry.answers.pop(code, None)
        if answer:
            found.entry.answers[code] = answer
    derived(found.entry)
    _judge_again(batch, [found])
    row.refresh_from_db()
    return row


@transaction.atomic
def name_place(*, batch: Batch, text: str, code: str, by: User | None) -> int:
    """What a text means for this organization, from now on: every row that waits for it is judged again."""
    batch = _open(batch)
    memory, _ = Memory.objects.select_for_update().get_or_create(organization=batch.organization, source=Memory.PLACES)
    memory.said[key(text)] = code
    memory.save(update_fields=["said"])
    waiting = [opened(row) for row in batch.lines.filter(verdict=StagedRow.Verdict.DOUBT)]
    named = [each for each in waiting if key(place_text(each)) == key(text)]
    _judge_again(batch, named)
    return len(named)


def place_text(found: Opened) -> str:
    """What the row says of its cell, when that is what it waits for."""
    asked = any(question.code == "place" for question in found.questions)
    values = found.entry.values
    return (values.get("organization_code") or values.get("organization", "")) if asked else ""


def _open(batch: Batch) -> Batch:
    held = Batch.objects.select_for_update().select_related("organization").get(pk=batch.pk)
    if held.state != Batch.State.CHECKED:
        raise Refusal(f"{held}: {held.get_state_display().lower()}, không trả lời được nữa.")
    return held


def _judge_again(batch: Batch, found: Iterable[Opened]) -> None:
    rows = list(found)
    scope = scope_of(batch)
    bench = scope.bench([each.entry for each in rows])
    moved: Counter[str] = Counter()
    again: dict[int, dict[str, Any]] = {}
    for each in rows:
        again[each.row.pk] = outcome_of(judge(each.entry, bench, each.twin))
        moved[each.row.verdict] -= 1
        moved[again[each.row.pk]["verdict"]] += 1
    update_many(StagedRow, again)
    Batch.objects.filter(pk=batch.pk).update(**{name: getattr(batch, name) + moved[name] for name in COUNTS})
