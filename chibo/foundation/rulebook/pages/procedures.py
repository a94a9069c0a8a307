"""A procedure on a day and a route: as a picture, and each step in words."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.foundation.rulebook import diagram, queries
from chibo.foundation.rulebook.model import Procedure, RouteSpec, StepSpec
from chibo.foundation.rulebook.pages.reading import Reading, Row, drawn, on_the_day
from chibo.foundation.rulebook.wording import route_when, who
from chibo.foundation.rulebook.words import word


@dataclass(frozen=True, slots=True)
class Linked:
    """Words of which a part leads on."""

    words: str
    url: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step in words, under the law of the day."""

    spec: StepSpec
    who: str
    remark: str
    lines: tuple[tuple[str, tuple[Linked, ...]], ...]


def procedure_page(procedure: Procedure, route: RouteSpec, reading: Reading) -> Row:
    others = [(text.title, reading.url("procedure", code), code) for code, text in reading.book.procedures.items()]
    return {
        **reading.frame("procedure"),
        "procedure": procedure,
        "route": route,
        "others": [{"label": title, "url": url, "current": code == procedure.code} for title, url, code in others],
        "bodies": [(word("parts", part), word("levels", level)) for part, level in route.bodies.items()],
        "when": route_when(route),
        "decider": who("decider", route),
        "pictures": {
            size.name: drawn(diagram.draw(procedure, route.code, size)) for size in (diagram.DESK, diagram.PHONE)
        },
        "steps": [_step(step, procedure, route, reading) for step in procedure.on_route(route.code)],
    }


def _step(step: StepSpec, procedure: Procedure, route: RouteSpec, reading: Reading) -> StepTold:
    lines = {
        "Sau bước": [
            Linked(f"{one.code} {one.title}", f"#buoc-{one.code}")
            for one in queries.steps_before(procedure, route.code, step)
        ],
        "Giấy tờ phải có": _papers(step, makes=False),
        "Giấy tờ lập ra": _papers(step, makes=True),
        "Biểu quyết": _vote(step, procedure, reading),
        "Thời hạn": _deadline(step, procedure, reading),
        "Có giá trị trong": [_valued(step.validity, reading)] if step.validity else [],
        "Kiểm tra": [Linked(word("guards", code)) for code in step.guards],
    }
    kept = tuple((label, tuple(linked)) for label, linked in lines.items() if linked)
    return StepTold(step, who(step.by, route), diagram.remarks(step), kept)


def _papers(step: StepSpec, *, makes: bool) -> list[Linked]:
    return [
        Linked(
            f"{paper.title}{'' if paper.form.islower() else f' ({paper.form})'}",
            after="" if paper.required else " – không bắt buộc",
        )
        for paper in step.papers
        if paper.makes is makes
    ]


def _valued(name: str, reading: Reading, after: str = "") -> Linked:
    """The value of the day, leading to its history."""
    parameter = reading.law.parameter(name)
    return Linked(on_the_day(parameter, reading.law.get(name)), reading.url("parameter", name), after)


def _vote(step: StepSpec, procedure: Procedure, reading: Reading) -> list[Linked]:
    if step.vote is None:
        return []
    told = [_valued(step.vote.threshold, reading, f" {word('electorates', step.vote.electorate)}")]
    if missed := procedure.steps.get(step.vote.on_failure):
        told.append(Linked(f"Không đủ phiếu: {missed.code} {missed.title}", f"#buoc-{missed.code}"))
    return told


def _deadline(step: StepSpec, procedure: Procedure, reading: Reading) -> list[Linked]:
    limit = step.deadline
    if limit is None:
        return []
    fact = limit.counted_from.removeprefix("fact:")
    since = procedure.steps.get(limit.counted_from)
    told = f"bước {since.code} {since.title}" if since else word("facts", fact)
    late = f"; {word('lateness', limit.when_late)}" if limit.when_late else ""
    found = [_valued(limit.limit, reading, f" kể từ {told}{late}")]
    return found + ([_valued(limit.extension, reading, " được gia hạn thêm")] if limit.extension else [])
