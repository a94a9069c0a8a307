"""Citizenship, political standard, CV certified, and what a local standard asks besides."""

from __future__ import annotations

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent


@guard("ELIG-CIT")
def check_citizenship(facts: Facts, law: Law) -> list[Finding]:
    code = "ELIG-CIT"
    if (asked := law.get("admission.citizenship")) is None:
        return silent(code, "quốc tịch của người vào Đảng", law)
    if facts.citizen is None:
        return [unknown(code, asked, "Chưa ghi quốc tịch.", missing=("citizen",))]
    if facts.citizen:
        return [passed(code, asked, "Là công dân Việt Nam.", citizen=True)]
    return [failed(code, asked, "Không phải công dân Việt Nam.", citizen=False)]


@condition("political-issue")
def has_political_issue(facts: Facts, law: Law) -> bool | None:
    """As the committee wrote when it certified the CV."""
    return facts.political_issue


@guard("ELIG-POL")
def check_politics(facts: Facts, law: Law) -> list[Finding]:
    """Recorded conclusions of committees only; nothing is inferred."""
    code = "ELIG-POL"
    source = clause(law, "A12")
    who = "Cấp ủy cơ sở kết luận; vượt thẩm quyền thì xin ý kiến cấp có thẩm quyền"
    if facts.political_issue is None:
        return [
            unknown(
                code,
                source,
                "Chưa có kết luận về tiêu chuẩn chính trị.",
                missing=("political_issue",),
                who=who,
                asks="A12",
            )
        ]
    if not facts.political_issue:
        return [passed(code, source, "Cấp ủy kết luận không có vấn đề về tiêu chuẩn chính trị.")]
    if facts.within_power is False:
        if facts.provincial_consent:
            return [
                passed(code, source, "Có vấn đề về tiêu chuẩn chính trị; cấp có thẩm quyền đã đồng ý bằng văn bản.")
            ]
        told = "Có vấn đề về tiêu chuẩn chính trị vượt thẩm quyền; cần văn bản đồng ý trước khi quyết định."
        return [unknown(code, source, told, missing=("provincial_consent",), who=who, asks="A13P")]
    if facts.politics_eligible is None:
        told = "Có vấn đề về tiêu chuẩn chính trị; chưa có kết luận đủ điều kiện hay không."
        return [unknown(code, source, told, missing=("politics_eligible",), who=who, asks="A13")]
    if facts.politics_eligible:
        return [passed(code, source, "Có vấn đề về tiêu chuẩn chính trị; cấp ủy kết luận đủ điều kiện xem xét.")]
    return [failed(code, source, "Cấp ủy kết luận không đủ điều kiện về tiêu chuẩn chính trị.", who=who)]


@guard("CV-CERT")
def check_certified(facts: Facts, law: Law) -> list[Finding]:
    """The committee certified the CV before the cell votes."""
    code, source = "CV-CERT", clause(law, "A12")
    if facts.cv_true is None or facts.cv_eligible is None:
        told = "Cấp ủy cơ sở chưa chứng nhận lý lịch."
        return [unknown(code, source, told, missing=("cv_true", "cv_eligible"), who="Cấp ủy cơ sở", asks="A12")]
    if facts.cv_true and (facts.cv_eligible or facts.political_issue):
        return [passed(code, source, "Cấp ủy cơ sở đã chứng nhận lý lịch khai đúng.")]
    why = "lý lịch khai chưa đúng sự thật" if not facts.cv_true else "chưa đủ điều kiện để xem xét"
    return [failed(code, source, f"Cấp ủy cơ sở kết luận {why}.", who="Cấp ủy cơ sở", asks="A12")]


@condition("local-checks")
def asks_locally(facts: Facts, law: Law) -> bool | None:
    return bool((checks := law.get("admission.local_checks")) and checks.value)


@guard("LOCAL-CHECKS")
def check_local(facts: Facts, law: Law) -> list[Finding]:
    """What the committees above ask for beyond the centre, each with its own document."""
    code = "LOCAL-CHECKS"
    if (checks := law.get("admission.local_checks")) is None or not checks.value:
        return []
    labels = law.parameter(checks.name).labels
    if facts.local_met is None:
        told = "; ".join(labels[name] for name in checks.value)
        return [unknown(code, checks, f"Cấp ủy địa phương yêu cầu thêm: {told}.", missing=("local_met",), asks="A13L")]
    if lacking := [labels[name] for name in checks.value if name not in facts.local_met]:
        return [failed(code, checks, f"Chưa đạt tiêu chuẩn của địa phương: {'; '.join(lacking)}.", asks="A13L")]
    return [passed(code, checks, "Đạt các tiêu chuẩn riêng của địa phương.", local_met=facts.local_met)]
