"""What templates need to say days, numbers, states and citations the same way everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.common.dates import PartialDate, display
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.model import Confidence

register = template.Library()

NBSP: Final = "\u00a0"
_SEPARATORS: Final = str.maketrans(",.", ".,")


# Icons and states


@cache
def _drawing(name: str) -> SafeString:
    return mark_safe(render_to_string(f"icons/{name}.svg").strip())  # noqa: S308  # our own file


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of templates/icons; with a label it speaks, without it is silent to screen readers."""
    if label:
        return format_html(
            '<svg class="icon" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, _drawing(name)
        )
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', _drawing(name))


@dataclass(frozen=True, slots=True)
class State:
    word: str
    tone: str
    icon: str


STATES: Final[Mapping[str, State]] = {
    "passed": State("Đạt", "good", "passed"),
    "failed": State("Chưa đạt", "bad", "failed"),
    "unknown": State("Chưa rõ", "open", "unknown"),
    "overdue": State("Quá hạn", "bad", "overdue"),
    "due_soon": State("Sắp đến hạn", "soon", "due-soon"),
    "unverified": State("Chưa đối chiếu văn bản gốc", "note", "unverified"),
    "past": State("Đã xong", "good", "passed"),
    "present": State("Đang làm", "open", "present"),
    "possible": State("Có thể làm", "open", "possible"),
    "later": State("Chưa đến bước này", "quiet", "later"),
}


@register.simple_tag
def state(name: str, word: str = "") -> SafeString:
    """``{% state "passed" %}``: icon and word; ``word`` replaces the usual one ("Đạt yêu cầu")."""
    known = STATES[str(name)]
    return format_html('<span class="state state-{}">{}{}</span>', known.tone, icon(known.icon), word or known.word)


# Days


@register.filter(expects_localtime=True)
def day(value: object) -> str:
    """``05/09/2026``; a partial date as much as is known; ISO text from a record; nothing when there is none."""
    if isinstance(value, PartialDate):
        return value.display
    if isinstance(value, datetime):
        return f"{value:%H:%M} ngày {display(value.date())}"
    if isinstance(value, date):
        return display(value)
    return PartialDate.parse(str(value)).display if value else ""


@register.simple_tag
def relative_day(due: date, today: date, calendar: WorkCalendar | None = None) -> str:
    """``3 ngày làm việc nữa (30/11)``: both the distance and the day; working days when a calendar is given."""
    unit = "ngày làm việc" if calendar else "ngày"
    distance = calendar.between(today, due) if calendar else (due - today).days
    absolute = f"{due.day:02}/{due.month:02}" if due.year == today.year else display(due)
    if due == today:
        words = "hôm nay"
    elif due < today:
        words = f"quá hạn {number(max(-distance, 1))} {unit}"
    else:
        words = f"{number(max(distance, 1))} {unit} nữa"
    return f"{words} ({absolute})".replace(f" {unit}", f"{NBSP}{unit}", 1)


# Numbers


@register.filter
def number(value: object) -> str:
    """``5.800`` and ``12,5``; a fraction as ``2/3``; nothing when there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else number(value.numerator)
    if not isinstance(value, int | float | Decimal):
        raise TypeError(f"not a number: {value!r}")
    english = f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)).normalize():,f}"
    return english.translate(_SEPARATORS)


@register.filter
def percent(value: object) -> str:
    """``12,5 %`` of a number that is already in hundredths."""
    return f"{number(value)}{NBSP}%" if value is not None else ""


@register.filter
def money(value: object) -> str:
    """``1.250.000 đ``."""
    return f"{number(value)}{NBSP}đ" if value is not None else ""


@register.filter
def cell(value: object) -> str:
    """A table cell as its kind asks: days and numbers in our way, the rest as it is."""
    if isinstance(value, date | PartialDate):
        return day(value)
    if isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool):
        return number(value)
    return "" if value is None else str(value)


@register.filter
def beside(cells: Sequence[object], columns: Sequence[object]) -> list[tuple[object, object]]:
    """Each cell with its column; a row of another length is a mistake of the page."""
    return list(zip(columns, cells, strict=True))


@register.filter
def turn(key: str, order: str | None) -> str:
    """What a press on a column head asks for: ascending first, then the other way round."""
    return f"-{key}" if order == key else key


# Citations and findings


@dataclass(frozen=True, slots=True)
class Cited:
    label: str
    confidence: Confidence
    inherited: bool = False
    note: str = ""

    @property
    def certain(self) -> bool:
        return self.confidence.binds


def _read(source: object, name: str) -> Any:
    return source.get(name) if isinstance(source, Mapping) else getattr(source, name, None)


@register.filter
def cited(citation: object) -> Cited | None:
    """A ``Citation``, the dict that a record keeps of one, or plain words, ready to be shown."""
    if not citation:
        return None
    if isinstance(citation, str):
        return Cited(citation, Confidence.HIGH)
    instrument = _read(citation, "instrument")
    named = instrument if isinstance(instrument, str) else _read(instrument, "label")
    label = _read(citation, "label") or f"{_read(citation, 'clause') or ''} {named or ''}".strip()
    confidence = Confidence(_read(citation, "confidence") or Confidence.HIGH)
    return Cited(label, confidence, bool(_read(citation, "inherited")), _read(citation, "note") or "")


@register.filter
def source_of(finding: object) -> object:
    """The citation of a ``Finding``, or of the row that a record keeps of one (its words and confidence)."""
    if citation := _read(finding, "citation"):
        return citation
    words = _read(finding, "source")
    return {"label": words, "confidence": _read(finding, "confidence")} if words else None


@register.filter
def at(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """``{{ links|at:finding.asks }}``: the value under a key that a template holds in a variable."""
    return mapping.get(key) if mapping else None
