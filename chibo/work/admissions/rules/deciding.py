"""Votes and decisions: in order, once, by the body that may, with the consent that the case needs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.age import over_age
from chibo.work.admissions.rules.education import needs_consent
from chibo.work.admissions.rules.sources import clause, decided_by, proposed_by, silent

CELL_VOTES = ("A15", "C06", "X04")
BASE_VOTES = ("A17", "C08", "X05")
DECIDING_VOTES = ("A19V", "A19C", "C09V", "C09C", "X06V", "X06C")
DECISIONS = ("A19", "C09", "X06")


@condition("has-division")
def has_division(facts: Facts, law: Law) -> bool | None:
    return facts.has_division


@condition("cell-vote-missed")
def cell_vote_missed(facts: Facts, law: Law) -> bool | None:
    return any(_missed_last(facts, step) for step in CELL_VOTES)


@condition("base-vote-missed")
def base_vote_missed(facts: Facts, law: Law) -> bool | None:
    return any(_missed_last(facts, step) for step in BASE_VOTES)


@condition("vote-missed")
def vote_missed(facts: Facts, law: Law) -> bool | None:
    return any(_missed_last(facts, step) for step in (*CELL_VOTES, *BASE_VOTES))


def _missed_last(facts: Facts, step: str) -> bool:
    """The last vote on the step did not reach its share."""
    missed = facts.missed_on.get(step)
    return missed is not None and facts.days.get(step, missed) <= missed


@condition("needs-provincial-consent")
def needs_provincial_consent(facts: Facts, law: Law) -> bool | None:
    """Over age, an elder who only reads and writes, readmission, a dignitary, or an issue beyond power."""
    readmission = law.get("readmission.needs_provincial_consent")
    grounds = [
        over_age(facts, law),
        needs_consent(facts, law),
        bool(facts.readmission and readmission and readmission.value),
        bool(facts.political_issue) and facts.within_power is False,
        bool(facts.has("dignitary")),
    ]
    if any(grounds):
        return True
    return None if None in grounds else False


@guard("CONSENT")
def check_consent(facts: Facts, law: Law) -> list[Finding]:
    """The province's written consent comes before the decision."""
    code = "CONSENT"
    source = law.get("admission.age_max_years") if over_age(facts, law) else clause(law, "A13P")
    asked = needs_provincial_consent(facts, law)
    if asked is False:
        return []
    if asked is None:
        told = "Chưa rõ có phải có văn bản đồng ý của ban thường vụ cấp ủy trực thuộc Trung ương hay không."
        return [unknown(code, source, told, missing=("born", "education"))]
    if facts.provincial_consent:
        return [passed(code, source, "Đã có văn bản đồng ý của ban thường vụ cấp ủy trực thuộc Trung ương.")]
    told = "Phải có văn bản đồng ý của ban thường vụ cấp ủy trực thuộc Trung ương trước khi quyết định."
    return [failed(code, source, told, who="Cấp ủy có thẩm quyền báo cáo xin ý kiến", asks="A13P")]


@guard("CELL-MIN")
def check_cell_size(facts: Facts, law: Law) -> list[Finding]:
    """A cell too small to function cannot resolve; the committee above adds members or merges it."""
    code = "CELL-MIN"
    if (least := law.get("admission.cell_min_official_members")) is None:
        return silent(code, "số đảng viên chính thức tối thiểu của chi bộ", law)
    if facts.official_members is None:
        return [
            unknown(code, least, "Chưa biết chi bộ có bao nhiêu đảng viên chính thức.", missing=("official_members",))
        ]
    told = f"Chi bộ có {facts.official_members} đảng viên chính thức; cần ít nhất {least.number}"
    if facts.official_members >= least.number:
        return [passed(code, least, f"{told}.", official_members=facts.official_members)]
    who = "Cấp ủy cấp trên bổ sung đảng viên hoặc sáp nhập chi bộ"
    return [failed(code, least, f"{told}.", who=who, official_members=facts.official_members)]


