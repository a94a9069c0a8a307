"""What a member owes for a month, by the law of that month, never of today: amount, arithmetic, source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from chibo.foundation.rulebook.answers import passed, unknown
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.units import percent
from chibo.roll.members.rules.seniority import Service, seniority
from chibo.work.fees.rules.money import exactly, rounded, shown
from chibo.work.fees.rules.months import last_day, said

#: Categories paid as a part of an income that the member declares: the rate, and what the income is called.
OF_INCOME: Mapping[str, tuple[str, str]] = {
    "agency": ("fees.rate_agency", "tiền lương và phụ cấp"),
    "enterprise": ("fees.rate_enterprise", "tiền lương, tiền công"),
    "social_insurance": ("fees.rate_social_insurance", "lương hưu, trợ cấp bảo hiểm xã hội"),
    "insured": ("fees.rate_insured", "tiền lương đóng bảo hiểm xã hội của tháng trước"),
    "insured_leave": ("fees.rate_insured_leave", "trợ cấp ốm đau, thai sản"),
    "pensioner": ("fees.rate_pensioner", "lương hưu"),
    "pensioner_working": ("fees.rate_pensioner", "lương hưu"),
}
#: Categories paid as a part of the minimum wage of the region.
OF_MINIMUM_WAGE: Mapping[str, str] = {
    "below_retirement": "fees.rate_below_retirement",
    "above_retirement": "fees.rate_above_retirement",
}
#: Categories whose amount stands between two bounds and is set for the member.
AGREED = ("other_in_working_age", "other_beyond_working_age")
REGIONS = ("1", "2", "3", "4")
REGION_NAMES = dict(zip(REGIONS, ("I", "II", "III", "IV"), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """So many hundredths less, in force in the month; one hundred is a waiver."""

    percent: int
    document: str = ""  # in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """What is known of a member for a month. Amounts are đồng a month; None is not known."""

    category: str = ""
    income: int | None = None
    work_income: int | None = None  # of a pensioner who also works
    fee: int | None = None  # stated instead of the income, or agreed within the bounds
    fee_from: date | None = None  # the month for which the stated fee was worked out
    region: str = ""
    service: Service | None = None  # the way in the Party, for party age
    relief: Relief | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """``amount`` is None when it cannot be told; ``blocked`` then says what is missing."""

    amount: int | None
    exempt: bool = False
    words: str = ""  # without the member's income
    arithmetic: str = ""  # with it: for the member and the cell
    blocked: str = ""
    findings: tuple[Finding, ...] = ()
    sources: tuple[Value, ...] = ()

    @property
    def certain(self) -> bool:
        return all(value.binds for value in self.sources)

    @property
    def told(self) -> Finding:
        """The amount with its arithmetic, or what is missing, and where the rate stands written."""
        source = self.sources[0] if self.sources else None
        if self.amount is None:
            return unknown("FEE-DUE", source, self.blocked, missing=("category",))
        return passed("FEE-DUE", source, f"{self.arithmetic}.", **{v.name: v.value for v in self.sources})


def due(payer: Payer, month: date, law: Law) -> Due:
    """The fee of one month; ``law`` is the law of that month.

    Args:
        month: its first day.

    Source: the regulation on party fees in force in the month (``law.governing("fees")``).
    """
    spared = exemption(payer, month, law)
    if spared is not None and spared.outcome is Outcome.PASSED:
        return Due(0, exempt=True, words=spared.sentence, arithmetic=spared.sentence, findings=(spared,))
    categories = law.get("fees.categories")
    if categories is None:
        return Due(None, blocked=f"Chưa biết quy định về đảng phí có hiệu lực tháng {said(month)}.")
    found = _by_category(payer, month, law, categories)
    findings = (spared,) if spared is not None else ()
    return replace(found, findings=(*findings, *found.findings))


def _by_category(payer: Payer, month: date, law: Law, categories: Value) -> Due:
    if not payer.category:
        return Due(None, blocked="Chưa ghi đối tượng đóng đảng phí.", sources=(categories,))
    if payer.category not in categories.value:
        name = law.parameter(categories.name).labels.get(payer.category, payer.category)
        told = f"Đối tượng “{name}” không có trong quy định của tháng {said(month)}; ghi lại đối tượng."
        return Due(None, blocked=told, sources=(categories,))
    if payer.category in OF_INCOME:
        return _of_income(payer, month, law)
    if payer.category in OF_MINIMUM_WAGE:
        return _of_minimum_wage(payer, law)
    if payer.category in AGREED:
        return _agreed(payer, law)
    flat = law.get("fees.student_dong") if payer.category == "student" else None
    if flat is None:
        return Due(None, blocked="Chưa biết mức đóng của đối tượng này; cần văn bản gốc.", sources=(categories,))
    return _finished(Fraction(flat.number), f"{shown(flat.number)} mỗi tháng", payer, law, flat)


def _of_income(payer: Payer, month: date, law: Law) -> Due:
    name, called = OF_INCOME[payer.category]
    rate = law.value(name)
    if payer.income is None:
        return _stated(payer, month, law, rate, called)
    exact, told = rate.fraction * payer.income, f"{percent(rate.fraction)} {called}"
    sums, sources = f"{percent(rate.fraction)} × {shown(payer.income)} ({called})", [rate]
    if payer.category == "pensioner_working":
        more = law.value("fees.rate_pensioner_work")
        if payer.work_income is None:
            return Due(None, blocked="Chưa khai tiền công của công việc đang làm.", sources=(rate, more))
        exact += more.fraction * payer.work_income
        told += f" và {percent(more.fraction)} tiền công"
        sums += f" + {percent(more.fraction)} × {shown(payer.work_income)} (tiền công)"
        sources.append(more)
    return _finished(exact, told, payer, law, *sources, sums=sums)


def _stated(payer: Payer, month: date, law: Law, rate: Value, called: str) -> Due:
    """Only the fee was stated, as the cell agreed; it stands as long as the rate that it was worked out by."""
    if payer.fee is None:
        return Due(None, blocked=f"Chưa khai {called}, cũng chưa ghi số đảng phí đã tính.", sources=(rate,))
    then = law.parameter(rate.name).on(payer.fee_from) if payer.fee_from else rate
    if then is None or then.value != rate.value:
        told = f"Số đảng phí đã tính theo mức cũ; mức của tháng {said(month)} là {percent(rate.fraction)}: tính lại."
        return Due(None, blocked=told, sources=(rate,))
    told = f"{percent(rate.fraction)} {called}, chi bộ lưu số đã tính"
    return _finished(Fraction(payer.fee), told, payer, law, rate)


def minimum_wage(region: str, law: Law) -> Value | None:
    return law.get(f"fees.minimum_wage_region_{region}") if region in REGIONS else None


def _of_minimum_wage(payer: Payer, law: Law) -> Due:
    rate, wage = law.value(OF_MINIMUM_WAGE[payer.category]), minimum_wage(payer.region, law)
    if wage is None:
        blocked = "Cấp ủy chưa ghi chi bộ thuộc vùng lương tối thiểu nào."
        return Due(None, blocked=blocked, sources=(rate,))
    told = (
        f"{percent(rate.fraction)} × {shown(wage.number)} (lương tối thiểu tháng, vùng {REGION_NAMES[payer.region]})"
    )
    return _finished(rate.fraction * wage.number, told, payer, law, rate, wage)


def _agreed(payer: Payer, law: Law) -> Due:
    """Between two bounds; beyond working age it is a part of the amount for those within."""
    least, most = law.value("fees.other_least_dong"), law.value("fees.other_most_dong")
    bounds = f"trong khoảng {shown(least.number)} đến {shown(most.number)}"
    if payer.fee is None:
        return Due(None, blocked=f"Chưa ghi mức đóng của đảng viên ({bounds}).", sources=(least, most))
    if not least.number <= payer.fee <= most.number:
        return Due(None, blocked=f"Mức {shown(payer.fee)} không {bounds}.", sources=(least, most))
    told = f"{shown(payer.fee)} mỗi tháng ({bounds})"
    if payer.category == AGREED[0]:
        return _finished(Fraction(payer.fee), told, payer, law, least, most)
    part = law.value("fees.rate_beyond_working_age")
    told = f"{percent(part.fraction)} × {shown(payer.fee)} (mức trong độ tuổi lao động)"
    return _finished(part.fraction * payer.fee, told, payer, law, part, least, most)


def _finished(exact: Fraction, told: str, payer: Payer, law: Law, *sources: Value, sums: str = "") -> Due:
    """Take the relief off, round, and say how; the arithmetic is told in full."""
    words, sums = told, sums or told
    if payer.relief is not None:
        exact = exact * (100 - payer.relief.percent) / 100
        less = f", giảm {payer.relief.percent} %" if payer.relief.percent < 100 else ", được miễn"
        less += f" theo {payer.relief.document}" if payer.relief.document else ""
        words, sums = words + less, sums + less
    rounding = law.value("fees.rounding")
    amount = rounded(exact, rounding.value)
    end = f" = {shown(amount)}" if exact == amount else f" = {exactly(exact)}, lấy {shown(amount)}"
    waived = payer.relief is not None and payer.relief.percent == 100
    kept = (*sources, rounding) if exact != amount else sources
    return Due(amount, exempt=waived, words=words + end, arithmetic=sums + end, sources=kept)


def exemption(payer: Payer, month: date, law: Law) -> Finding | None:
    """Spared without asking: by party age, or by what the member receives. None when the law knows no such ground."""
    return exempt_by_category(payer.category, law) or _exempt_by_age(payer.service, month, law)


def exempt_by_category(category: str, law: Law) -> Finding | None:
    spared = law.get("fees.exempt_categories")
    if spared is None or category not in spared.value:
        return None
    name = law.parameter(spared.name).labels[category]
    return passed("FEE-EXEMPT", spared, f"Được miễn đảng phí: {name.lower()}.", category=category)


def _exempt_by_age(service: Service | None, month: date, law: Law) -> Finding | None:
    begins = law.get("fees.exempt_from")
    late = begins is not None and begins.value == "month_after"
    day = month - timedelta(days=1) if late else last_day(month)
    found = exempt_by_age(service, day, law)
    return found if found is not None and found.outcome is not Outcome.FAILED else None


def exempt_by_age(service: Service | None, on: date, law: Law) -> Finding | None:
    """Whether party age reaches the years that spare a member, on a day."""
    least = law.get("fees.exempt_party_years")
    if least is None or service is None:
        return None
    told = seniority(replace(service, on=on), law)
    needed = least.number * 12
    if told.months is None:
        if _may_have_it(service, on, least.number):
            sentence = f"Chưa rõ đã đủ {least.number} năm tuổi đảng chưa: chưa có ngày quyết định kết nạp."
            return unknown("FEE-AGE", least, sentence, missing=("decided_on",))
        return None
    sentence = f"Tuổi đảng {told.years} năm {told.months_over} tháng; được miễn khi đủ {least.number} năm."
    outcome = Outcome.PASSED if told.months >= needed else Outcome.FAILED
    return Finding("FEE-AGE", outcome, sentence, least.citation, seen={least.name: least.value, "months": told.months})


def _may_have_it(service: Service, on: date, years: int) -> bool:
    """Without the decision nothing is known; somebody admitted too late for it is not asked about."""
    return service.recognised is not False and service.card_on is None and years > 0 and service.decided_on is None
