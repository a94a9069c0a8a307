"""The facts that papers of any matter share, each read from the record and from nowhere else.

A fact that the record does not hold is None and prints as a dotted line. What a step says is read by the name of its
field; everything else has a function here or in the matter's own ``papers`` module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chibo.engine.cases.paper_facts import bodies, meetings, steps
from chibo.engine.cases.paper_facts.steps import Fact
from chibo.engine.cases.printing import Sheet
from chibo.engine.cases.queries import texts_of
from chibo.foundation.papers.facts import FactSpec, PaperData


def written(sheet: Sheet, own: Mapping[str, Fact]) -> PaperData:
    """Every fact that the paper may print; ``own`` are the matter's facts by name."""
    facts: dict[str, Any] = {spec.name: _value(sheet, spec, own) for spec in sheet.facts}
    return facts | {"invented": sheet.folder.person.invented}


def _value(sheet: Sheet, spec: FactSpec, own: Mapping[str, Fact]) -> Any:
    fact = own.get(spec.name) or FACTS.get(spec.name)
    if fact is not None:
        return fact(sheet, spec)
    if spec.kept_in == "step":
        return steps.said(sheet, spec)
    if spec.kept_in == "person":
        return getattr(sheet.folder.person, spec.field, None)
    return None


def legal_bases(sheet: Sheet, spec: FactSpec) -> Sequence[str]:
    """The texts that judged the step on its day; after a correction to another day, those of that day."""
    event = sheet.event
    kept = event.law if event and event.on == sheet.on else None
    return kept or texts_of(sheet.setting.procedure)


def matter(sheet: Sheet, spec: FactSpec) -> str:
    title = sheet.setting.procedure.title
    return title[:1].lower() + title[1:]


FACTS: Mapping[str, Fact] = {
    **bodies.FACTS,
    **meetings.FACTS,
    "sex": lambda sheet, spec: sheet.folder.person.get_sex_display(),
    "legal_bases": legal_bases,
    "matter": matter,
    "stages": lambda sheet, spec: steps.stages(sheet),
    "handed_papers": lambda sheet, spec: steps.handed_papers(sheet),
}
