"""Values and days of the law in Vietnamese words, the same on pages, papers and in the reference."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from chibo.common.dates import display
from chibo.foundation.rulebook.model import Confidence, Instrument, Parameter, RouteSpec, Value
from chibo.foundation.rulebook.units import FRACTIONS, MULTIPLE, NUMBERS, RATE, percent
from chibo.foundation.rulebook.words import word

CONFIDENCE = {
    Confidence.HIGH: "đã đối chiếu",
    Confidence.MEDIUM: "theo nguồn thứ cấp",
    Confidence.CONFIRMED: "cấp ủy đã xác nhận",
    Confidence.LOW: "nguồn yếu, chưa đối chiếu văn bản gốc",
    Confidence.UNVERIFIED: "chưa đối chiếu văn bản gốc",
}
TIGHTEN = {
    "higher": "cấp ủy được đặt cao hơn",
    "lower": "cấp ủy được đặt thấp hơn",
    "add": "cấp ủy được thêm",
    "never": "cấp ủy không được đặt khác",
}


def said(parameter: Parameter, value: Any) -> str:
    """18 tuổi; ít nhất 2/3; có; Bỏ phiếu kín, biểu quyết bằng thẻ."""
    if parameter.unit == "dong":
        return dong(value)
    if parameter.unit == MULTIPLE:
        return f"{times(value)} lần"
    if parameter.unit in NUMBERS:
        return f"{value} {NUMBERS[parameter.unit]}"
    if parameter.unit == RATE:
        return percent(value)
    if parameter.unit in FRACTIONS:
        return f"{FRACTIONS[parameter.unit]} {value.numerator}/{value.denominator}"
    if parameter.unit == "boolean":
        return "có" if value else "không"
    if parameter.unit == "choices":
        return "; ".join(parameter.labels.get(code, code) for code in value)
    return parameter.labels.get(value, str(value))


def dong(amount: int) -> str:
    """``1.490.000 đồng``."""
    return f"{amount:,} đồng".replace(",", ".")


def times(value: Fraction) -> str:
    """``3,5`` for 7/2; what does not end after two decimals stays a fraction."""
    hundredths = value * 100
    if hundredths.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    whole, rest = divmod(hundredths.numerator, 100)
    return f"{whole},{rest:02}".rstrip("0").rstrip(",")


def source_of(value: Value) -> str:
    """mục 4.3.1 Quy định 294-QĐ/TW ngày 26/5/2025 (tạm lấy theo)."""
    inherited = " (tạm lấy theo văn bản trước)" if value.citation.inherited else ""
    return f"{value.citation.label}{inherited}"


def days_of(instrument: Instrument) -> str:
    """từ 01/07/2025 đến trước 08/04/2026."""
    until = f" đến trước {display(instrument.in_force_until)}" if instrument.in_force_until else ""
    return f"từ {display(instrument.in_force_from)}{until}"


def route_when(route: RouteSpec) -> str:
    """cấp ủy trên chi bộ là đảng ủy cơ sở; cấp ủy cơ sở được ủy quyền quyết định."""
    return "; ".join(
        word("route_facts", key) if value is True else f"{word('route_facts', key)} {_level(value)}"
        for key, value in route.when.items()
    )


def who(part: str, route: RouteSpec) -> str:
    """Ban thường vụ – đảng ủy cơ sở: the part of a step as this route fills it."""
    level = route.bodies.get(part)
    if level is None:
        return word("parts", part)
    if part == "decider":
        return f"{word('deciders', route.decider)} – {_level(level)}"
    return f"{word('parts', part)} – {_level(level)}" if part == "appraiser" else word("levels", level)


def _level(code: str) -> str:
    name = word("levels", code)
    return f"{name[:1].lower()}{name[1:]}"
