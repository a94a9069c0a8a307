"""Something left out of the CV or stated wrongly (DECL-TRUE): the cell concludes on the degree, people judge."""

from __future__ import annotations

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause


@condition("undeclared-matter")
def has_undeclared_matter(facts: Facts, law: Law) -> bool | None:
    """As the committee wrote when it certified the CV."""
    return facts.undeclared_matter


@guard("DECL-TRUE")
def check_declaration(facts: Facts, law: Law) -> list[Finding]:
    code, source = "DECL-TRUE", law.get("admission.undeclared_matter_weighed") or clause(law, "A07S")
    if not facts.undeclared_matter:
        return []
    if facts.fault_conclusion is None:
        told = "Lý lịch có điều khai thiếu hoặc khai sai; cần khai bổ sung, giải trình và chi bộ kết luận mức độ."
        return [unknown(code, source, told, missing=("fault_conclusion",), who="Chi bộ", asks="A07S")]
    if facts.fault_conclusion == "continue":
        return [passed(code, source, "Đã khai bổ sung, giải trình; chi bộ kết luận tiếp tục xem xét.")]
    return [
        failed(
            code, clause(law, "A12"), "Chi bộ kết luận cố ý không trung thực, dừng xem xét.", who="Chi bộ", asks="A19R"
        )
    ]
