"""Numbers as offices write them: of people, where every digit counts, and of money, where none may be invented."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from chibo.roll.rosters.reading.model import Cell, Level
from chibo.roll.rosters.reading.text import tidy

_GAPS = re.compile(r"[\s.\-–_]")
_ZERO_FRACTION = re.compile(r"(\d+)[.,]0+")
_SCIENTIFIC = re.compile(r"\d[.,]?\d*[eE]\+?\d+")
_CARD = 8
_UNIT = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_GROUPS = re.compile(r"-?[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"-?\d+")
_FRACTION = re.compile(r"-?\d+(?:[.,]\d+)?")


class Read(NamedTuple):
    """A clean value, or none and why."""

    value: object = None
    level: Level | None = None
    message: str = ""
    proposal: object = None


def plain_digits(cell: Cell, lengths: tuple[int, ...]) -> bool:
    """Text of so many digits and nothing else."""
    return isinstance(cell, str) and len(cell) in lengths and cell.isascii() and cell.isdigit()


def read_digits(cell: Cell, label: str, lengths: tuple[int, ...]) -> Read:
    """A number that is a name: all its digits, as text. Zeros that a spreadsheet dropped are asked for, not added."""
    if plain_digits(cell, lengths):
        return Read(cell)
    if isinstance(cell, float) or (isinstance(cell, str) and _SCIENTIFIC.fullmatch(cell.strip())):
        said = f"“{cell}” là số đã bị làm tròn, các chữ số sau không còn; ghi lại {label} ở dạng chữ (Text)."
        return Read(level=Level.REFUSED, message=said)
    text, restored = _bare(cell)
    digits = _GAPS.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        return Read(level=Level.REFUSED, message=f"“{text}” có ký tự không phải chữ số; kiểm tra lại {label}.")
    if len(digits) in lengths:
        if restored:
            return Read(digits, Level.WARNING, f"“{cell}” đã được đọc là {digits}; đối chiếu lại {label}.")
        return Read(digits)
    expected = " hoặc ".join(map(str, lengths))
    numeric = restored or not isinstance(cell, str)  # a program took it for a number: any zero in front is gone
    longer = next((length for length in sorted(lengths) if _may_have_lost(length - len(digits), length, numeric)), 0)
    if longer:
        offered = digits.zfill(longer)
        lost = longer - len(digits)
        said = f"“{text}” có {len(digits)} chữ số, {label} có {expected}; có thể đã mất {lost} số 0 ở đầu"
        return Read(level=Level.DOUBT, message=f"{said}: {offered}? Xác nhận hoặc sửa lại.", proposal=offered)
    said = f"“{text}” có {len(digits)} chữ số, {label} phải có {expected}; đối chiếu giấy tờ rồi sửa lại."
    return Read(level=Level.REFUSED, message=said)


def _may_have_lost(zeros: int, length: int, numeric: bool) -> bool:
    """Numbers of people begin with two zeros at most; those of cards are counted from 00000001."""
    return 0 < zeros <= (length - 1 if numeric and length == _CARD else 2)


def _bare(cell: Cell) -> tuple[str, bool]:
    """Without the apostrophe and the ".0" that programs leave; whether anything was taken away."""
    text = tidy(str(cell))
    bare = text.lstrip("'’`")
    if match := _ZERO_FRACTION.fullmatch(bare):
        bare = match[1]
    return bare, bare != text


def read_money(cell: Cell) -> Read:
    """Whole đồng. "5.310.000", "5,310,000" and "5 310 000 đ" are one sum; a fraction is no sum."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Read(cell)
    if isinstance(cell, float) and cell.is_integer():
        return Read(int(cell))
    text = _UNIT.sub("", tidy(str(cell)))
    if isinstance(cell, str) and (_PLAIN.fullmatch(text) or _GROUPS.fullmatch(text)):
        return Read(int(re.sub(r"[., ]", "", text)))
    return Read(level=Level.DOUBT, message=f"“{cell}” chưa phải là số tiền tròn đồng; ghi lại, ví dụ 5.310.000.")


def read_fraction(cell: Cell) -> Read:
    """A share or coefficient: 0.125, "0,125", "12,5 %"."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Read(Decimal(str(cell)))
    text = tidy(str(cell))
    percent = text.endswith("%")
    text = text.rstrip("% ")
    if not _FRACTION.fullmatch(text) or re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text):
        return Read(level=Level.DOUBT, message=f"“{cell}” chưa rõ là tỷ lệ hay số tiền; ghi lại, ví dụ 0,125.")
    value = Decimal(text.replace(",", "."))
    return Read(value / 100 if percent else value)
