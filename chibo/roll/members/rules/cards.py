"""Party cards: what their number looks like, and when one may end in which way."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law


def check_number(number: str, law: Law) -> list[Finding]:
    """As many digits as cards of the day have. A card of an earlier kind is asked about, not refused."""
    value = law.get("person.card_number_digits")
    digits = bare(number)
    if not (digits.isascii() and digits.isdigit()):
        return [failed("CARD-NUMBER", None, f"Số thẻ “{number}” chỉ gồm chữ số.", asks="number")]
    if value is None or len(digits) == value.number:
        return []
    kinds = {each.number for each in law.parameter(value.name).values}
    if len(digits) in kinds:
        told = f"Số thẻ {len(digits)} chữ số là mẫu khác; thẻ cấp ngày này có {value.number} chữ số."
        return [unknown("CARD-NUMBER", value, told, asks="number")]
    told = f"Số thẻ “{number}” có {len(digits)} chữ số; cần {value.number}."
    return [failed("CARD-NUMBER", value, told, asks="number")]


def bare(number: str) -> str:
    """The digits alone: ``12.345678`` and ``12 345678`` are one number."""
    return number.replace(".", "").replace(" ", "")


def spellings(number: str) -> set[str]:
    """The ways in which one number of eight or twelve digits is written down."""
    digits = bare(number)
    parted = {f"{digits[:2]}{mark}{digits[2:]}" for mark in ". "}
    return {number, digits, *parted, *(f"{digits[:2]}{mark}{digits[2:5]}{mark}{digits[5:]}" for mark in ". ")}


def check_end(ended_by: str, membership_ended_by: str, law: Law) -> list[Finding]:
    """A card is taken back from whoever left; the family of the deceased keeps it; who is a member holds one.

    ``membership_ended_by`` is the ground on which membership ended; empty while it runs.
    """
    code = "CARD-END"
    if ended_by == "RETURNED":
        value = law.get("card.returned_on")
        if not membership_ended_by:
            told = "Đảng viên đang sinh hoạt thì giữ thẻ; thẻ chỉ thu lại khi đã ra khỏi Đảng."
            return [failed(code, None, told, asks="ended_by")]
        if value is not None and membership_ended_by not in value.value:
            return [failed(code, value, "Không thuộc trường hợp phải thu lại thẻ.", asks="ended_by")]
        return [passed(code, value, "Đã ra khỏi Đảng: chi bộ thu lại thẻ, nộp lên cấp trên.")]
    if ended_by == "KEPT":
        value = law.get("card.family_keeps")
        if membership_ended_by != "DEATH":
            told = "Gia đình giữ thẻ khi đảng viên đã từ trần; hồ sơ chưa ghi việc này."
            return [failed(code, None, told, asks="ended_by")]
        return [passed(code, value, "Đảng viên từ trần: gia đình được giữ thẻ.")]
    return []


def check_order(issued_on: date | None, on: date) -> list[Finding]:
    if issued_on is None or on >= issued_on:
        return []
    return [failed("ORDER", None, f"Ngày {display(on)} trước ngày cấp thẻ {display(issued_on)}.", asks="on")]
