"""The law as pages under docs/reference, written from chibo/law and never by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from chibo.common.dates import display
from chibo.foundation.rulebook.book import Rulebook
from chibo.foundation.rulebook.model import Instrument, Parameter, StepSpec
from chibo.foundation.rulebook.procedures import VERSION_SUBJECTS, Dated, ProcedureText, StepText
from chibo.foundation.rulebook.wording import CONFIDENCE, TIGHTEN, said, source_of

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
    subjects = sorted({i.subject for i in book.instruments.values()}, key=_first_seen(book))
    for subject in subjects:
        page += [
            f"\n## {subject}\n\n",
            _table("văn bản", "tên", "từ", "đến trước", "thay bằng", "đã đọc", "độ tin cậy"),
        ]
        page += [_instrument(book, instrument) for instrument in book.timeline(subject)]
    return "".join(page)


def _first_seen(book: Rulebook) -> Callable[[str], tuple[int, str]]:
    first = ("charter", *VERSION_SUBJECTS)
    return lambda subject: (first.index(subject) if subject in first else len(first), subject)


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
            page.append(f"\n## {matter}\n")
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
    """Every procedure: routes, steps and what each step asks for, by era."""
    page = [_MADE, "# Quy trình\n"]
    for code in sorted(book.procedures):
        page.append(_procedure(book, book.procedures[code]))
    return "".join(page)


def _procedure(book: Rulebook, text: ProcedureText) -> str:
    page = [
        f"\n## {text.title} (`{text.code}`)\n\n",
        _table("tuyến", "tên", "từ", "đến trước", "điều kiện", "nơi quyết định"),
    ]
    for route in text.routes:
        frame = route.frame
        when = ", ".join(f"{key} = {value}" for key, value in frame.when.items())
        decider = f"{frame.decider} ({frame.bodies.get('decider', '')})"
        page.append(_row(frame.code, frame.title, display(frame.starts_on), _until(frame.ends_on), when, decider))
    page += ["\n", _table("bước", "tên", "ai", "sau bước", "cần gì", "từ", "đến trước", "căn cứ")]
    page += [_step(step) for step in text.steps]
    return "".join(page)


def _step(step: StepText) -> str:
    frame = step.frame
    only = [f"khi: {frame.when}"] * bool(frame.when) + ["không bắt buộc"] * frame.optional
    return _row(
        step.code,
        frame.title + (f" ({', '.join(only)})" if only else ""),
        frame.by + (f" ({', '.join(frame.routes)})" if frame.routes else ""),
        ", ".join(_dated(step.requires, str)),
        "; ".join(_asks(step, frame)),
        display(step.starts_on),
        _until(step.ends_on),
        "; ".join(_dated(step.citations, lambda c: f"{c.label} [{c.confidence.value}]")),
    )


def _asks(step: StepText, frame: StepSpec) -> Iterator[str]:
    for paper in step.papers:
        yield f"{'ra' if paper.item.makes else 'có'} {paper.item.form}"
    for vote in step.votes:
        yield f"biểu quyết {vote.item.electorate} theo `{vote.item.threshold}`"
    yield from _dated(step.deadlines, lambda d: f"hạn `{d.limit}` kể từ {d.counted_from}")
    if frame.validity:
        yield f"có giá trị `{frame.validity}`"
    if step.guards:
        yield "kiểm tra " + ", ".join(_dated(step.guards, str))
    if frame.ends:
        yield f"kết thúc: {frame.ends}"


def _dated(parts: Iterable[Dated[T]], told: Callable[[T], str]) -> list[str]:
    """Each part, with its own days where it has any."""
    lines = []
    for part in parts:
        days = " ".join(
            f"{word} {display(day)}" for word, day in (("từ", part.starts_on), ("đến trước", part.ends_on)) if day
        )
        lines.append(f"{told(part.item)}{f' ({days})' if days else ''}")
    return lines


PAGES: dict[str, Callable[[Rulebook], str]] = {
    "instruments.md": instruments,
    "parameters.md": parameters,
    "procedures.md": procedures,
}
