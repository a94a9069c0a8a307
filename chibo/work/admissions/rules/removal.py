"""Removal of a probationary member: the way to complain stays open, and the case ends only when it is used or over."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause

_PROCEDURE = "removal-probationary"


@condition("complaint-filed")
def complaint_filed(facts: Facts, law: Law) -> bool | None:
    return "X08" in facts.days


def _complaint_until(facts: Facts, law: Law) -> tuple[Value | None, date | None]:
    limit, received = law.get("recognition.removal_complaint_working_days"), facts.days.get("X07")
    return limit, law.calendar.add(received, limit.number).ends_on if limit and received else None


@guard("REM-COMPLAINT")
def check_complaint(facts: Facts, law: Law) -> list[Finding]:
    """A late complaint is recorded with its reason; whether to take it up is for the committee."""
    code, (limit, until) = "REM-COMPLAINT", _complaint_until(facts, law)
    if limit is None or until is None:
        return [unknown(code, limit, "Chưa ghi ngày giao quyết định.", missing=("X07",), asks="X07")]
    told = f"Được khiếu nại {limit.number} ngày làm việc, đến hết {display(until)}"
    if facts.on <= until:
        return [passed(code, limit, f"{told}.", until=until.isoformat())]
    return [
        unknown(code, limit, f"{told}; đơn gửi sau hạn, cấp ủy xem xét lý do.", who="Cấp ủy có thẩm quyền", by=until)
    ]


@guard("REM-CLOSE")
def check_close(facts: Facts, law: Law) -> list[Finding]:
    code, (limit, until) = "REM-CLOSE", _complaint_until(facts, law)
    decided = law.get("recognition.removal_standing_committee_threshold")
    if facts.complaint_result == "cancelled":
        told = "Quyết định xóa tên đã bị hủy sau khiếu nại."
        return [failed(code, decided, told, asks="X09K")]
    if facts.complaint_result == "upheld":
        return [passed(code, clause(law, "X08A", _PROCEDURE), "Khiếu nại đã được trả lời, giữ nguyên quyết định.")]
    if limit is None or until is None:
        return [unknown(code, limit, "Chưa ghi ngày giao quyết định.", missing=("X07",), asks="X07")]
    if facts.on > until:
        return [passed(code, limit, f"Hết hạn khiếu nại ngày {display(until)}, không có khiếu nại.")]
    return [failed(code, limit, f"Còn trong hạn khiếu nại, đến hết {display(until)}.", by=until)]


@guard("REM-KEPT")
def check_kept(facts: Facts, law: Law) -> list[Finding]:
    """Nobody is both removed and kept."""
    code, decided = "REM-KEPT", law.get("recognition.removal_standing_committee_threshold")
    if "X06" not in facts.days:
        return [passed(code, clause(law, "X09K", _PROCEDURE), "Chưa có quyết định xóa tên.")]
    if facts.complaint_result == "cancelled":
        return [passed(code, clause(law, "X08A", _PROCEDURE), "Quyết định xóa tên đã bị hủy sau khiếu nại.")]
    told = f"Đã có quyết định xóa tên ngày {display(facts.days['X06'])}."
    return [failed(code, decided, told, who="Giải quyết khiếu nại theo thủ tục", asks="X08")]
