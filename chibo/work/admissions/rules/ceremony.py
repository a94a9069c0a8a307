"""The ceremony: in time or with consent (CER-LIMIT), and at the right place (CER-PLACE)."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.moves import stage
from chibo.work.admissions.rules.sources import clause, decided_by, silent

#: The step whose day starts the clock, by the parameter's word.
STARTS = {"receipt": "A19T", "issue": "A19"}
#: How a decision reaches the new place, by where the dossier stood.
FORWARDS = {"decided-same": "M06", "decided-other": "M07"}


@guard("CER-LIMIT")
def check_ceremony_limit(facts: Facts, law: Law) -> list[Finding]:
    """Within so many working days from receipt or issue, as the text of the day counts; later only with consent."""
    code = "CER-LIMIT"
    limit, start = law.get("admission.ceremony_working_days"), law.get("admission.ceremony_counted_from")
    if limit is None or start is None:
        return silent(code, "thời hạn tổ chức lễ kết nạp", law)
    began = facts.days.get(STARTS[start.value])
    if began is None:
        return [unknown(code, limit, "Chưa có ngày để tính hạn tổ chức lễ kết nạp.", asks=STARTS[start.value])]
    counted = law.calendar.add(began, limit.number)
    term = f"{limit.number} ngày làm việc từ {display(began)}, đến hết {display(counted.ends_on)}"
    told = f"Hạn tổ chức lễ kết nạp là {term}"
    seen = {"counted_from": began.isoformat(), "due_on": counted.ends_on.isoformat()}
    if facts.on <= counted.ends_on:
        return [passed(code, limit, f"{told}.", **seen)]
    if "A20L" in facts.days:
        return [passed(code, limit, f"{told}; đã có văn bản đồng ý của cấp trên trực tiếp cho tổ chức muộn.", **seen)]
    return [
        failed(
            code,
            limit,
            f"{told}; ngày {display(facts.on)} đã quá hạn, chỉ tổ chức khi cấp trên trực tiếp đồng ý.",
            who="Chi bộ báo cáo; cấp ủy cấp trên trực tiếp đồng ý bằng văn bản",
            by=counted.ends_on,
            asks="A20L",
            **seen,
        )
    ]


@guard("CER-PLACE")
def check_ceremony_place(facts: Facts, law: Law) -> list[Finding]:
    """Somebody who has moved is admitted at the new place, and not before a doubt about the procedure is answered."""
    code, days, where = "CER-PLACE", facts.days, stage(facts, law)
    if "M09" in days and days.get("M09B", date.min) < days["M09"]:
        told = "Nơi đến đã đề nghị xem lại thủ tục; chưa có trả lời thì chưa tổ chức lễ kết nạp."
        return [failed(code, clause(law, "M09"), told, asks="M09B")]
    annulled = "M08" in days if where == "decided-late" else facts.review_result == "annulled"
    if annulled:
        told = "Quyết định kết nạp đã bị hủy; nơi đến xem xét, quyết định lại."
        return [failed(code, decided_by(law), told, who="Cấp ủy có thẩm quyền nơi đến", asks="A19V")]
    if where == "decided-late":
        told = "Quyết định kết nạp ban hành quá hạn sau khi chuyển; nơi đi phải hủy, nơi đến quyết định lại."
        return [failed(code, clause(law, "M08"), told, who="Cấp ủy nơi đi", asks="M08")]
    if where not in FORWARDS:
        return []
    if days.get(FORWARDS[where], date.min) >= days["M00"]:
        return [passed(code, clause(law, FORWARDS[where]), "Quyết định đã chuyển đến nơi mới để tổ chức lễ kết nạp.")]
    told = "Người được kết nạp đã chuyển đi; lễ kết nạp không tổ chức ở nơi cũ."
    who = "Cấp ủy nơi đi chuyển quyết định, hồ sơ đến nơi mới"
    return [failed(code, clause(law, FORWARDS[where]), told, who=who, asks=FORWARDS[where])]