@guard("VOTE-AGAIN")
def check_vote_again(facts: Facts, law: Law) -> list[Finding]:
    """After a missed vote the full result goes up; the body votes again only when the competent committee says so."""
    code, source = "VOTE-AGAIN", proposed_by(law)
    missed = max((day for step, day in facts.missed_on.items() if step in {"A15", "A17"}), default=None)
    if missed is None:
        return []
    told = f"Lần biểu quyết ngày {display(missed)} không đủ tỷ lệ"
    answered = facts.days.get("A15Y")
    if answered is None or answered < missed:
        who = "Báo cáo đầy đủ kết quả; cấp ủy có thẩm quyền xem xét"
        return [failed(code, source, f"{told}; chờ ý kiến của cấp ủy có thẩm quyền.", who=who, asks="A15Y")]
    if facts.after_shortfall == "vote_again":
        return [passed(code, source, f"{told}; cấp ủy có thẩm quyền cho xét và biểu quyết lại.")]
    return [failed(code, source, f"{told}; cấp ủy có thẩm quyền kết luận không kết nạp.", asks="A19R")]


@guard("VOTE-REPORTED")
def check_reported(facts: Facts, law: Law) -> list[Finding]:
    """A missed vote of the base committee on recognition is reported in full before it votes again."""
    missed = facts.missed_on.get("C08")
    if missed is None:
        return []
    code, source = "VOTE-REPORTED", law.get("recognition.committee_threshold")
    if facts.days.get("C08X", date.min) >= missed:
        return [passed(code, source, f"Đã báo cáo kết quả biểu quyết ngày {display(missed)}.")]
    told = f"Kết quả biểu quyết ngày {display(missed)} không đủ tỷ lệ phải báo cáo đầy đủ lên cấp có thẩm quyền trước."
    return [failed(code, source, told, who="Đảng ủy cơ sở", asks="C08X")]


@guard("DOS-CHAIN")
def check_chain(facts: Facts, law: Law) -> list[Finding]:
    """Each body resolves on what the body below resolved last; an appraisal that says no stops the way up."""
    code, days = "DOS-CHAIN", facts.days
    chain = [step for step in ("A15", "A16", "A17", "A18") if step in days]
    findings = [
        failed(
            code,
            proposed_by(law),
            f"Bước {later} ngày {display(days[later])} trước bước {earlier} {display(days[earlier])}; phải làm lại.",
            asks=later,
        )
        for earlier, later in pairwise(chain)
        if days[later] < days[earlier]
    ]
    if facts.appraisal == "not_eligible":
        told = "Thẩm định kết luận không đủ tiêu chuẩn hoặc điều kiện."
        findings.append(failed(code, decided_by(law), told, who="Cấp ủy có thẩm quyền thông báo", asks="A19R"))
    return findings or [passed(code, clause(law, "A18"), "Nghị quyết, thẩm định các cấp đúng thứ tự.")]


@guard("DECIDE-ONCE")
def check_decided_once(facts: Facts, law: Law) -> list[Finding]:
    """One decision for one person; after it was annulled because of a move, the new place decides afresh."""
    annulled = _annulled_on(facts)
    for step in DECISIONS:
        decided = facts.days.get(step)
        if decided is not None and (annulled is None or annulled < decided):
            told = f"Đã có quyết định ngày {display(decided)}; mỗi người chỉ một quyết định."
            return [failed("DECIDE-ONCE", decided_by(law), told)]
    return []


def _annulled_on(facts: Facts) -> date | None:
    """The day on which a decision was annulled before the ceremony."""
    if facts.review_result == "annulled":
        return facts.days.get("M09B")
    return facts.days.get("M08")


