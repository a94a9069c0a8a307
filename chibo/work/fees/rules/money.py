"""Amounts in whole đồng: rounding as the law of the month says, and the words that a receipt carries."""

from __future__ import annotations

from fractions import Fraction

from chibo.foundation.rulebook.units import grouped

#: How far an amount is rounded, in đồng; the smallest one only drops what is less than a đồng.
_STEPS = {"whole_dong": 1, "hundred": 100, "thousand": 1000}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def rounded(exact: Fraction, how: str) -> int:
    """Whole đồng of an exact amount; KeyError for a way of rounding that nobody named.

    Down to the đồng, so that rounding never asks for more than the rate; to hundreds and thousands, to the nearest.
    """
    step = _STEPS[how]
    return int(exact // 1) if step == 1 else int((exact + Fraction(step, 2)) // step) * step


def shown(dong: int) -> str:
    """``120.000 đ``, with a space that does not break."""
    return f"{grouped(dong)}\u00a0đ"


def exactly(amount: Fraction) -> str:
    """``14.190,5``: an exact amount, to four places where it goes on."""
    whole, rest = divmod(amount, 1)
    tail = f"{int(rest * 10_000):04}".rstrip("0")
    return f"{grouped(int(whole))},{tail}" if tail else grouped(int(whole))


def in_words(dong: int) -> str:
    """``Một trăm hai mươi nghìn đồng``. ValueError for an amount below nought."""
    if dong < 0:
        raise ValueError(f"{dong} is not an amount that is paid")
    told = _said(dong) or _DIGITS[0]
    return f"{told[:1].upper()}{told[1:]} đồng"


def _said(number: int, *, follows: bool = False) -> str:
    billions, rest = divmod(number, _BILLION)
    parts = [f"{_said(billions, follows=follows)} tỷ"] if billions else []
    follows = follows or bool(billions)
    for place in (2, 1, 0):
        group = rest // 1000**place % 1000
        if group:
            parts.append(f"{_hundreds(group, follows)} {_GROUPS[place]}".strip())
            follows = True
    return " ".join(parts)


def _hundreds(group: int, follows: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or follows else []
    if tens > 1:
        parts.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        parts.append("mười")
    elif ones and parts:
        parts.append("linh")
    if ones:
        parts.append(_one(tens, ones))
    return " ".join(parts)


def _one(tens: int, ones: int) -> str:
    if ones == 1 and tens > 1:
        return "mốt"
    if ones == 5 and tens:
        return "lăm"
    return _DIGITS[ones]
