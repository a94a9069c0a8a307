"""When files are to be compared again, handed over, passed on; the numbers are the law's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.common.dates import add_months, display
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.units import NUMBERS


def next_round_on(last: date | None, law: Law) -> date | None:
    """By when the next comparing is due: so many months after the last one; None when none is known or asked for."""
    every = law.get("records.reconciliation_months")
    return add_months(last, every.number) if last is not None and every is not None else None


def check_round(last: date | None, on: date, law: Law) -> list[Finding]:
    """Whether the half-yearly comparing is in time. It reminds; a round may be opened on any day."""
    every = law.get("records.reconciliation_months")
    if every is None:
        return []
    due = next_round_on(last, law)
    title = f"{law.parameter(every.name).title} {every.number} tháng"
    if due is None:
        return [failed("FILE-ROUND", every, f"{title}; sổ chưa có lần đối chiếu nào.")]
    if due < on:
        return [failed("FILE-ROUND", every, f"{title}; lần tới phải xong trước ngày {display(due)}.", by=due)]
    return [passed("FILE-ROUND", every, f"{title}; lần tới trước ngày {display(due)}.")]


@dataclass(frozen=True, slots=True)
class PassingOn:
    """The file of somebody who died or left the Party goes up: the limit and its last day."""

    limit: Value
    due_on: date


def passing_on(prepared_on: date, law: Law, calendar: WorkCalendar) -> PassingOn | None:
    """Counted in working days from the day on which the notice was written."""
    limit = law.get("records.departed_file_working_days")
    return PassingOn(limit, calendar.add(prepared_on, limit.number).ends_on) if limit is not None else None


def check_passing_on(left: bool, law: Law) -> list[Finding]:
    """The file of somebody who left or died goes up with its notice; when the notice was written, only people know."""
    limit = law.get("records.departed_file_working_days")
    if limit is None or not left:
        return []
    title = law.parameter(limit.name).title
    sentence = f"{title}: {limit.number} {NUMBERS[limit.unit]}. Sổ chưa ghi ngày lập phiếu báo."
    return [unknown("FILE-UP", limit, sentence, who="cấp ủy cơ sở")]


def span(months: int, days: int) -> str:
    """``2 tháng 9 ngày``; nothing that is nought beside something else."""
    parts = [f"{months} tháng"] if months or not days else []
    return " ".join([*parts, *([f"{days} ngày"] if days else [])])


def check_transfer_file(months: int, with_reason: bool, law: Law, *, days: int = 0) -> list[Finding]:
    """More than so many months without handing in the transfer file, and no good reason: the base reports it.

    Args:
        days: beyond the whole months, where the days are known.
    """
    limit = law.get("records.transfer_file_overdue_months")
    if limit is None:
        return []
    told = f"Đã {span(months, days)} chưa nộp hồ sơ chuyển sinh hoạt đảng; phải báo cáo khi quá {limit.number} tháng"
    if (months, days) > (limit.number, 0) and not with_reason:
        return [failed("FILE-TRANSFER", limit, f"{told} mà không có lý do chính đáng.", who="cấp ủy cơ sở")]
    return [passed("FILE-TRANSFER", limit, f"{told} mà không có lý do chính đáng.")]
