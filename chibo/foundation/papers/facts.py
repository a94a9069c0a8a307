"""The facts that papers may print, and how each is put into words on paper. Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

#: What callers hand in: fact name to value. Days are dates or ISO text ("1990", "1990-05", "1990-05-17");
#: rows are mappings. None, "" and an empty list are missing; 0 is a value.
PaperData = Mapping[str, Any]

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_PLACES = "PHƯỜNG|XÃ|THÀNH PHỐ|TỈNH|HUYỆN|QUẬN|TRƯỜNG|CÔNG TY|TỔ DÂN PHỐ|THÔN|KHỐI|ĐOÀN"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class PaperError(ValueError):
    """A template or the data for it cannot be read; says where."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact of a paper and where the record keeps it."""

    name: str
    label: str
    kind: str  # text, long_text, count, day, yes_no, texts, rows
    kept_in: str  # person, organization, case, law, step
    step: str = ""
    field: str = ""
    columns: tuple[FactSpec, ...] = ()  # of rows
    dots: int = 0  # how wide its dotted place is, when not the usual width
    optional: bool = False  # printed only when there; never asked for


@dataclass(frozen=True, slots=True)
class MissingFact:
    """What a paper needs and the record does not hold; step and field say where to enter it."""

    name: str
    label: str
    step: str
    field: str
    kept_in: str


def is_missing(value: object) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    return isinstance(value, Sequence) and len(value) == 0


def clean(value: object) -> str:
    """One line of plain text: composed letters, no control characters, single spaces."""
    text = _CONTROL.sub("", unicodedata.normalize("NFC", str(value)))
    return " ".join(text.split())


def paragraphs(value: object) -> list[str]:
    """A long text as its paragraphs."""
    return [clean(line) for line in str(value).splitlines() if line.strip()]


def in_words(value: object, kind: str, style: str = "") -> str:
    """A value as it stands on paper.

    ``style`` is ``caps``, ``head`` (capitals that break well), ``lower`` and ``first`` (the first letter, small or
    capital), ``short`` (05/02/2026) or nothing.
    """
    if kind == "day":
        return _day(value, short=style == "short")
    if kind == "texts":
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise PaperError(f"a list of texts is expected, not {value!r}")
        return "; ".join(clean(item) for item in value)
    if kind == "count":
        return _count(value)
    if kind == "yes_no":
        if not isinstance(value, bool):
            raise PaperError(f"yes or no is expected, not {value!r}")
        return "Có" if value else "Không"
    text = clean(value)
    if style == "head":
        return _unbroken(text.upper())
    first, rest = text[:1], text[1:]
    return {"caps": text.upper(), "lower": first.lower() + rest, "first": first.upper() + rest}.get(style, text)


def _count(value: object) -> str:
    if isinstance(value, bool) or not re.fullmatch(r"\d+", str(value).strip()):
        raise PaperError(f"a count is expected, not {value!r}")
    return f"{int(str(value)):,}".replace(",", ".")


def _unbroken(name: str) -> str:
    """A name at the head of a paper breaks before the kind of place that it names, not inside it."""
    parts = re.split(rf" (?=(?:{_PLACES})\b)", name)
    return " ".join(part.replace(" ", "\u00a0") if len(part) <= 24 else part for part in parts)


def _day(value: object, *, short: bool) -> str:
    """The party's way: a nought before days under ten and before the first two months."""
    match = _ISO.fullmatch(str(value).strip())
    if match is None:
        raise PaperError(f"a day is expected as yyyy, yyyy-mm or yyyy-mm-dd, not {value!r}")
    year, month, day = match.groups()
    if month is None:
        return year if short else f"năm {year}"
    if day is None:
        _check(int(year), int(month), 1, value)
        return f"{month}/{year}" if short else f"tháng {_month(month)} năm {year}"
    _check(int(year), int(month), int(day), value)
    return f"{day}/{month}/{year}" if short else f"ngày {day} tháng {_month(month)} năm {year}"


def _month(month: str) -> str:
    return month if int(month) < 3 else str(int(month))


def _check(year: int, month: int, day: int, value: object) -> None:
    try:
        date(year, month, day)
    except ValueError as error:
        raise PaperError(f"{value!r} is no day of the calendar") from error
