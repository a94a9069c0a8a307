"""Text of cells, quickly: most cells need nothing, and those that do are put right as the register stores text."""

from __future__ import annotations

import re

from chibo.common.text import nfc

_LINES = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


#: As it is stored: composed, single spaces, nothing invisible.
tidy = nfc


def lines_of(text: str) -> list[str]:
    """The lines of a cell that say something, each tidy."""
    if "\n" not in text and "\r" not in text:
        return [line] if (line := tidy(text)) else []
    return [line for part in _LINES.split(text) if (line := tidy(part))]


def one_line(text: str) -> str:
    """Lines joined: a wrapped sentence goes on, separate facts are parted by a semicolon."""
    if "\n" not in text and "\r" not in text:
        return tidy(text)
    lines = lines_of(text)
    if len(lines) < 2:
        return lines[0] if lines else ""
    joined = lines[0]
    for line in lines[1:]:
        joined += f" {line}" if joined[-1] in ",;:-–(" or line[0] in ",;)" or line[0].islower() else f"; {line}"
    return joined


def letter(index: int) -> str:
    """The name of a column, 0-based: ``A``, ``Z``, ``AA``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def index_of(name: str) -> int:
    """The place of a column, 0-based: ``A`` is 0, ``AA`` is 26."""
    index = 0
    for char in name:
        index = index * 26 + ord(char) - 64
    return index - 1
