"""When the applicant moves during the process: where the dossier stood decides what follows (06-HD/TW mục 3.9)."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent

#: Steps by which the origin hands the matter over.
_HANDED_OVER = ("M01", "M03", "M05", "M08")


def stage(facts: Facts, law: Law) -> str:
    """Where the dossier stood when the applicant moved; empty when nobody moved or the ceremony is over.

    What the destination does after it took over no longer counts.
    """
    days, moved = facts.days, facts.days.get("M00")
    if moved is None or "A20" in days:
        return ""
    handed = max((days[step] for step in _HANDED_OVER if days.get(step, date.min) >= moved), default=None)
    if "A19" in days and (handed is None or days["A19"] <= handed):
        return _after_decision(facts, law)
    if days.get("A18", date.max) <= moved:
        return "at-decider"
    # Where the base committee votes too, the dossier is resolved once both have: the cell alone is not enough.
    resolved = ["A15", "A17"] if facts.base_votes else ["A15"]
    return "resolved" if all(days.get(step, date.max) <= moved for step in resolved) else "under-consideration"


def _after_decision(facts: Facts, law: Law) -> str:
    """Under the same committee, or else in time or too late after the decision to move."""
    if facts.same_decider:
        return "decided-same"
    limit = law.get("admission.move_ceremony_days_after_move")
    if limit is None or facts.moved_on is None:
        return ""
    late = facts.days["A19"] > law.calendar.add(facts.moved_on, limit.number).ends_on
    return "decided-late" if late else "decided-other"


@condition("moved-under-consideration")
def moved_under_consideration(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "under-consideration"


@condition("moved-resolved")
def moved_resolved(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "resolved"


@condition("moved-at-decider")
def moved_at_decider(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "at-decider"


@condition("moved-decided-same")
def moved_decided_same(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "decided-same"


@condition("moved-decided-other")
def moved_decided_other(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "decided-other"


@condition("moved-decided-late")
def moved_decided_late(facts: Facts, law: Law) -> bool | None:
    return stage(facts, law) == "decided-late"


@condition("review-asked")
def review_asked(facts: Facts, law: Law) -> bool | None:
    return "M09" in facts.days


@guard("BEFORE-CEREMONY")
def check_before_ceremony(facts: Facts, law: Law) -> list[Finding]:
    held = facts.days.get("A20")
    if held is None:
        return []
    told = f"Lễ kết nạp đã tổ chức ngày {display(held)}; từ đó áp dụng việc chuyển sinh hoạt của đảng viên dự bị."
    return [failed("BEFORE-CEREMONY", clause(law, "M00"), told)]


#: What must be done first where the dossier has not yet reached the committee that decides.
_HANDS_OVER = {"under-consideration": "M01", "resolved": "M03"}


@guard("MOVE-HANDOVER")
def check_handed_over(facts: Facts, law: Law) -> list[Finding]:
    """Once somebody has moved, the old place hands over and does not go on by itself."""
    step = _HANDS_OVER.get(stage(facts, law), "")
    if not step:
        return []
    source = clause(law, step)
    if facts.days.get(step, date.min) >= facts.days["M00"]:
        return [passed("MOVE-HANDOVER", source, "Nơi đi đã chuyển hồ sơ; nơi đến tiếp tục.")]
    told = f"Người xin vào Đảng đã chuyển đi ngày {display(facts.days['M00'])}; nơi đi chuyển hồ sơ trước."
    return [failed("MOVE-HANDOVER", source, told, who="Cấp ủy cơ sở nơi đi", asks=step)]


@guard("MOVE-DECISION")
def check_decision_after_move(facts: Facts, law: Law) -> list[Finding]:
    """The destination decides in its own limit from receipt; later, it reports the reasons upward."""
    code, received = "MOVE-DECISION", facts.days.get("M05")
    if received is None:
        return []
    if (limit := law.get("admission.move_decision_working_days")) is None:
        return silent(code, "thời hạn quyết định của nơi đến", law)
    due = law.calendar.add(received, limit.number).ends_on
    term = f"{limit.number} ngày làm việc, đến hết {display(due)}"
    told = f"Nơi đến nhận hồ sơ ngày {display(received)}; hạn quyết định {term}"
    if facts.on <= due:
        return [passed(code, limit, f"{told}.", due_on=due.isoformat())]
    who = "Cấp ủy nơi đến báo cáo lý do với cấp trên"
    return [unknown(code, limit, f"{told}; đã quá hạn, phải báo cáo lý do.", who=who, by=due)]


@guard("MOVE-CEREMONY")
def check_ceremony_after_move(facts: Facts, law: Law) -> list[Finding]:
    """A decision that came too late after the decision to move is annulled, not handed on."""
    code = "MOVE-CEREMONY"
    if (limit := law.get("admission.move_ceremony_days_after_move")) is None:
        return silent(code, "quyết định kết nạp ban hành sau khi chuyển đi", law)
    decided = facts.days.get("A19")
    if decided is None or facts.moved_on is None:
        return [
            unknown(code, limit, "Chưa có ngày quyết định chuyển hoặc ngày quyết định kết nạp.", missing=("moved_on",))
        ]
    end = law.calendar.add(facts.moved_on, limit.number).ends_on
    moved = f"Quyết định chuyển ngày {display(facts.moved_on)}"
    told = f"{moved}, quyết định kết nạp ngày {display(decided)}, mốc {display(end)}"
    if decided <= end:
        return [passed(code, limit, f"{told}: chuyển đến nơi mới tổ chức lễ.")]
    return [failed(code, limit, f"{told}: đã quá mốc, nơi đi hủy quyết định.", who="Cấp ủy nơi đi", asks="M08")]
