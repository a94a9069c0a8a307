"""How long papers stay good (CLASS-VAL, DOS-VAL) and the residence opinion (RES-EXEMPT)."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.model import StepSpec, Value
from chibo.foundation.rulebook.registry import guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent


@guard("CLASS-VAL")
def check_certificate(facts: Facts, law: Law) -> list[Finding]:
    """The certificate is good to the last day of its term, counted to the day on which the cell considers."""
    code = "CLASS-VAL"
    if (term := law.get("admission.certificate_validity_months")) is None:
        return silent(code, "thời hạn của giấy chứng nhận", law)
    who = "Người xin vào Đảng học lại lớp bồi dưỡng nhận thức về Đảng"
    if (issued := facts.days.get("A04")) is not None:
        end = add_months(issued, term.number)
        told = f"Giấy chứng nhận ngày {display(issued)} có giá trị {term.number} tháng, đến hết {display(end)}"
        seen = {"issued_on": issued.isoformat(), "good_until": end.isoformat()}
        if facts.on <= end:
            return [passed(code, term, f"{told}.", **seen)]
        return [failed(code, term, f"{told}; đã quá hạn.", who=who, by=end, asks="A04", **seen)]
    if facts.certificate_months is None:
        return [
            unknown(
                code,
                term,
                "Chưa ghi giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng.",
                missing=("A04",),
                asks="A04",
            )
        ]
    told = f"Giấy chứng nhận đã cấp {facts.certificate_months} tháng, thời hạn {term.number} tháng"
    if facts.certificate_months <= term.number:
        return [passed(code, term, f"{told}.", months=facts.certificate_months)]
    return [failed(code, term, f"{told}; đã quá hạn.", who=who, asks="A04", months=facts.certificate_months)]


def steps_with_term(law: Law) -> list[StepSpec]:
    """The steps whose papers grow stale with the dossier."""
    try:
        steps = law.procedure("admission").steps.values()
    except LookupFailed:
        return []
    return [step for step in steps if step.validity == "admission.dossier_validity_months"]


@guard("DOS-VAL")
def check_dossier(facts: Facts, law: Law) -> list[Finding]:
    """Introductions, resolutions and opinions past their term are made again; verification if something changed."""
    code = "DOS-VAL"
    if (term := law.get("admission.dossier_validity_months")) is None:
        return silent(code, "thời hạn của hồ sơ", law)
    if facts.dossier_months is not None:
        told = f"Hồ sơ lập đã {facts.dossier_months} tháng, thời hạn {term.number} tháng"
        if facts.dossier_months <= term.number:
            return [passed(code, term, f"{told}.", months=facts.dossier_months)]
        again = "phải làm lại giấy giới thiệu, nghị quyết của đoàn thể, bổ sung ý kiến nhận xét"
        return [failed(code, term, f"{told}; {again}.", who="Chi bộ", months=facts.dossier_months)]
    findings = [
        _stale(step, facts.days[step.code], term) for step in steps_with_term(law) if _is_stale(step, facts, term)
    ]
    return [*findings, *_changed(facts, law, term)] or [
        passed(code, term, f"Giấy tờ trong hồ sơ chưa quá {term.number} tháng.")
    ]


def _is_stale(step: StepSpec, facts: Facts, term: Value) -> bool:
    return step.code in facts.days and facts.on > add_months(facts.days[step.code], term.number)


def _stale(step: StepSpec, made: date, term: Value) -> Finding:
    end = add_months(made, term.number)
    told = f"{step.title} ngày {display(made)} đã quá {term.number} tháng, phải làm lại."
    return failed("DOS-VAL", term, told, who="Chi bộ", by=end, asks=step.code, made_on=made.isoformat())


def _changed(facts: Facts, law: Law, term: Value) -> list[Finding]:
    """Verification itself does not lapse: it is supplemented where facts changed."""
    checked = [check.on for check in facts.checks or () if check.on]
    if not checked or facts.on <= add_months(min(checked), term.number) or facts.cv_unchanged:
        return []
    told = f"Thẩm tra lý lịch từ ngày {display(min(checked))} đã quá {term.number} tháng"
    if facts.cv_unchanged is None:
        return [
            unknown(
                "DOS-VAL", term, f"{told}; cần rõ lý lịch có thay đổi không.", missing=("cv_unchanged",), asks="A11"
            )
        ]
    return [
        failed(
            "DOS-VAL", term, f"{told} và lý lịch có thay đổi; phải thẩm tra bổ sung.", who="Cấp ủy cơ sở", asks="A09"
        )
    ]


@guard("RES-EXEMPT")
def check_residence(facts: Facts, law: Law) -> list[Finding]:
    """The opinion of the residence is there, or the text that spares it is named."""
    code, source = "RES-EXEMPT", clause(law, "A14R")
    if facts.residence_opinion is None:
        return [
            unknown(
                code, source, "Chưa ghi ý kiến của chi ủy nơi cư trú.", missing=("residence_opinion",), asks="A14R"
            )
        ]
    if facts.residence_opinion == "given":
        return [passed(code, source, "Đã có ý kiến của chi ủy nơi cư trú.")]
    if facts.residence_exempt_ground:
        return [passed(code, source, f"Được miễn lấy ý kiến nơi cư trú theo {facts.residence_exempt_ground}.")]
    return [failed(code, source, "Miễn lấy ý kiến nơi cư trú thì phải ghi văn bản làm căn cứ.", asks="A14R")]