@guard("VOTE-STANDS")
def check_vote_stands(facts: Facts, law: Law) -> list[Finding]:
    """A decision rests on the deciding body's last vote: nothing before it made again, nothing annulled since."""
    code, source, days = "VOTE-STANDS", decided_by(law), facts.days
    voted = max((days[step] for step in ("A19V", "A19C") if step in days), default=None)
    if voted is None:
        return [unknown(code, source, "Chưa có kết quả biểu quyết của cấp quyết định.", missing=("A19V",))]
    annulled = _annulled_on(facts)
    again = [step for step in ("A15", "A16", "A17", "A18") if days.get(step, voted) > voted]
    if not again and (annulled is None or annulled < voted):
        return [passed(code, source, f"Quyết định theo kết quả biểu quyết ngày {display(voted)}.")]
    why = "quyết định trước đã bị hủy" if not again else f"bước {', '.join(again)} đã làm lại"
    told = f"Biểu quyết ngày {display(voted)} không còn giá trị vì {why}; phải biểu quyết lại."
    return [failed(code, source, told, who="Cấp có thẩm quyền biểu quyết lại", asks="A19V")]


@guard("DELEGATION")
def check_delegation(facts: Facts, law: Law) -> list[Finding]:
    """Power by delegation rests on the document that granted it; its conditions are judged where they are known."""
    code = "DELEGATION"
    if (kinds := law.get("admission.delegation_kinds")) is None:
        return silent(code, "ủy quyền quyết định kết nạp", law)
    if facts.decider_delegated is False:
        return [
            failed(
                code,
                kinds,
                "Đảng ủy cơ sở này không được ủy quyền quyết định kết nạp.",
                who="Cấp ủy cấp trên ủy quyền",
            )
        ]
    least, years = law.get("admission.delegation_min_members"), law.get("admission.delegation_good_years")
    findings = [passed(code, kinds, "Đảng ủy cơ sở được ủy quyền bằng văn bản của cấp trên.")]
    if facts.delegation_kind is not None and facts.delegation_kind not in kinds.value:
        findings.append(failed(code, kinds, "Loại hình tổ chức không thuộc diện được ủy quyền."))
    if least and facts.delegation_members is not None and facts.delegation_members < least.number:
        told = f"Đảng bộ có {facts.delegation_members} đảng viên; được ủy quyền khi có từ {least.number}."
        findings.append(failed(code, least, told))
    if years and facts.delegation_good_years is not None and facts.delegation_good_years < years.number:
        told = f"Mới {facts.delegation_good_years} năm liền hoàn thành tốt; được ủy quyền khi đủ {years.number} năm."
        findings.append(failed(code, years, told))
    return findings


@guard("BEFORE-DECISION")
def check_before_decision(facts: Facts, law: Law) -> list[Finding]:
    decided = facts.days.get("A19")
    if decided is None:
        return []
    told = f"Đã có quyết định kết nạp ngày {display(decided)}; sai thì xem lại quyết định theo thủ tục riêng."
    return [failed("BEFORE-DECISION", decided_by(law), told)]


@guard("REFUSAL-GROUND")
def check_refusal(facts: Facts, law: Law) -> list[Finding]:
    """Nobody is refused but on a recorded act of a body: a vote, an appraisal or a conclusion."""
    code, source = "REFUSAL-GROUND", decided_by(law)
    grounds = {
        "ban thường vụ hoặc cấp ủy được ủy quyền biểu quyết không đủ phiếu": any(
            _missed_last(facts, step) for step in DECIDING_VOTES
        ),
        "cấp ủy có thẩm quyền kết luận sau lần biểu quyết không đủ phiếu": facts.after_shortfall == "stop",
        "thẩm định kết luận không đủ tiêu chuẩn hoặc điều kiện": facts.appraisal == "not_eligible",
        "cấp ủy cơ sở không chứng nhận lý lịch": facts.cv_true is False or facts.cv_eligible is False,
        "kết luận không đủ điều kiện về tiêu chuẩn chính trị": facts.politics_eligible is False,
        "chi bộ kết luận cố ý không trung thực": facts.fault_conclusion == "stop",
        "không được đồng ý bằng văn bản": facts.provincial_consent is False or facts.religion_consent is False,
    }
    if standing := [words for words, holds in grounds.items() if holds]:
        return [passed(code, source, f"Căn cứ không kết nạp: {'; '.join(standing)}.")]
    told = "Chưa có kết quả biểu quyết hoặc kết luận nào của tập thể làm căn cứ không kết nạp."
    return [failed(code, source, told, who="Tập thể có thẩm quyền xem xét, biểu quyết trước")]
