"""Recognition: after probation (PROB-OVER), effective on its last day (REC-LATE), three votes, no extension."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent

CELL_VOTES = ("C06", "X04")


def probation_ends_on(facts: Facts, law: Law) -> date | None:
    """The day on which probation is over: so many months from the ceremony, whatever the decision's day."""
    months, began = law.get("recognition.probation_months"), facts.ceremony_on or facts.days.get("C01")
    return add_months(began, months.number) if months and began else None


@guard("PROB-OVER")
def check_probation(facts: Facts, law: Law) -> list[Finding]:
    code, months = "PROB-OVER", law.get("recognition.probation_months")
    end = probation_ends_on(facts, law)
    if months is None or end is None:
        return [unknown(code, months, "Chưa có ngày tổ chức lễ kết nạp.", missing=("ceremony_on",))]
    began = facts.ceremony_on or facts.days["C01"]
    told = f"Lễ kết nạp ngày {display(began)}; đủ {months.number} tháng ngày {display(end)}"
    if facts.on >= end:
        return [passed(code, months, f"{told}.", ends_on=end.isoformat())]
    return [failed(code, months, f"{told}; ngày {display(facts.on)} còn trong thời kỳ dự bị.", who="Chi bộ", by=end)]


@guard("REC-LATE")
def check_effect(facts: Facts, law: Law) -> list[Finding]:
    """However late the cell or committee was, the member is official from the day on which probation was over."""
    code, effect, end = "REC-LATE", law.get("recognition.late_effect"), probation_ends_on(facts, law)
    if effect is None:
        return silent(code, "ngày được công nhận chính thức", law)
    if end is None or facts.official_from is None:
        return [unknown(code, effect, "Chưa có ngày công nhận chính thức.", missing=("official_from",))]
    if facts.official_from == end:
        return [
            passed(
                code,
                effect,
                f"Chính thức kể từ {display(end)}, ngày hết thời kỳ dự bị.",
                official_from=end.isoformat(),
            )
        ]
    told = f"Ghi kể từ {display(facts.official_from)}; phải là {display(end)}, ngày hết thời kỳ dự bị."
    return [failed(code, effect, told, asks="official_from", official_from=end.isoformat())]


def failed_votes(facts: Facts) -> int:
    """Votes of the cell, on recognition or on removal, that reached no result."""
    return facts.failed(*CELL_VOTES) + (facts.failed_votes_elsewhere or 0)


@condition("failed-votes-exhausted")
def exhausted(facts: Facts, law: Law) -> bool | None:
    """So many votes failed that the matter goes to the committee above."""
    most = law.get("recognition.failed_votes_before_report")
    if most is None or any(step in facts.days for step in CELL_VOTES):
        return False
    return failed_votes(facts) >= most.number


@condition("cell-may-vote")
def may_vote(facts: Facts, law: Law) -> bool | None:
    return not exhausted(facts, law)


@guard("REC-3VOTES")
def check_votes_left(facts: Facts, law: Law) -> list[Finding]:
    code = "REC-3VOTES"
    if (most := law.get("recognition.failed_votes_before_report")) is None:
        return silent(code, "số lần biểu quyết", law)
    count = failed_votes(facts)
    told = f"Đã biểu quyết {count} lần không đủ phiếu; sau {most.number} lần thì báo cáo cấp trên trực tiếp"
    if exhausted(facts, law):
        who = "Chi bộ báo cáo; cấp ủy có thẩm quyền xem xét, quyết định"
        return [failed(code, most, f"{told}.", who=who, failed_votes=count)]
    return [passed(code, most, f"{told}.", failed_votes=count)] if count else []


@guard("REC-NOEXT")
def check_no_extension(facts: Facts, law: Law) -> list[Finding]:
    """There is no extension of probation: a case without recognition ends only with a decision to remove."""
    code, allowed = "REC-NOEXT", law.get("recognition.probation_extension_allowed")
    if facts.removal_decided is None:
        return [unknown(code, allowed, "Chưa rõ đã có quyết định xóa tên hay chưa.", missing=("removal_decided",))]
    if facts.removal_decided:
        return [passed(code, allowed, "Đã có quyết định xóa tên đảng viên dự bị.")]
    told = "Không có gia hạn thời kỳ dự bị: chỉ công nhận, hoặc xóa tên theo thủ tục xóa tên."
    return [failed(code, allowed, told, who="Chi bộ mở thủ tục xóa tên nếu không đủ tư cách")]


def check_discipline(still_qualified: bool | None, law: Law) -> list[Finding]:
    """Discipline by itself never refuses recognition; who no longer qualifies is removed, not expelled (REC-DISC)."""
    code, refuses = "REC-DISC", law.get("recognition.discipline_refuses")
    outcome = law.get("recognition.unqualified_outcome")
    if refuses is None or outcome is None:
        return silent(code, "đảng viên dự bị bị kỷ luật", law)
    if still_qualified is None:
        return [unknown(code, outcome, "Chưa rõ còn đủ tư cách đảng viên hay không.", missing=("still_qualified",))]
    if still_qualified and not refuses.value:
        return [passed(code, refuses, "Bị kỷ luật nhưng còn đủ tư cách: hết thời kỳ dự bị vẫn được xét công nhận.")]
    words = law.parameter(outcome.name).labels[outcome.value]
    return [failed(code, outcome, f"Không còn đủ tư cách: {words.lower()}, không dùng hình thức khai trừ.")]


@guard("CARD-NUMBER")
def check_card(facts: Facts, law: Law) -> list[Finding]:
    code, digits = "CARD-NUMBER", law.get("person.card_number_digits")
    if digits is None or facts.card_number is None:
        return [
            unknown(code, digits or clause(law, "C11", "recognition"), "Chưa ghi số thẻ.", missing=("card_number",))
        ]
    number = facts.card_number.replace(".", "").replace(" ", "")
    if number.isdecimal() and len(number) == digits.number:
        return [passed(code, digits, f"Số thẻ đủ {digits.number} chữ số.")]
    return [failed(code, digits, f"Số thẻ phải có đúng {digits.number} chữ số.", asks="card_number")]
