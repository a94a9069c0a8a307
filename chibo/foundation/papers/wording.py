"""The wording of a template: plain text with ``{fact}``, ``{fact:style}``, ``**bold**`` and ``__italic__``.

Marks are read in the template only. What a fact says is set as it stands, whatever signs it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chibo.foundation.papers.facts import PaperError

STYLES = frozenset({"", "caps", "first", "head", "lower", "short"})
_MARK = re.compile(r"\{(?P<fact>[a-z][a-z0-9_]*)(?::(?P<style>[a-z]+))?\}|(?P<bold>\*\*)|(?P<italic>__)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Either literal text or the place of a fact."""

    text: str = ""
    fact: str = ""
    style: str = ""
    bold: bool = False
    italic: bool = False


def read(wording: str) -> tuple[Piece, ...]:
    pieces = tuple(_pieces(wording))
    for piece in pieces:
        if piece.style not in STYLES:
            raise PaperError(f"unknown style {piece.style!r} in {wording!r}")
        if not piece.fact and re.search(r"[{}]", piece.text):
            raise PaperError(f"a brace that opens no fact in {wording!r}")
    return pieces


def _pieces(wording: str) -> Iterator[Piece]:
    bold = italic = False
    at = 0
    for mark in _MARK.finditer(wording):
        if mark.start() > at:
            yield Piece(text=wording[at : mark.start()], bold=bold, italic=italic)
        at = mark.end()
        if mark["bold"]:
            bold = not bold
        elif mark["italic"]:
            italic = not italic
        else:
            yield Piece(fact=mark["fact"], style=mark["style"] or "", bold=bold, italic=italic)
    if bold or italic:
        raise PaperError(f"a mark that is not closed in {wording!r}")
    if at < len(wording):
        yield Piece(text=wording[at:])
