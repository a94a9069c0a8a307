"""The law as pages under docs/reference, written from chibo/law and never by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from math import inf
from typing import TypeVar

from chibo.common.dates import display
from chibo.foundation.rulebook.book import Rulebook
from chibo.foundation.rulebook.diagram import DESK, draw
from chibo.foundation.rulebook.model import Instrument, Parameter, Procedure, RouteSpec, StepSpec
from chibo.foundation.rulebook.procedures import VERSION_SUBJECTS, Dated, ProcedureText, StepText
from chibo.foundation.rulebook.queries import by_subject, widest_route
from chibo.foundation.rulebook.wording import CONFIDENCE, TIGHTEN, route_when, said, source_of, who
from chibo.foundation.rulebook.words import word

T = TypeVar("T")

_MADE = "<!-- Written by `chibo law docs` from chibo/law; changes here are lost. -->\n"


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell).replace('|', '¦').strip() for cell in cells)} |\n"


def _table(*head: str) -> str:
    return _row(*head) + _row(*("---" for _ in head))


def _until(day: date | None) -> str:
    return display(day) if day else ""


def instruments(book: Rulebook) -> str:
    """Every text by what it governs, and which texts stand together when."""
    page = [_MADE, "# Văn bản\n\n", "## Văn bản nào cùng có hiệu lực khi nào\n\n", _together(book)]
    for subject, listed in by_subject(book).items():
        page += [
            f"\n## {word('subjects', subject)}\n\n",
            _table("văn bản", "tên", "từ", "đến trước", "thay bằng", "đã đọc", "độ tin cậy"),
        ]
        page += [_instrument(book, instrument) for instrument in listed]
    return "".join(page)


def _instrument(book: Rulebook, instrument: Instrument) -> str:
    successor = book.instruments[instrument.replaced_by].label if instrument.replaced_by else ""
    amends = f" (sửa {book.instruments[instrument.amends].label})" if instrument.amends else ""
    place = f" ({instrument.territory})" if instrument.territory else ""
    return _row(
        f"{instrument.label}{place}",
        f"{instrument.issuer}: {instrument.title}{amends}",
        display(instrument.in_force_from),
        _until(instrument.in_force_until),
        successor,
        instrument.read,
        CONFIDENCE[instrument.confidence],
    )


def _together(book: Rulebook) -> str:
    """One row for each span of days on which the same three texts stand."""
    turns = {
        day
        for i in book.instruments.values()
        if i.subject in VERSION_SUBJECTS and not i.territory
        for day in (i.in_force_from, i.in_force_until)
        if day and day >= book.first_day
    }
    rows = [_table("từ", *("quy định thi hành", "hướng dẫn của Ban Bí thư", "hướng dẫn nghiệp vụ"))]
    for day in sorted(turns):
        governing = book.page(day).governing
        rows.append(_row(display(day), *(g.label if (g := governing.get(s)) else "" for s in VERSION_SUBJECTS)))
    return "".join(rows)


def parameters(book: Rulebook) -> str:
    """Every value through its eras."""
    page = [_MADE, "# Tham số\n"]
    matter = ""
    for parameter in sorted(book.parameters.values(), key=lambda p: p.name):
        if (head := parameter.name.partition(".")[0]) != matter:
            matter = head
            page.append(f"\n## {word('matters', matter)}\n")
        page.append(_parameter(parameter))
    return "".join(page)


def _parameter(parameter: Parameter) -> str:
    lines = [f"\n### `{parameter.name}`\n\n", f"{parameter.title}; {TIGHTEN[parameter.tighten]}.\n"]
    if parameter.note:
        lines.append(f"\n{parameter.note}\n")
    if parameter.values:
        lines += ["\n", _table("từ", "đến trước", "giá trị", "căn cứ", "độ tin cậy", "ghi chú")]
    for value in parameter.values:
        lines.append(
            _row(
                display(value.starts_on),
                _until(value.ends_on),
                said(parameter, value.value),
                source_of(value),
                CONFIDENCE[value.confidence],
                value.citation.note,
            )
        )
    return "".join(lines)


def procedures(book: Rulebook) -> str:
    """Every procedure: a picture of today's steps, then routes, steps and what each step asks for, by era."""
    page = [_MADE, "# Quy trình\n"]
    for code in sorted(book.procedures):
        page.append(_procedure(book, book.procedures[code]))
    return "".join(page)


