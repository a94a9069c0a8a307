"""Unpaid months of a year: counted for the cell to consider, never an outcome for anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.work.fees.rules.months import told


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthState:
    """How one month that is over stands: what was due, what has been paid for it, why it would not count."""

    month: date
    due: int
    paid: int = 0
    excuse: str = ""  # in words: an accepted reason, exemption from meetings, a temporary transfer


@dataclass(frozen=True, slots=True)
class UnpaidYear:
    year: int
    counted: tuple[date, ...]
    left_out: tuple[tuple[date, str], ...]  # unpaid, and why it does not count
    reached: bool
    finding: Finding | None

    @property
    def words(self) -> str:
        return told(list(self.counted))


def unpaid_year(months: Iterable[MonthState], year: int, law: Law) -> UnpaidYear:
    """The months of a calendar year for which nothing was paid, added up whether or not they follow each other.

    What was paid in part, was not due, or has an accepted reason does not count.

    Source: the Charter and the regulation on carrying it out, on removal from the list (``fees.unpaid_months``).
    """
    counted, left_out = [], []
    for state in sorted(months, key=lambda state: state.month):
        if state.month.year != year or state.due <= 0 or state.paid >= state.due:
            continue
        if state.excuse:
            left_out.append((state.month, state.excuse))
        elif state.paid:
            left_out.append((state.month, "đã đóng một phần"))
        else:
            counted.append(state.month)
    found = check_unpaid(len(counted), law)
    reached = bool(found) and found[0].outcome.value == "failed"
    return UnpaidYear(year, tuple(counted), tuple(left_out), reached, found[0] if found else None)


def check_unpaid(count: int, law: Law, *, accepted: bool = False) -> list[Finding]:
    """Whether so many unpaid months without accepted reason are for the cell to consider."""
    code, limit = "FEE-UNPAID", law.get("fees.unpaid_months")
    if limit is None:
        return []
    if accepted:
        return [passed(code, limit, f"{count} tháng chưa đóng có lý do chính đáng: không xét theo diện này.")]
    sentence = f"{count} tháng trong năm chưa đóng đảng phí, không có lý do được chấp nhận; từ {limit.number} tháng"
    if count < limit.number:
        return [passed(code, limit, f"{sentence} thì chi bộ xem xét.", count=count)]
    return [failed(code, limit, f"{sentence} chi bộ phải xem xét.", who="Chi bộ", count=count)]
