"""Schooling (ELIG-EDU): the ordinary minimum, the lower one of hard areas, and that of elders with consent."""

from __future__ import annotations

from typing import Any

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import silent


def _in_hard_area(facts: Facts, law: Law) -> bool | None:
    areas, kinds = law.get("admission.education_hard_areas"), law.get("admission.education_sea_kinds")
    if kinds is not None and facts.applicant_kind in kinds.value:
        return True
    return None if areas is None or facts.area is None else facts.area in areas.value


def _is_elder(facts: Facts, law: Law) -> bool:
    """One of the people for whom reading and writing may be enough, where they live."""
    kinds = law.get("admission.education_elder_kinds")
    return kinds is not None and facts.applicant_kind in kinds.value and _in_hard_area(facts, law) is not False


def education_minimum(facts: Facts, law: Law) -> Value | None:
    """The least schooling asked of this applicant."""
    if _is_elder(facts, law):
        return law.get("admission.education_minimum_elder")
    if _in_hard_area(facts, law):
        return law.get("admission.education_minimum_hard_area")
    return law.get("admission.education_minimum")


def _reaches(education: str, minimum: Value | None, law: Law) -> bool:
    """By the ladder of schooling, lowest first; what stands on none of its rungs reaches nothing."""
    ladder = law.get("admission.education_ladder")
    rungs: tuple[str, ...] = ladder.value if ladder else ()
    if minimum is None or education not in rungs or minimum.value not in rungs:
        return False
    return rungs.index(education) >= rungs.index(minimum.value)


def without_consent(facts: Facts, law: Law) -> bool:
    """Whether the schooling is enough by itself."""
    accepted = law.get("admission.education_accepted")
    if accepted is not None and facts.education in accepted.value:
        return True
    hard = law.get("admission.education_minimum_hard_area")
    return bool(facts.education and _in_hard_area(facts, law) and _reaches(facts.education, hard, law))


def needs_consent(facts: Facts, law: Law) -> bool | None:
    """An elder who only reads and writes needs the province's written consent."""
    if not _is_elder(facts, law):
        return False
    if facts.education is None:
        return None
    elder = law.get("admission.education_minimum_elder")
    return not without_consent(facts, law) and _reaches(facts.education, elder, law)


@guard("ELIG-EDU")
def check_education(facts: Facts, law: Law) -> list[Finding]:
    code = "ELIG-EDU"
    minimum = education_minimum(facts, law)
    if minimum is None:
        return silent(code, "trình độ học vấn của người vào Đảng", law)
    asked = law.parameter(minimum.name).labels.get(minimum.value, minimum.value).lower()
    if facts.education is None:
        told = f"Chưa ghi trình độ giáo dục phổ thông; mức tối thiểu là {asked}."
        return [unknown(code, minimum, told, missing=("education",))]
    ladder = law.get("admission.education_ladder")
    names = law.parameter(ladder.name).labels if ladder else {}
    has = names.get(facts.education, facts.education)
    seen: dict[str, Any] = {"education": facts.education, "area": facts.area, "applicant_kind": facts.applicant_kind}
    if without_consent(facts, law):
        return [passed(code, minimum, f"{has}; mức tối thiểu là {asked}.", **seen)]
    if not needs_consent(facts, law):
        told = f"{has}; chưa đạt mức tối thiểu là {asked}."
        return [failed(code, minimum, told, who="Chi bộ chưa xét", **seen)]
    return [_consent(facts, minimum, has, seen)]


def _consent(facts: Facts, minimum: Value, has: str, seen: dict[str, Any]) -> Finding:
    who = "Ban thường vụ cấp ủy trực thuộc Trung ương đồng ý bằng văn bản trước khi quyết định"
    if facts.provincial_consent:
        return passed("ELIG-EDU", minimum, f"{has}; thuộc diện được xét và đã có văn bản đồng ý.", **seen)
    if facts.provincial_consent is None:
        told = f"{has}; thuộc diện được xét khi có văn bản đồng ý."
        return unknown("ELIG-EDU", minimum, told, missing=("provincial_consent",), who=who, asks="A13P", **seen)
    return failed("ELIG-EDU", minimum, f"{has}; thuộc diện được xét nhưng chưa có văn bản đồng ý.", who=who, **seen)
