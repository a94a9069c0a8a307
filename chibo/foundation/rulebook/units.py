"""The units a parameter may have, and how a value of each is written down and compared."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

#: Units counted in whole numbers, with the Vietnamese word that follows the number.
NUMBERS = {
    "years": "tuổi",
    "full_years": "năm",
    "months": "tháng",
    "working_days": "ngày làm việc",
    "days": "ngày",
    "members": "đảng viên",
    "people": "người",
    "votes": "lần biểu quyết",
    "times": "lần",
    "digits": "chữ số",
    "generations": "đời",
    "children": "con",
    "dong": "đồng",
}
#: Parts of a whole: at least that part, or more than that part.
FRACTIONS = {"fraction": "ít nhất", "fraction_exceeded": "quá"}
#: So many times something else; written as a fraction, 7/2 for three and a half times.
MULTIPLE = "multiple"
#: A part of an amount that is paid, kept or handed on, told in hundredths.
RATE = "rate"
UNITS = frozenset({*NUMBERS, *FRACTIONS, MULTIPLE, RATE, "boolean", "choice", "choices", "text"})
TIGHTEN = frozenset({"higher", "lower", "add", "never"})


def fits(unit: str, tighten: str) -> bool:
    """Whether a value of this unit can be made stricter in this way."""
    if tighten == "add":
        return unit == "choices"
    return tighten == "never" or unit in NUMBERS or unit in FRACTIONS


def read_value(unit: str, raw: Any) -> Any:
    """A plain value (from YAML, JSON or a form) as the rules use it; ValueError says what does not fit."""
    if unit in NUMBERS:
        if isinstance(raw, bool) or not isinstance(raw, int) or raw < 0:
            raise ValueError(f"{raw!r} is not a whole number of {unit}")
        return raw
    if unit in FRACTIONS or unit == RATE:
        part = _fraction(raw)
        if not 0 < part <= 1 or (unit == "fraction_exceeded" and part == 1):
            raise ValueError(f"{raw!r} is not a part of a whole")
        return part
    if unit == MULTIPLE:
        if (times := _fraction(raw)) <= 0:
            raise ValueError(f"{raw!r} is not a multiple")
        return times
    if unit == "boolean":
        if not isinstance(raw, bool):
            raise ValueError(f"{raw!r} is neither true nor false")
        return raw
    if unit == "choices":
        if isinstance(raw, str) or not isinstance(raw, list | tuple) or not all(isinstance(r, str) and r for r in raw):
            raise ValueError(f"{raw!r} is not a list of codes")
        if len(set(raw)) != len(raw):
            raise ValueError(f"{raw!r} names a code twice")
        return tuple(raw)
    if not isinstance(raw, str) or not raw:
        raise ValueError(f"{raw!r} is not a {unit}")
    return raw


def _fraction(raw: Any) -> Fraction:
    if isinstance(raw, Fraction):
        return raw
    over, slash, under = raw.partition("/") if isinstance(raw, str) else ("", "", "")
    if not (slash and over.isdigit() and under.isdigit() and int(under)):
        raise ValueError(f"{raw!r} is not a fraction such as 3/4")
    return Fraction(int(over), int(under))


def percent(part: Fraction) -> str:
    """``0,3 %``: a part of a whole in hundredths, exactly; a part that has no such end stays a fraction."""
    hundredths = part * 100
    scaled = hundredths * 10_000
    if scaled.denominator != 1:
        return f"{part.numerator}/{part.denominator}"
    whole, rest = divmod(scaled.numerator, 10_000)
    tail = f"{rest:04}".rstrip("0")
    return f"{whole},{tail} %" if tail else f"{whole} %"


def grouped(number: int) -> str:
    """``4.730.000``: a whole number as it is written in Vietnamese."""
    return f"{number:,}".replace(",", ".")


def plain(value: Any) -> Any:
    """The value as YAML and JSON can carry it; :func:`read_value` reads it back."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return list(value) if isinstance(value, tuple) else value


def stricter(tighten: str, central: Any, local: Any) -> Any:
    """The stricter of the two: a local standard can tighten what the centre asks and never loosen it."""
    if tighten == "higher":
        return max(central, local)
    if tighten == "lower":
        return min(central, local)
    if tighten == "add":
        return central + tuple(code for code in local if code not in central)
    return central
