"""What a staged row says, sealed: nothing of it stands in clear in the tables of the lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.common.compact import compact
from chibo.common.secrets import blind_index, open_bytes, seal_bytes
from chibo.common.text import fold, nfc
from chibo.roll.members.rules.dates import SpellLine
from chibo.roll.rosters.models import StagedRow
from chibo.roll.rosters.reading import Line
from chibo.roll.rosters.rules.lines import (
    Change,
    Entry,
    Judged,
    Message,
    Plan,
    Question,
    Reading,
    Twin,
    Verdict,
    answered,
)

#: Fields of a row that say nothing about a person.
_NOT_KEPT = frozenset({"row_number", "verdict", "verdict_details", "record_id", "delete_request"})
_json = compact(default=date.isoformat)
_read = json.JSONDecoder().decode
_WRITTEN = frozenset({Verdict.NEW, Verdict.CHANGED})
_NUMBERS = re.compile(r"\d{6,}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A staged row as it can be shown; ``name`` is empty once the row has been entered."""

    row: StagedRow
    entry: Entry
    changes: tuple[Change, ...]
    messages: tuple[Message, ...]
    questions: tuple[Question, ...]
    twin: Twin | None = None


def entry_of(line: Line, sheet: int) -> Entry:
    """The line in plain text."""
    values: dict[str, str] = {}
    for code, value in line.values.items():
        clean = value.clean
        text = clean if isinstance(clean, str) else _text(clean)
        if text and code not in _NOT_KEPT:
            values[code] = text
    readings = tuple(
        Reading(problem.column, problem.level.value, problem.message, problem.field, _text(problem.proposal))
        for problem in line.problems
    )
    return derived(Entry(sheet, line.number, values, readings))


def derived(entry: Entry) -> Entry:
    """With what is derived from the name and the identity number, as they are after the answers given so far."""
    values = answered(entry) if entry.readings else entry.values
    entry.family_name, entry.given_name = values.get("family_name", ""), values.get("given_name", "")
    if values.get("full_name") and values["full_name"] != entry.values.get("full_name"):
        entry.family_name, _, entry.given_name = nfc(values["full_name"]).rpartition(" ")
    entry.folded = fold(entry.name)
    identity = values.get("identity", "")
    entry.identity_index = blind_index(identity) if identity else ""
    return entry


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


#: The columns of :func:`staged`.
STAGED = ("batch_id", "sheet", "number", "verdict", "person", "picture", "sealed")


def staged(judged: Judged, verdict: Verdict, batch: int) -> tuple[Any, ...]:
    """The row, to be inserted; ``verdict``: as the judgement came out."""
    entry = judged.entry
    content = sealed(judged, verdict)
    return batch, entry.sheet, entry.number, verdict.value, judged.person, judged.picture, content


def outcome_of(judged: Judged) -> dict[str, Any]:
    """The columns of the row that a judgement fills."""
    verdict = judged.verdict
    return {
        "verdict": verdict.value,
        "person": judged.person,
        "picture": judged.picture,
        "sealed": sealed(judged, verdict),
    }


def sealed(judged: Judged, verdict: Verdict) -> bytes:
    """What the row says and what was found about it; ``verdict``: as the judgement came out."""
    entry = judged.entry
    content: dict[str, Any] = {"values": judged.said}
    if entry.readings:
        content["readings"] = entry.readings
    if entry.answers:
        content["answers"] = entry.answers
    if judged.changes:
        content["changes"] = judged.changes
    if judged.messages:
        content["messages"] = judged.messages
    if judged.questions:
        content["questions"] = judged.questions
    if judged.twin:
        content["twin"] = judged.twin
    if verdict in _WRITTEN:
        content["write"] = _plan(judged)
    return seal_bytes(_json(content).encode())


def _plan(judged: Judged) -> list[Any]:
    """What is to be written, in the order of the columns of :class:`Plan`; of the person's columns first the names of
    those that stand among the values of the row as they are."""
    plan, said = judged.plan, judged.said
    return [
        " ".join([code for code, value in plan.columns.items() if said.get(code) == value]),
        {code: value for code, value in plan.columns.items() if said.get(code) != value},
        plan.name,
        plan.identity,
        plan.card,
        plan.card_days,
        plan.spells,
        plan.rows,
        plan.standings,
        plan.organization,
        plan.placed_on,
    ]


def planned(sealed: bytes) -> Plan | None:
    """What was to be written for a row when it was judged; nothing where that was not kept."""
    content = _read(open_bytes(sealed).decode())
    if (kept := content.get("write")) is None:
        return None
    same, columns, name, identity, card, card_days, spells, rows, standings, organization, placed_on = kept
    said = content["values"]
    for code in same.split():
        columns[code] = said[code]
    return Plan(
        columns=columns,
        name=tuple(name) if name else None,
        identity=identity,
        card=(card[0], _day(card[1])) if card else None,
        card_days={int(pk): _whole(day) for pk, day in card_days.items()} if card_days else {},
        spells=[
            SpellLine(kind, _whole(start), _day(end), by, undated, decision, _day(decided), restored)
            for kind, start, end, by, undated, decision, decided, restored in spells
        ],
        rows={int(pk): {key: _column(key, value) for key, value in each.items()} for pk, each in rows.items()}
        if rows
        else {},
        standings=[(kind, _whole(day)) for kind, day in standings] if standings else [],
        organization=organization,
        placed_on=_day(placed_on),
    )


_whole = date.fromisoformat


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _column(name: str, value: Any) -> Any:
    return _day(value) if name.endswith("_on") else value


def opened(row: StagedRow) -> Opened:
    content: Mapping[str, Any] = json.loads(open_bytes(bytes(row.sealed))) if row.sealed else {}
    entry = Entry(
        row.sheet,
        row.number,
        dict(content.get("values", {})),
        tuple(Reading(*reading) for reading in content.get("readings", ())),
        dict(content.get("answers", {})),
    )
    return Opened(
        row,
        derived(entry),
        tuple(Change(*change) for change in content.get("changes", ())),
        tuple(Message(*message) for message in content.get("messages", ())),
        tuple(
            Question(code, column, text, tuple((value, label) for value, label in choices), free)
            for code, column, text, choices, free in content.get("questions", ())
        ),
        Twin(*twin) if (twin := content.get("twin")) else None,
    )


def reasons_only(found: Opened) -> bytes:
    """What is kept of a row that was left out: its messages and questions without long numbers, and nothing else."""
    messages = [*found.messages, *(Message(q.column, "doubt", q.text) for q in found.questions)]
    told = [(column, weight, _NUMBERS.sub("…", text)) for column, weight, text in messages]
    return seal_bytes(json.dumps({"messages": told}, ensure_ascii=False).encode())
