"""Whether the dated facts of a person follow each other sensibly. Pure; no database, no clock.

These are matters of order, not of law: what the regulations ask (twelve months, thirty-six months, a card after
recognition) is judged by the matter that decides it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chibo.common.dates import PartialDate, display, earliest_day
from chibo.common.intervals import Interval
from chibo.common.text import nfc
from chibo.foundation.rulebook.findings import Finding, Outcome


def failed(code: str, sentence: str, asks: str = "") -> Finding:
    return Finding(code=code, outcome=Outcome.FAILED, sentence=sentence, asks=asks)


@dataclass(frozen=True, slots=True)
class Spell:
    """A spell of membership as the rules see it."""

    kind: str
    starts_on: date
    ends_on: date | None


class SpellLine(NamedTuple):
    """A spell of membership as a list knows it; ``undated``: official, but since when is not known."""

    kind: str
    starts_on: date
    ends_on: date | None = None
    ends_by: str = ""
    undated: bool = False
    decision: str = ""
    decided_on: date | None = None
    restored: bool = False


def check_document(document: str, document_on: date | None, on: date, asks: str = "decision") -> list[Finding]:
    """A decision has a number and a day, and nothing takes effect before it was signed."""
    if not document.strip():
        return [failed("DOC-NUMBER", "Chưa ghi số quyết định.", asks)]
    if document_on is None:
        return [failed("DOC-DAY", "Chưa ghi ngày quyết định.", "decided_on")]
    if document_on > on:
        return [
            failed(
                "DOC-DAY",
                f"Quyết định ký ngày {display(document_on)}, sau ngày thực hiện {display(on)}.",
                "decided_on",
            )
        ]
    return []


def check_born(born_on: str, on: date) -> list[Finding]:
    if not born_on:
        return []
    try:
        late = earliest_day(born_on) >= on
    except ValueError as error:
        return [failed("PERSON-BORN", f"{error}.", "born_on")]
    if late:
        born = PartialDate.parse(born_on).display
        return [failed("PERSON-BORN", f"Ngày sinh {born} không trước ngày {display(on)}.", "born_on")]
    return []


def check_identity(identity: str) -> list[Finding]:
    if not identity or (identity.isascii() and identity.isdigit() and len(identity) == 12):
        return []
    return [failed("PERSON-IDENTITY", f"Số định danh có {len(identity)} ký tự; cần đúng 12 chữ số.", "identity")]


def check_new_spell(spells: Iterable[Spell], on: date) -> list[Finding]:
    """Nobody is a member twice over, and a spell does not begin inside an earlier one."""
    for spell in spells:
        if spell.ends_on is None:
            return [failed("SPELL-OPEN", f"Người này đang là đảng viên từ ngày {display(spell.starts_on)}.", "on")]
        if spell.ends_on > on:
            return [
                failed(
                    "SPELL-ORDER",
                    f"Ngày {display(on)} nằm trước khi kết thúc thời gian là đảng viên trước đó "
                    f"({display(spell.ends_on)}).",
                    "on",
                )
            ]
    return []


def check_recognition(open_spell: Spell | None, effective_on: date, decided_on: date | None) -> list[Finding]:
    """Official after admission, and by a decision that does not come before the day it speaks of."""
    if open_spell is None or open_spell.kind != "PROBATIONARY":
        return [failed("REC-PROBATIONARY", "Người này hiện không phải là đảng viên dự bị.")]
    if effective_on <= open_spell.starts_on:
        return [
            failed(
                "REC-ORDER",
                f"Ngày được công nhận chính thức {display(effective_on)} không sau ngày kết nạp "
                f"{display(open_spell.starts_on)}.",
                "effective_on",
            )
        ]
    if decided_on is not None and decided_on < effective_on:
        return [
            failed(
                "REC-ORDER",
                f"Quyết định ký ngày {display(decided_on)}, trước ngày được công nhận chính thức "
                f"{display(effective_on)}.",
                "decided_on",
            )
        ]
    return []


def check_end(open_spell: Spell | None, on: date, last_change_on: date | None = None) -> list[Finding]:
    if open_spell is None:
        return [failed("SPELL-NONE", "Người này hiện không phải là đảng viên.")]
    latest = max(filter(None, (open_spell.starts_on, last_change_on)))
    if on <= latest:
        return [
            failed(
                "SPELL-ORDER",
                f"Ngày {display(on)} không sau ngày thay đổi gần nhất trong hồ sơ ({display(latest)}).",
                "on",
            )
        ]
    return []


def check_follows(on: date, starts_on: date, what: str) -> list[Finding]:
    """A row is closed after the day it began."""
    if on > starts_on:
        return []
    return [failed("ORDER", f"Ngày {display(on)} không sau ngày bắt đầu {what} ({display(starts_on)}).", "on")]


def check_until(on: date, until: date | None) -> list[Finding]:
    if until is None or until > on:
        return []
    return [failed("ORDER", f"Ngày kết thúc {display(until)} không sau ngày bắt đầu {display(on)}.", "until")]


def check_no_overlap(rows: Iterable[Interval], on: date, until: date | None, sentence: str) -> list[Finding]:
    """The new interval shares no day with those of the same kind."""
    new = Interval(on, until)
    return [failed("OVERLAP", sentence, "on")] if any(row.overlaps(new) for row in rows) else []


#: Letters that stand at the end of a CV number.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZĐ"
CV_NUMBER_LENGTH = 20


def check_card_number(number: str) -> list[Finding]:
    digits = number.replace(".", "").replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) in {8, 12}:
        return []
    return [failed("CARD-NUMBER", f"Số thẻ “{number}” phải có 8 chữ số (thẻ cũ) hoặc 12 chữ số.", "number")]


def cv_number(text: str) -> str:
    """A CV number as it is kept: "012 345-vp" is 012345VP."""
    return "".join(char for char in nfc(text).upper() if char not in " .-/")


def check_cv_number(number: str) -> list[Finding]:
    """Digits and the letters of a committee, as asked since 2012; which letters came with the mergers is not known."""
    digits = number.rstrip(_LETTERS)
    if digits.isascii() and digits.isdigit() and len(number) <= CV_NUMBER_LENGTH:
        return []
    return [failed("CV-NUMBER", f"Số lý lịch “{number}” gồm các chữ số, sau đó là chữ của tỉnh ủy.", "cv_number")]
