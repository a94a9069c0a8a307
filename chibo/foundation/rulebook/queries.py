"""What the pages of the law read: plain answers from the rulebook, and from the questions that ship with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from chibo.common.dates import display
from chibo.common.text import fold
from chibo.foundation.rulebook.book import Rulebook
from chibo.foundation.rulebook.cases import Case, read_cases
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.loader import LAW
from chibo.foundation.rulebook.model import Citation, Instrument, Parameter, Procedure, RouteSpec, StepSpec, Value
from chibo.foundation.rulebook.procedures import VERSION_SUBJECTS
from chibo.foundation.rulebook.wording import said
from chibo.foundation.rulebook.words import word, words

_BETWEEN = re.compile(r"[^\w/.-]+")  # what stands between the words that are searched
QUESTIONS = LAW / "scenarios" / "questions.yaml"


# Instruments


def slug_of(instrument: Instrument) -> str:
    """``294-qd-tw-2025-05-26``: number and date, as an address can carry them."""
    return "-".join("".join(char if char.isalnum() else " " for char in fold(instrument.key)).split())


def by_slug(book: Rulebook, slug: str) -> Instrument | None:
    return next((i for i in book.instruments.values() if slug_of(i) == slug), None)


def by_subject(book: Rulebook) -> dict[str, list[Instrument]]:
    """All texts, oldest first, under what they govern, in the order of the pages."""
    present = {i.subject for i in book.instruments.values()}
    order = [subject for subject in words("subjects") if subject in present]
    return {subject: book.timeline(subject) for subject in order + sorted(present - set(order))}


@dataclass(frozen=True, slots=True)
class Governing:
    """What governs a subject on a day: one text, what amends it, and what a place has of its own."""

    subject: str
    text: Instrument | None
    amended_by: tuple[Instrument, ...]
    local: tuple[Instrument, ...]


def governing(law: Law) -> list[Governing]:
    found = []
    for subject in by_subject(law.page.book):
        standing = [i for i in law.in_force() if i.subject == subject]
        if standing:
            amending = tuple(i for i in standing if i.amends and not i.territory)
            local = tuple(i for i in standing if i.territory)
            found.append(Governing(subject, law.governing(subject), amending, local))
    return found


def awaited(book: Rulebook, day: date) -> list[Instrument]:
    """Issued already, in force later."""
    return [i for i in book.instruments.values() if i.issued_on and i.issued_on <= day < i.in_force_from]


def overlaps(law: Law) -> list[str]:
    """Where a guidance stands beside another regulation than the one that it was written under, in words."""
    present = law.governing("implementation")
    timeline = [i for i in law.page.book.timeline("implementation") if not i.territory and i.issued_on]
    told = []
    for guidance in (law.governing(subject) for subject in VERSION_SUBJECTS[1:]):
        if present is None or guidance is None or guidance.issued_on is None:
            continue
        before = [i for i in timeline if i.issued_on and i.issued_on <= guidance.issued_on]
        if before and (own := before[-1]) != present:
            told.append(
                _early(guidance, own, present) if own.in_force_from > law.day else _late(guidance, own, present)
            )
    return told


def _early(guidance: Instrument, own: Instrument, present: Instrument) -> str:
    return (
        f"{guidance.label} đã có hiệu lực từ ngày {display(guidance.in_force_from)}, còn {own.label} đến ngày "
        f"{display(own.in_force_from)} mới có hiệu lực; trước ngày đó vẫn thi hành {present.label}."
    )


def _late(guidance: Instrument, own: Instrument, present: Instrument) -> str:
    return (
        f"{guidance.label} ban hành khi {own.label} còn là văn bản mới nhất, nay áp dụng cùng {present.label} "
        f"(hiệu lực từ ngày {display(present.in_force_from)}); chỗ khác nhau thì theo văn bản của cấp cao hơn, có sau."
    )


@dataclass(frozen=True, slots=True)
class Use:
    """One place that rests on a text: a value of a parameter, or a step or route of a procedure."""

    name: str  # of the parameter, or code of the procedure
    place: str  # code of the step or route; nothing for a parameter
    title: str
    citation: Citation
    value: Value | None = None


def values_under(book: Rulebook, key: str) -> list[Use]:
    """Values of all eras whose source is the text."""
    return [
        Use(parameter.name, "", parameter.title, value.citation, value)
        for parameter in sorted(book.parameters.values(), key=lambda p: p.name)
        for value in parameter.values
        if value.citation.instrument.key == key
    ]


def steps_under(book: Rulebook, key: str) -> list[Use]:
    """Routes and steps of all eras that cite the text, each clause once."""
    found: dict[tuple[str, str, str], Use] = {}
    for text in book.procedures.values():
        parts = [(r.frame.code, f"Tuyến: {r.frame.title}", r.citations) for r in text.routes]
        parts += [(s.code, s.frame.title, s.citations) for s in text.steps]
        for code, title, citations in parts:
            for citation in (dated.item for dated in citations if dated.item.instrument.key == key):
                found.setdefault((text.code, code, citation.clause), Use(text.code, code, title, citation))
    return list(found.values())


# Parameters


def matter_of(parameter: Parameter) -> str:
    return parameter.name.partition(".")[0]


def parameters_by_matter(book: Rulebook, asked: str = "") -> dict[str, list[Parameter]]:
    """Parameters whose words hold everything that was asked for, under their matter."""
    wanted = fold(asked).split()
    found: dict[str, list[Parameter]] = {matter: [] for matter in words("matters")}
    for parameter in sorted(book.parameters.values(), key=lambda p: p.title):
        if not wanted or _holds(_words_of(parameter), wanted):
            found.setdefault(matter_of(parameter), []).append(parameter)
    return {matter: listed for matter, listed in found.items() if listed}


def _holds(haystack: str, wanted: Iterable[str]) -> bool:
    """Each word that was asked for begins a word of the text."""
    return all(f" {word}" in haystack for word in wanted)


def _words_of(parameter: Parameter) -> str:
    """Title, matter, values and sources of all eras, as they are searched."""
    return _folded(parameter.name, tuple(_told(parameter)))


def _told(parameter: Parameter) -> Iterator[str]:
    yield from (parameter.title, word("matters", matter_of(parameter)), parameter.note)
    for value in parameter.values:
        yield from (said(parameter, value.value), value.citation.label)


@cache
def _folded(name: str, told: tuple[str, ...]) -> str:
    folded = fold(" ".join((name, *told)))
    return f" {_BETWEEN.sub(' ', folded)}"


def steps_with(book: Rulebook, name: str) -> list[tuple[str, StepSpec]]:
    """Steps, with the code of their procedure, that a value sets the share, the limit or the validity of."""
    found = {}
    for text in book.procedures.values():
        for step in text.steps:
            limits = [name for d in step.deadlines for name in (d.item.limit, d.item.extension)]
            shares = [vote.item.threshold for vote in step.votes]
            if name in (*limits, *shares, step.frame.validity):
                found[text.code, step.code] = (text.code, step.frame)
    return list(found.values())


# Procedures


def widest_route(procedure: Procedure) -> RouteSpec:
    """The route through the most bodies shows the most; it is opened where none is asked for."""
    return max(procedure.routes.values(), key=lambda route: len(set(route.bodies.values())))


def steps_before(procedure: Procedure, route: str, step: StepSpec) -> list[StepSpec]:
    return [procedure.steps[code] for code in procedure.required_on(route, step)]


# Questions


@cache
def _read(path: Path, changed: int) -> tuple[Case, ...]:
    return tuple(read_cases(path))


def questions() -> tuple[Case, ...]:
    """The questions as they ship; read again when the file has changed."""
    return _read(QUESTIONS, QUESTIONS.stat().st_mtime_ns) if QUESTIONS.is_file() else ()


def topics() -> list[str]:
    """Topics that have questions, in the order of the pages."""
    present = {case.topic for case in questions()}
    return [topic for topic in words("matters") if topic in present] + sorted(present - set(words("matters")))


def found_questions(asked: str = "", topic: str = "") -> list[Case]:
    wanted = fold(asked).split()
    return [
        case
        for case in questions()
        if (not topic or case.topic == topic) and (not wanted or _holds(_told_of(case), wanted))
    ]


def _told_of(case: Case) -> str:
    return _folded(case.id, (case.question, word("matters", case.topic), str(case.about.get("authority", ""))))


def question(name: str) -> Case | None:
    return next((case for case in questions() if case.id == name), None)
