"""Who introduces (INTRO-1, INTRO-2) and who helps (HELPER, INTRO-4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chibo.common.dates import add_months
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Citation, Value
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts, Introduction
from chibo.work.admissions.rules.age import age_of
from chibo.work.admissions.rules.sources import clause, silent

_UNION_STEPS = {"youth_union": "A14U", "trade_union": "A14V"}


@condition("youth-union-introduces")
def youth_union_introduces(facts: Facts, law: Law) -> bool | None:
    return None if facts.introduction_way is None else facts.introduction_way == "youth_union"


@condition("trade-union-introduces")
def trade_union_introduces(facts: Facts, law: Law) -> bool | None:
    return None if facts.introduction_way is None else facts.introduction_way == "trade_union"


@dataclass(frozen=True, slots=True)
class Asked:
    """How many official members must introduce, and whether a union's resolution must stand beside them."""

    members: Value
    union: bool


def introducers_asked(facts: Facts, law: Law) -> Asked | None:
    if facts.introduction_way is None:
        return None
    union = facts.introduction_way in _UNION_STEPS
    members = law.get("admission.introducers_with_union" if union else "admission.introducers_required")
    return Asked(members, union) if members else None


@guard("INTRO-1")
def check_enough(facts: Facts, law: Law) -> list[Finding]:
    """Enough official members, and the union's resolution where a union introduces. Stale papers do not count."""
    code = "INTRO-1"
    if facts.introduction_way is None:
        return [unknown(code, None, "Chưa ghi cách giới thiệu vào Đảng.", missing=("introduction_way",), asks="A05P")]
    if (asked := introducers_asked(facts, law)) is None:
        return silent(code, "người giới thiệu", law)
    if facts.introductions is None:
        return [unknown(code, asked.members, "Chưa ghi người giới thiệu.", missing=("introductions",), asks="A14B")]
    valid = _valid(facts, law)
    sure = sum(introduction.official is True for introduction in valid)
    seen: dict[str, Any] = {"introducers": sure, "way": facts.introduction_way}
    findings = [_past_youth(facts, law)] if facts.introduction_way == "youth_union" else []
    need = asked.members.number
    if sure < need <= len(valid):
        told = f"Có {len(valid)} người giới thiệu, chưa rõ đủ {need} đảng viên chính thức."
        findings.append(unknown(code, asked.members, told, missing=("introducer_official",), asks="A14B", **seen))
    elif sure < need:
        told = f"Có {sure} đảng viên chính thức giới thiệu còn giá trị, cần {need}."
        findings.append(
            failed(code, asked.members, told, who="Chi bộ phân công người giới thiệu", asks="A14B", **seen)
        )
    elif asked.union and not _resolved(facts):
        told = "Chưa có nghị quyết giới thiệu của tổ chức Đoàn hoặc công đoàn."
        step = _UNION_STEPS[facts.introduction_way]
        findings.append(failed(code, asked.members, told, who="Ban chấp hành đoàn hoặc công đoàn", asks=step, **seen))
    else:
        beside = " và nghị quyết của đoàn thể" if asked.union else ""
        findings.append(passed(code, asked.members, f"Có {sure} đảng viên chính thức giới thiệu{beside}.", **seen))
    return [finding for finding in findings if finding]


def _valid(facts: Facts, law: Law) -> list[Introduction]:
    """The last introduction of each member, where it is not past its term and not by somebody known to be unfit."""
    latest = {i.member or f"{place}": i for place, i in enumerate(facts.introductions or ())}
    return [i for i in latest.values() if i.official is not False and _fresh(i, facts, law)]


def _fresh(introduction: Introduction, facts: Facts, law: Law) -> bool:
    term = law.get("admission.dossier_validity_months")
    if introduction.on is None or term is None or not term.binds:  # DOS-VAL warns of a term that nobody has read
        return True
    return facts.on <= add_months(introduction.on, term.number)


def _resolved(facts: Facts) -> bool:
    return bool(facts.union_resolution) or _UNION_STEPS.get(facts.introduction_way or "", "") in facts.days


