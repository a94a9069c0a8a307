"""What a step said, in words, and what has been done before a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chibo.engine.cases.printing import Sheet
from chibo.engine.cases.rules.history import Past
from chibo.foundation.papers.facts import FactSpec
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.organizations.models import CELLS

#: How a fact is read: from the sheet, by the entry that declares it.
Fact = Callable[[Sheet, FactSpec], Any]


def said(sheet: Sheet, spec: FactSpec) -> Any:
    """The field of the step that the fact names, in words."""
    past = sheet.told(sheet.step_of(spec))
    if past is None:
        return None
    match spec.field:
        case "number":
            return past.number
        case "on":
            return past.on
        case _:
            return in_words(sheet, past, spec.field)


def in_words(sheet: Sheet, past: Past, name: str) -> Any:
    """What an event said in a field: choices by their labels, people and organizations by name."""
    value = past.data.get(name)
    step = sheet.folder.spec_of(past)
    field = next((f for f in step.fields if f.name == name), None) if step else None
    if value is None or field is None:
        return value
    labels = dict(field.choices)
    match field.kind:
        case "choice":
            return labels.get(value, value)
        case "choices":
            return [labels.get(each, each) for each in value]
        case "person":
            return sheet.folder.people[int(value)].name
        case "organization":
            return full_name(sheet, int(value), past)
        case _:
            return value


def full_name(sheet: Sheet, organization: int, past: Past) -> str | None:
    """An organization elsewhere, with the base above it: a cell's name alone says nothing there."""
    lineage = sheet.folder.lineage_on(organization, past.on)
    names = [form.name for form in reversed(lineage[-2:])] if lineage and lineage[-1].level in CELLS else []
    return ", ".join(names) or (lineage[-1].name if lineage else None)


def percent(part: int | None, whole: int | None) -> str | None:
    """``82,6 %``: one decimal, halves upward, in whole numbers."""
    if part is None or not whole:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10} %"


def own_percent(part: str, whole: str) -> Fact:
    """The share of one count of the paper's own step in another."""

    def share(sheet: Sheet, spec: FactSpec) -> str | None:
        return percent(sheet.past.data.get(part), sheet.past.data.get(whole)) if sheet.past else None

    return share


def stages(sheet: Sheet) -> list[str]:
    """The steps done before the paper, each with its day."""
    return [f"{step.title}, ngày {past.on:%d/%m/%Y}" for past, step in _done_before(sheet)]


def handed_papers(sheet: Sheet) -> list[str]:
    """The papers of the steps done before: those made, by number, and those that were in hand."""
    found: dict[str, None] = {}
    for past, step in _done_before(sheet):
        held = {row["form"] for row in sheet.folder.rows[past.seq].papers if row.get("present")}
        for paper in step.papers:
            number = f" số {past.number}" if past.number else ""
            if (paper.makes and (paper.required or past.number)) or paper.form in held:
                found[f"{paper.title}{number}, ngày {past.on:%d/%m/%Y}"] = None
    return list(found)


def _done_before(sheet: Sheet) -> Iterable[tuple[Past, StepSpec]]:
    for past in sheet.folder.told:
        step = sheet.folder.spec_of(past)
        if step is not None and (sheet.past is None or past.seq < sheet.past.seq):
            yield past, step