def _procedure(book: Rulebook, text: ProcedureText) -> str:
    today, route = _newest(book, text.code)
    page = [
        f"\n## {text.title} (`{text.code}`)\n\n",
        f"![Sơ đồ: {text.title}, {route.title}]({_drawing_of(text.code)})\n\n",
        f"Sơ đồ theo tuyến {route.code}, từ ngày {display(today.starts_on)}: {today.version}.\n\n",
        _table("tuyến", "tên", "từ", "đến trước", "khi", "nơi quyết định"),
    ]
    for one in text.routes:
        frame = one.frame
        starts, ends = display(frame.starts_on), _until(frame.ends_on)
        page.append(_row(frame.code, frame.title, starts, ends, route_when(frame), who("decider", frame)))
    page += ["\n", _table("bước", "tên", "ai", "sau bước", "cần gì", "từ", "đến trước", "căn cứ")]
    page += [_step(book, step) for step in text.steps]
    return "".join(page)


def _newest(book: Rulebook, code: str) -> tuple[Procedure, RouteSpec]:
    procedure = book.procedure(code, book.boundaries[-1])
    return procedure, widest_route(procedure)


def _drawing_of(code: str) -> str:
    return f"procedure-{code}.svg"


def drawing(book: Rulebook, code: str) -> str:
    """The newest steps of a procedure as one picture."""
    procedure, route = _newest(book, code)
    [whole] = draw(procedure, route.code, replace(DESK, sheet=inf))
    return f"{whole}\n"


def _step(book: Rulebook, step: StepText) -> str:
    frame = step.frame
    only = [f"khi {word('conditions', frame.when)}"] * bool(frame.when) + ["không bắt buộc"] * frame.optional
    return _row(
        step.code,
        frame.title + (f" ({', '.join(only)})" if only else ""),
        word("parts", frame.by) + (f" ({', '.join(frame.routes)})" if frame.routes else ""),
        ", ".join(_dated(step.requires, str)),
        "; ".join(_asks(book, step, frame)),
        display(step.starts_on),
        _until(step.ends_on),
        "; ".join(_dated(step.citations, lambda c: f"{c.label} [{CONFIDENCE[c.confidence]}]")),
    )


def _asks(book: Rulebook, step: StepText, frame: StepSpec) -> Iterator[str]:
    def named(parameter: str) -> str:
        return f"{book.parameters[parameter].title} (`{parameter}`)"

    for paper in step.papers:
        yield f"{'lập' if paper.item.makes else 'có'} {paper.item.title} (`{paper.item.form}`)"
    for vote in step.votes:
        yield f"biểu quyết của {word('electorates', vote.item.electorate)}: {named(vote.item.threshold)}"
    yield from _dated(step.deadlines, lambda d: f"hạn: {named(d.limit)} kể từ {_counted_from(d.counted_from)}")
    if frame.validity:
        yield f"có giá trị: {named(frame.validity)}"
    yield from _dated(step.guards, lambda code: f"kiểm tra: {word('guards', code)} (`{code}`)")
    if frame.ends:
        yield f"kết thúc: {word('endings', frame.ends)}"


def _counted_from(place: str) -> str:
    return word("facts", place.removeprefix("fact:")) if place.startswith("fact:") else place


def _dated(parts: Iterable[Dated[T]], told: Callable[[T], str]) -> list[str]:
    """Each part, with its own days where it has any."""
    lines = []
    for part in parts:
        days = " ".join(
            f"{word} {display(day)}" for word, day in (("từ", part.starts_on), ("đến trước", part.ends_on)) if day
        )
        lines.append(f"{told(part.item)}{f' ({days})' if days else ''}")
    return lines


def pages(book: Rulebook) -> dict[str, str]:
    """Each file of docs/reference that is written from the law."""
    drawings = {_drawing_of(code): drawing(book, code) for code in sorted(book.procedures)}
    return {
        "instruments.md": instruments(book),
        "parameters.md": parameters(book),
        "procedures.md": procedures(book),
        **drawings,
    }
