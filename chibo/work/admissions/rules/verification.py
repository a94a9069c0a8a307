"""Who is verified and how each was settled (VER-SUBJ), sparing (VER-SKIP), the messenger (VER-SENDER), the reply."""

from __future__ import annotations

from collections.abc import Iterable

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent

#: The words of the CV for the groups that the regulation names.
GROUPS = {
    "father": "parents",
    "mother": "parents",
    "spouse_father": "parents_in_law",
    "spouse_mother": "parents_in_law",
}


def is_verified(subject: str, law: Law) -> bool | None:
    """Whether the regulation of the day has this relative verified at all."""
    subjects = law.get("admission.verification_subjects")
    return None if subjects is None else GROUPS.get(subject, subject) in subjects.value


#: Whose membership spares whom: relatives of the applicant's own side, and of the spouse's side.
SIDES = {
    "parents": "own",
    "siblings": "own",
    "children": "own",
    "spouse": "spouse",
    "parents_in_law": "spouse",
    "spouse_siblings": "spouse",
}


def spared(subject: str, members: Iterable[str], confirmed: bool | None, law: Law) -> bool | None:
    """A side with a near relative who is a member, with a complete and confirmed CV, is not verified."""
    rule, side = law.get("admission.verification_when_relative_is_member"), SIDES.get(GROUPS.get(subject, subject))
    if rule is None or side is None:
        return None if rule is None else False
    if side not in {SIDES.get(GROUPS.get(member, member)) for member in members}:
        return False
    return None if confirmed is None else confirmed and rule.value == "not_verified"


@guard("VER-SUBJ")
def check_subjects(facts: Facts, law: Law) -> list[Finding]:
    """Everybody in the CV whom the regulation names is verified or spared with a ground."""
    code = "VER-SUBJ"
    if (subjects := law.get("admission.verification_subjects")) is None:
        return silent(code, "những người phải thẩm tra lý lịch", law)
    if facts.verification_subjects is None or facts.checks is None:
        told = "Chưa ghi những người thuộc diện thẩm tra trong lý lịch."
        return [unknown(code, subjects, told, missing=("verification_subjects",), asks="A07")]
    named = dict.fromkeys(("applicant", *facts.verification_subjects))
    asked = [s for s in named if GROUPS.get(s, s) in subjects.value]
    last = {subject: check for check in facts.checks for subject in check.subjects}  # in order: the last one counts
    settled = {s for s, check in last.items() if check.exemption or check.result == "matches"}
    doubtful = set(last) - settled
    labels = _labels(law)
    if doubtful := doubtful & set(asked):
        told = f"Kết quả thẩm tra chưa khớp hoặc chưa rõ về: {_listed(doubtful, labels)}."
        return [failed(code, subjects, told, who="Cấp ủy cơ sở thẩm tra tiếp hoặc yêu cầu khai lại", asks="A10")]
    if lacking := [s for s in asked if s not in settled]:
        told = f"Chưa có kết quả thẩm tra về: {_listed(lacking, labels)}."
        return [failed(code, subjects, told, who="Cấp ủy cơ sở", asks="A10")]
    return [passed(code, subjects, f"Đã thẩm tra, xác minh: {_listed(asked, labels)}.", subjects=asked)]


def _labels(law: Law) -> dict[str, str]:
    step = law.procedure("admission").steps.get("A07")
    return {code: label.lower() for field in step.fields for code, label in field.choices} if step else {}


def _listed(subjects: object, labels: dict[str, str]) -> str:
    return ", ".join(labels.get(each, each) for each in sorted(subjects))  # type: ignore[call-overload]  # set or list of codes


@guard("VER-SKIP")
def check_sparing(facts: Facts, law: Law) -> list[Finding]:
    """Sparing rests on a CV that is complete and confirmed by the committee that manages the member."""
    code, source = "VER-SKIP", law.get("admission.verification_when_relative_is_member")
    if source is None:
        return silent(code, "trường hợp không phải thẩm tra lý lịch", law)
    if facts.confirmed_complete is None:
        return [unknown(code, source, "Chưa ghi cấp ủy nào xác nhận lý lịch.", missing=("confirmed_complete",))]
    if not facts.confirmed_complete:
        told = "Lý lịch chưa khai đủ hoặc chưa được cấp ủy quản lý xác nhận thì phải thẩm tra."
        return [failed(code, source, told, who="Cấp ủy cơ sở đề nghị thẩm tra", asks="A09")]
    if facts.exemption_ground != "VER-LOCAL" and source.value == "present_politics_only":
        told = "Được giảm: không thẩm tra lịch sử chính trị, vẫn thẩm tra chính trị hiện nay và việc chấp hành."
        return [passed(code, source, told)]
    return [passed(code, source, "Không phải thẩm tra riêng, đã có xác nhận.")]


@guard("VER-SENDER")
def check_sender(facts: Facts, law: Law) -> list[Finding]:
    """The one who is sent is never the applicant or a close relative."""
    code, source = "VER-SENDER", clause(law, "A09")
    if facts.verification_way != "sent_member":
        return []
    if facts.verifier_is_relative is None:
        told = "Chưa ghi người được cử đi có phải người thân của người xin vào Đảng không."
        return [unknown(code, source, told, missing=("verifier_is_relative",))]
    if facts.verifier_is_relative:
        told = "Không cử người thân của người xin vào Đảng đi thẩm tra lý lịch."
        return [failed(code, source, told, who="Chi bộ cử đảng viên khác", asks="verifier")]
    return [passed(code, source, "Người được cử đi không phải người thân của người xin vào Đảng.")]


@guard("VER-REPLY")
def check_reply(facts: Facts, law: Law) -> list[Finding]:
    """Whether the reply kept its limit is said; a late reply is a reply."""
    code, asked_on = "VER-REPLY", facts.days.get("A09")
    limit = _reply_limit(facts, law)
    if limit is None or asked_on is None:
        return []
    due = law.calendar.add(asked_on, limit.number).ends_on
    late = "đúng hạn" if facts.on <= due else "quá hạn"
    told = f"Trả lời {late}: {limit.number} ngày làm việc từ {display(asked_on)}, đến hết {display(due)}."
    return [passed(code, limit, told, due_on=due.isoformat())]


def _reply_limit(facts: Facts, law: Law) -> Value | None:
    where = "_abroad" if facts.abroad else ""
    return law.get(f"admission.verification_reply{where}_working_days")
