"""Wrong admissions and recognitions: annulled (REV-1), cured (REV-2), or found at a transfer (REV-3)."""

from __future__ import annotations

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause

_PROCEDURE = "revocation"


@condition("found-at-transfer")
def found_at_transfer(facts: Facts, law: Law) -> bool | None:
    return facts.revocation_kind == "REV-3" and not facts.reception_done


@condition("procedure-defect")
def procedure_defect(facts: Facts, law: Law) -> bool | None:
    """The person qualifies: only the wrong step is made again."""
    return facts.revocation_kind == "REV-2"


@condition("annulment")
def annulment(facts: Facts, law: Law) -> bool | None:
    return None if facts.revocation_kind is None else facts.revocation_kind != "REV-2"


@condition("revocation-needs-consent")
def needs_consent(facts: Facts, law: Law) -> bool | None:
    """Another body than the one that decided annuls only with the higher level's written consent."""
    return bool(facts.issuer_gone or (facts.revocation_kind == "REV-3" and facts.reception_done))


@guard("REV-LAW")
def check_law_of_then(facts: Facts, law: Law) -> list[Finding]:
    """The test is the text in force when the person was considered."""
    code, source = "REV-LAW", clause(law, "V01", _PROCEDURE)
    considered, decided = facts.considered_on, facts.wrong_decided_on
    if considered is None or decided is None:
        told = "Chưa ghi ngày chi bộ xét và ngày quyết định."
        return [unknown(code, source, told, missing=("considered_on", "wrong_decided_on"))]
    if considered > decided or decided > facts.on:
        told = f"Ngày chi bộ xét {display(considered)}, ngày quyết định {display(decided)} không theo thứ tự."
        return [failed(code, None, told, asks="considered_on")]  # of order, not of law
    try:
        texts = law.page.book.page(considered).governing
    except LookupFailed:
        return [unknown(code, source, f"Chưa biết văn bản có hiệu lực ngày {display(considered)}.", missing=("law",))]
    text = texts.get("implementation")
    told = f"Xét theo {text.label}, văn bản có hiệu lực ngày {display(considered)}." if text else ""
    return [passed(code, source, told, instrument=text.key)] if text else [unknown(code, source, "Chưa biết văn bản.")]


@guard("REV-CONSENT")
def check_higher_consent(facts: Facts, law: Law) -> list[Finding]:
    code, source = "REV-CONSENT", clause(law, "V04", _PROCEDURE)
    if not needs_consent(facts, law):
        return []
    if facts.higher_consent:
        return [passed(code, source, "Cấp trên đã đồng ý bằng văn bản.")]
    told = "Nơi khác với cấp đã quyết định chỉ được hủy khi cấp trên đồng ý bằng văn bản."
    return [failed(code, source, told, who="Cấp ủy cấp trên", asks="V04")]


@guard("REV-RESET")
def check_reset(facts: Facts, law: Law) -> list[Finding]:
    """The new date cannot lie before the step that was made again."""
    code, source = "REV-RESET", clause(law, "V07", _PROCEDURE)
    if facts.reset_on is None or facts.redone_on is None:
        return [
            unknown(code, source, "Chưa ghi ngày làm lại và ngày xác định lại.", missing=("redone_on", "reset_on"))
        ]
    if facts.redone_on <= facts.reset_on <= facts.on:
        return [passed(code, source, f"Xác định lại ngày {display(facts.reset_on)}, sau khi làm lại bước sai.")]
    told = f"Ngày xác định lại {display(facts.reset_on)} phải từ ngày làm lại {display(facts.redone_on)} trở đi."
    return [failed(code, source, told, asks="reset_on")]
