"""Party age (tuổi đảng): from the day of the admission decision, less the time outside party life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chibo.common.dates import add_months, add_years, display, full_months
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Time outside party life: between two days, or so many months of which the days are not known."""

    left_on: date | None = None
    back_on: date | None = None
    months: int = 0
    days: int = 0  # beside the months, where the days themselves are not known
    wrongful: bool = False  # an expulsion or removal later found wrong
    exempt: bool = False  # freed from duties and meetings: away from neither the Party nor its count

    def until(self, on: date) -> tuple[int, int]:
        """Whole months and the days over, up to ``on`` where it has not ended."""
        if self.left_on is None:
            return self.months, self.days
        end = min(self.back_on or on, on)
        months = max(0, full_months(self.left_on, end))
        return months, max(0, (end - add_months(self.left_on, months)).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is known of somebody's way in the Party on the day ``on``."""

    on: date
    decided_on: date | None = None  # the admission decision; of the first one for whoever was readmitted
    decision_lost: bool = False
    card_on: date | None = None  # the day of joining on the party card
    recognised: bool | None = None
    readmitted: bool = False
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class Seniority:
    """Where it starts, what is taken off, and what is left on the day."""

    starts_on: date | None
    months: int | None
    taken_off: int  # whole months
    findings: tuple[Finding, ...]
    counted_from: date | None = None  # the start, moved on by the time that does not count

    @property
    def years(self) -> int | None:
        return None if self.months is None else self.months // 12

    @property
    def months_over(self) -> int | None:
        return None if self.months is None else self.months % 12

    def reached_on(self, years: int) -> date | None:
        """The day on which so many whole years are complete, if nothing more is taken off until then."""
        return None if self.counted_from is None or self.months is None else add_years(self.counted_from, years)


def seniority(service: Service, law: Law) -> Seniority:
    """Party age on the day. A late recognition does not change it; before recognition there is none."""
    starts_on, findings = _start(service, law)
    if service.recognised is False:
        basis = law.get("seniority.basis")
        told = "Tuổi đảng chỉ được tính khi đã công nhận chính thức; khi đó tính từ ngày quyết định kết nạp."
        return Seniority(starts_on, None, 0, (*findings, failed("SEN-RECOGNISED", basis, told)))
    months_off, days_off, gaps = _taken_off(service, law)
    if starts_on is None:
        return Seniority(None, None, months_off, (*findings, *gaps))
    counted_from = add_months(starts_on, months_off) + timedelta(days=days_off)
    months = max(0, full_months(counted_from, service.on))
    return Seniority(starts_on, months, months_off, (*findings, *gaps), counted_from)


def _start(service: Service, law: Law) -> tuple[date | None, list[Finding]]:
    """The day of the decision; where it is lost, the day on the card."""
    code, basis = "SEN-START", law.get("seniority.readmission_basis" if service.readmitted else "seniority.basis")
    if service.decided_on and not service.decision_lost:
        first = " lần đầu" if service.readmitted else ""
        return service.decided_on, [
            passed(code, basis, f"Tính từ ngày quyết định kết nạp{first} {display(service.decided_on)}.")
        ]
    without = law.get("seniority.without_decision_basis")
    if service.card_on and without is not None:
        lost = "Không còn quyết định kết nạp" if service.decision_lost else "Hồ sơ chưa có ngày quyết định kết nạp"
        told = f"{lost}: tính theo ngày vào Đảng ghi trong thẻ đảng viên {display(service.card_on)}."
        return service.card_on, [passed(code, without, told)]
    return None, [unknown(code, basis, "Chưa có ngày quyết định kết nạp.", missing=("decided_on",))]


def _taken_off(service: Service, law: Law) -> tuple[int, int, list[Finding]]:
    months = days = 0
    findings = []
    for absence in service.absences:
        more, rest = absence.until(service.on)
        rule = _rule(absence, law)
        if counts(absence, law):
            findings.append(passed("SEN-GAP", rule, _COUNTED[absence.exempt], counted=True))
            continue
        months, days = months + more, days + rest
        over = f" {rest} ngày" if rest else ""
        told = f"Trừ {more} tháng{over} không tham gia sinh hoạt đảng."
        findings.append(passed("SEN-GAP", rule, told, counted=False, months=more))
    return months, days, findings


def counts(absence: Absence, law: Law) -> bool:
    """Whether time away from party life counts all the same."""
    rule = _rule(absence, law)
    return bool(rule is not None and rule.value)


def _rule(absence: Absence, law: Law) -> Value | None:
    if absence.exempt:
        return law.get("seniority.counts_exempt_time")
    return law.get("seniority.wrongful_discipline_counts" if absence.wrongful else "seniority.counts_outside_time")


_COUNTED = {
    False: "Thời gian bị kỷ luật oan vẫn tính tuổi đảng, liên tục.",
    True: "Thời gian được miễn công tác và sinh hoạt đảng vẫn tính tuổi đảng.",
}
