"""Readmission: how long since leaving (READ-1), never for some grounds (READ-2), how often (READ-3), READ-POP."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import display, full_months
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import silent

#: Grounds that have a waiting time of their own, and the parameter that says it.
WAITS = {
    "less_serious_crime": "readmission.min_months_after_expungement",
    "population_policy_third_child": "readmission.population_third_child_months",
    "population_policy_fourth_child": "readmission.population_fourth_child_months",
}
#: Which child a ground speaks of.
CHILDREN = {
    "population_policy_third_child": 3,
    "population_policy_fourth_child": 4,
    "population_policy_fifth_child": 5,
}
_WHO = "Chi bộ chưa đề nghị kết nạp lại"


@condition("readmission")
def is_readmission(facts: Facts, law: Law) -> bool | None:
    return bool(facts.readmission)


def waiting_time(facts: Facts, law: Law) -> Value | None:
    """How long this person must wait; the ordinary time where the ground has none of its own."""
    return law.get(WAITS.get(facts.exit_ground or "", "readmission.min_months"))


def waited(facts: Facts) -> int | None:
    """Whole months since leaving, or since the conviction was expunged where that is what counts."""
    if facts.exit_ground == "less_serious_crime":
        return _months(facts.expunged_on, facts.expunged_months, facts.on)
    return _months(facts.left_on, facts.left_months, facts.on)


def _months(since: date | None, told: int | None, on: date) -> int | None:
    return full_months(since, on) if since else told


@guard("READ-1")
def check_waited(facts: Facts, law: Law) -> list[Finding]:
    code = "READ-1"
    if not facts.readmission:
        return []
    if (least := waiting_time(facts, law)) is None:
        return silent(code, "thời gian chờ kết nạp lại", law)
    crime = facts.exit_ground == "less_serious_crime"
    since = "ngày được xóa án tích" if crime else "ngày ra khỏi Đảng"
    months = waited(facts)
    if months is None:
        missing = ("expunged_on",) if crime else ("left_on",)
        return [
            unknown(code, least, f"Chưa ghi {since}; cần ít nhất {least.number} tháng.", missing=missing, asks="A02R")
        ]
    began = facts.expunged_on if crime else facts.left_on
    day = f" ({display(began)})" if began else ""
    told = f"Từ {since}{day} đến ngày {display(facts.on)} là {months} tháng; cần ít nhất {least.number} tháng"
    if months >= least.number:
        return [passed(code, least, f"{told}.", months=months)]
    return [failed(code, least, f"{told}; chưa đủ.", who=_WHO, months=months)]


@guard("READ-2")
def check_ground(facts: Facts, law: Law) -> list[Finding]:
    """Grounds after which nobody is readmitted; own request only where the family was in special hardship."""
    code = "READ-2"
    if not facts.readmission:
        return []
    excluded, spared = law.get("readmission.excluded_grounds"), law.get("readmission.hardship_exempts")
    if excluded is None:
        return silent(code, "người không được kết nạp lại", law)
    if facts.exit_ground is None:
        return [unknown(code, excluded, "Chưa ghi lý do ra khỏi Đảng.", missing=("exit_ground",), asks="A02R")]
    if facts.exit_ground not in excluded.value:
        return [passed(code, excluded, "Lý do ra khỏi Đảng không thuộc diện loại trừ.", exit_ground=facts.exit_ground)]
    words = law.parameter(excluded.name).labels[facts.exit_ground]
    if spared is not None and facts.exit_ground in spared.value:
        if facts.exit_hardship:
            return [passed(code, spared, f"{words}, vì gia đình đặc biệt khó khăn: được xem xét.")]
        if facts.exit_hardship is None:
            told = f"{words}: chỉ được xem xét khi gia đình đặc biệt khó khăn."
            return [unknown(code, spared, told, missing=("exit_hardship",), asks="A02R")]
    return [failed(code, excluded, f"{words}: không được xem xét kết nạp lại.", who=_WHO)]


@guard("READ-3")
def check_times(facts: Facts, law: Law) -> list[Finding]:
    code = "READ-3"
    if not facts.readmission:
        return []
    if (most := law.get("readmission.max_times")) is None:
        return silent(code, "số lần được kết nạp lại", law)
    if facts.earlier_readmissions is None:
        return [
            unknown(code, most, "Chưa ghi số lần đã được kết nạp lại.", missing=("earlier_readmissions",), asks="A02R")
        ]
    told = f"Đã được kết nạp lại {facts.earlier_readmissions} lần; được kết nạp lại nhiều nhất {most.number} lần"
    if facts.earlier_readmissions < most.number:
        return [passed(code, most, f"{told}.")]
    return [failed(code, most, f"{told}.", who=_WHO)]


@guard("READ-POP")
def check_population(facts: Facts, law: Law) -> list[Finding]:
    """Breach of population policy: barred from a certain child on, and for whoever breaches it again."""
    code, child = "READ-POP", facts.children or CHILDREN.get(facts.exit_ground or "")
    if child is None:
        return []
    barred, repeat = law.get("readmission.population_barred_children"), law.get("readmission.population_repeat_barred")
    if barred is None or repeat is None:
        return silent(code, "người vi phạm chính sách dân số", law)
    if child >= barred.number:
        return [failed(code, barred, f"Sinh con thứ {child}: không xem xét (từ con thứ {barred.number}).", who=_WHO)]
    if facts.violated_again and repeat.value:
        return [failed(code, repeat, "Vi phạm lại chính sách dân số sau khi ra khỏi Đảng: không xem xét.", who=_WHO)]
    return [passed(code, barred, f"Sinh con thứ {child}: được xem xét sau thời gian phấn đấu.", child=child)]
