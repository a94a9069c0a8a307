"""Puts the record's facts into a template and notes each one that the record lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chibo.foundation.papers import wording
from chibo.foundation.papers.document import (
    Block,
    Closing,
    Document,
    Head,
    Line,
    Paragraph,
    Run,
    Signature,
    Table,
    Text,
    Writing,
)
from chibo.foundation.papers.facts import (
    FactSpec,
    MissingFact,
    PaperData,
    PaperError,
    clean,
    in_words,
    is_missing,
    paragraphs,
)
from chibo.foundation.papers.templates import Template, block_key, page

#: The dotted place of a missing fact, by kind.
DOTS: Mapping[tuple[str, str], str] = {
    ("count", ""): "." * 8,
    ("day", ""): "ngày ...... tháng ...... năm .........",
    ("day", "short"): "..../..../......",
}
_DAY = re.compile("ngày .*")
_PLAIN_DOTS = "." * 36
_CELL_DOTS = "." * 4


def _whole_day(text: Text) -> Text:
    """A place and a day: where they need two lines, "ngày … tháng … năm …" stays together on the second."""
    return tuple(replace(run, text=_DAY.sub(lambda day: day[0].replace(" ", "\u00a0"), run.text)) for run in text)


class Filling:
    """One paper being filled. ``missing`` grows in the order in which the paper names the facts."""

    def __init__(self, template: Template, data: PaperData) -> None:
        self.template = template
        self.data = data
        self.missing: dict[str, MissingFact] = {}

    def document(self, *, mark: str, title: str, notes: tuple[str, ...]) -> Document:
        raw = self.template.raw
        motto, rule = page().motto(raw["motto"])
        head = Head(
            motto=motto,
            rule=rule,
            superior=self._above(),
            issuer=self._top("issuer"),
            number=self._top("number"),
            abstract=self._top("letter_abstract"),
            place_and_day=_whole_day(self._top("place_and_day")),
        )
        kind, abstract = self._top("kind"), _whole_day(self._top("abstract"))
        blocks = _kept([block for item in raw["body"] if self._stands(item) for block in self._blocks(item)])
        return Document(mark, title, head, kind, abstract, blocks, notes)

    def _stands(self, item: Mapping[str, Any]) -> bool:
        if "when" in item and is_missing(self.data.get(item["when"])):
            return False
        return not ("unless" in item and not is_missing(self.data.get(item["unless"])))

    def _blocks(self, item: Mapping[str, Any]) -> list[Block]:
        key = block_key(item)
        value = item[key]
        if key == "p":
            align, keep = item.get("align", "justify"), item.get("keep", False)
            return [Paragraph(self._text(value), align, item.get("indent", align == "justify"), keep)]
        if key == "h":
            heading = tuple(replace(run, bold=not run.italic) for run in self._text(value))
            return [Paragraph(heading, align="left", indent=False, keep=True)]
        if key == "line":
            cells = [value] if isinstance(value, str) else value
            return [Line(tuple(self._text(cell) for cell in cells))]
        if key == "text":
            return self._long_text(value, item.get("lead", ""), item.get("lines", 2))
        if key == "write":
            return [Writing(value)]
        if key == "table":
            return [self._table(value, item["columns"], item["widths"])]
        if key == "each":
            return self._each(value, item["as"])
        return [self._closing(item)]

    def _top(self, key: str) -> Text:
        return self._text(self.template.wording(key))

    def _above(self) -> Text:
        """The line over the issuing body; a body that stands at the top has none, and nothing is missing there."""
        noted = dict(self.missing)
        text = self._top("superior")
        if not any(run.text.strip() and not run.dots for run in text):
            self.missing = noted
            return ()
        return text

    def _text(self, text: str) -> Text:
        runs = []
        for piece in wording.read(text):
            said, dots = (self._fact(piece.fact, piece.style), False) if piece.fact else (piece.text, False)
            if said is None:
                spec = self.template.facts[piece.fact]
                said, dots = _dots(spec, piece.style), True
            runs.append(Run(said, piece.bold and not dots, piece.italic, dots))
        return tuple(runs)

    def _fact(self, name: str, style: str) -> str | None:
        spec, value = self.template.facts[name], self.data.get(name)
        if is_missing(value):
            self._note(spec)
            return None
        try:
            return in_words(value, spec.kind, style)
        except PaperError as error:
            raise PaperError(f"{self.template.layout}: {name}: {error}") from error

    def _note(self, spec: FactSpec, name: str = "", label: str = "") -> None:
        name = name or spec.name
        self.missing.setdefault(name, MissingFact(name, label or spec.label, spec.step, spec.field, spec.kept_in))

    def _long_text(self, name: str, lead: str, lines: int) -> list[Block]:
        value, opening = self.data.get(name), self._text(lead)
        if is_missing(value):
            self._note(self.template.facts[name])
            first: list[Block] = [Line(((*opening, Run(_PLAIN_DOTS, dots=True)),))] if opening else []
            rest = lines - len(first)
            return [*first, Writing(rest)] if rest > 0 else first
        first_paragraph, *others = paragraphs(value)
        return [Paragraph((*opening, Run(first_paragraph))), *(Paragraph((Run(other),)) for other in others)]

    def _each(self, name: str, pattern: str) -> list[Block]:
        values = self.data.get(name)
        if is_missing(values):
            self._note(self.template.facts[name])
            values = [None]
        return [Paragraph(self._item(pattern, value)) for value in self._sequence(name, values)]

    def _item(self, pattern: str, value: object) -> Text:
        pieces = wording.read(pattern)
        said, dots = (_PLAIN_DOTS, True) if value is None else (clean(value), False)
        return tuple(
            Run(said, piece.bold, piece.italic, dots) if piece.fact else Run(piece.text, piece.bold, piece.italic)
            for piece in pieces
        )

    def _table(self, name: str, columns: Sequence[str], widths: Sequence[int]) -> Table:
        spec, rows = self.template.facts[name], self.data.get(name)
        known = {column.name: column for column in spec.columns}
        shown = [known[column] for column in columns]
        if is_missing(rows):
            self._note(spec)
            empty = tuple((Run(_CELL_DOTS, dots=True),) for _ in shown)
            return Table(tuple(column.label for column in shown), tuple(widths), (empty, empty))
        filled = tuple(
            tuple(self._cell(spec, column, row, at) for column in shown)
            for at, row in enumerate(self._sequence(name, rows), start=1)
        )
        return Table(tuple(column.label for column in shown), tuple(widths), filled)

    def _cell(self, spec: FactSpec, column: FactSpec, row: Mapping[str, Any], at: int) -> Text:
        value = row.get(column.name)
        if is_missing(value):
            self._note(spec, f"{spec.name}.{at}.{column.name}", f"{spec.label}, dòng {at}: {column.label}")
            return (Run(_CELL_DOTS, dots=True),)
        return (Run(in_words(value, column.kind, "short")),)

    def _sequence(self, name: str, values: object) -> Sequence[Any]:
        if isinstance(values, str) or not isinstance(values, Sequence):
            raise PaperError(f"{self.template.layout}: {name}: a list is expected, not {values!r}")
        return values

    def _closing(self, item: Mapping[str, Any]) -> Closing:
        signatures = tuple(
            Signature(
                day=_whole_day(self._text(signature.get("day", ""))),
                authority=self._text(signature.get("as", "")),
                post=self._text(signature.get("post", "")),
                hint=signature.get("hint", ""),
                name=self._text(signature.get("name", "")),
            )
            for signature in item["closing"]
        )
        return Closing(tuple(self._text(recipient) for recipient in item.get("recipients", ())), signatures)


def _dots(spec: FactSpec, style: str) -> str:
    return "." * spec.dots or DOTS.get((spec.kind, style)) or DOTS.get((spec.kind, ""), _PLAIN_DOTS)


def _kept(blocks: list[Block]) -> tuple[Block, ...]:
    """A signature never stands alone on a page: the paragraph or line before it stays with it."""
    for at, block in enumerate(blocks[1:], start=1):
        before = blocks[at - 1]
        if isinstance(block, Closing) and isinstance(before, Paragraph | Line):
            blocks[at - 1] = replace(before, keep=True)
    return tuple(blocks)