def _past_youth(facts: Facts, law: Law) -> Finding | None:
    """A local standard may say from which age the Youth Union no longer introduces."""
    limit, age = law.get("admission.youth_age_max_years"), age_of(facts)
    if limit is None or age is None or not age.exceeds(limit.number):
        return None
    told = f"{age.words}, quá tuổi {limit.number}: cần hai đảng viên chính thức giới thiệu thay cho Đoàn thanh niên."
    return failed("YOUTH-AGE", limit, told, asks="A05P")


@guard("INTRO-2")
def check_introducer(facts: Facts, law: Law) -> list[Finding]:
    """The introducer is an official member who has shared work, study or residence long enough."""
    code = "INTRO-2"
    least, relations = law.get("admission.introducer_common_months"), law.get("admission.introducer_relations")
    if least is None or relations is None:
        return silent(code, "người giới thiệu", law)
    one = Introduction(common_from=facts.common_from, common_months=facts.common_months, on=facts.on)
    months, relation = one.months(facts.on), facts.introducer_relation
    seen: dict[str, Any] = {"official": facts.introducer_official, "months": months, "relation": relation}
    who = "Chi bộ chọn người giới thiệu khác"
    if facts.introducer_official is False:
        return [failed(code, least, "Người giới thiệu phải là đảng viên chính thức.", who=who, **seen)]
    if relation is not None and relation not in relations.value:
        words = law.parameter(relations.name).labels.get(relation, relation)
        told = f"{words}: không được tính theo quy định có hiệu lực ngày này."
        return [failed(code, relations, told, who=who, **seen)]
    if facts.same_base_organisation is False:
        return [failed(code, least, "Không cùng đơn vị thuộc phạm vi tổ chức cơ sở đảng.", who=who, **seen)]
    if months is not None and months < least.number:
        told = f"Mới cùng nhau {months} tháng, cần ít nhất {least.number} tháng."
        return [failed(code, least, told, who=who, **seen)]
    if facts.introducer_official is None or months is None:
        missing = tuple(
            name
            for name, value in (("introducer_official", facts.introducer_official), ("common_from", months))
            if value is None
        )
        return [unknown(code, least, "Chưa đủ thông tin về người giới thiệu.", missing=missing, **seen)]
    return [passed(code, least, f"Đảng viên chính thức, đã cùng nhau {months} tháng.", **seen)]


@guard("HELPER")
def check_helper(facts: Facts, law: Law) -> list[Finding]:
    """The helper is an official member; one who takes over needs no time in common (INTRO-4)."""
    code, source = "HELPER", clause(law, "A03")
    if facts.helper_official is None:
        return [
            unknown(
                code,
                source,
                "Chưa rõ người được phân công có phải đảng viên chính thức.",
                missing=("helper_official",),
            )
        ]
    if not facts.helper_official:
        return [
            failed(
                code,
                source,
                "Người được phân công giúp đỡ phải là đảng viên chính thức.",
                who="Chi bộ phân công người khác",
            )
        ]
    return [passed(code, source, "Người được phân công là đảng viên chính thức.")]


@guard("UNION-COUNTS")
def check_union_counts(facts: Facts, law: Law) -> list[Finding]:
    source = clause(law, "A14U")
    return _counts("UNION-COUNTS", source, facts.union_members, facts.union_agree, facts.union_disagree)


@guard("OPINION-COUNTS")
def check_opinion_counts(facts: Facts, law: Law) -> list[Finding]:
    return _counts("OPINION-COUNTS", clause(law, "A14"), facts.asked, facts.agree, facts.disagree)


def _counts(
    code: str, source: Citation | None, asked: int | None, agree: int | None, disagree: int | None
) -> list[Finding]:
    if asked is None or agree is None or disagree is None:
        return [
            unknown(
                code, source, "Chưa ghi đủ số người được hỏi và số ý kiến.", missing=("asked", "agree", "disagree")
            )
        ]
    if agree + disagree > asked:
        told = f"Tán thành {agree} và không tán thành {disagree} nhiều hơn số người được hỏi {asked}."
        return [failed(code, None, told)]  # of arithmetic, not of law
    return [passed(code, source, f"{agree} tán thành, {disagree} không tán thành trên {asked} người.")]
