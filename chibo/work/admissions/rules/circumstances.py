"""Circumstances with rules of their own (SPEC-*): recorded by the cell, shown by papers, never guessed."""

from __future__ import annotations

from collections.abc import Mapping

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Citation
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import clause, silent


@condition("religious")
def is_religious(facts: Facts, law: Law) -> bool | None:
    return _any(facts, "religious", "dignitary")


@condition("ethnic-chinese")
def is_ethnic_chinese(facts: Facts, law: Law) -> bool | None:
    return facts.has("ethnic_chinese")


@condition("foreign-spouse")
def has_foreign_spouse(facts: Facts, law: Law) -> bool | None:
    return facts.has("foreign_spouse")


@condition("business-owner")
def is_business_owner(facts: Facts, law: Law) -> bool | None:
    return facts.has("business_owner")


@condition("no-cell")
def has_no_cell(facts: Facts, law: Law) -> bool | None:
    return facts.has("no_cell")


@condition("away-or-short-contract")
def is_away_or_on_contract(facts: Facts, law: Law) -> bool | None:
    return _any(facts, "studying_away", "short_contract")


def _any(facts: Facts, *circumstances: str) -> bool | None:
    return None if facts.circumstances is None else any(facts.has(each) for each in circumstances)


def _all_shown(
    code: str, source: Citation | None, what: str, shown: Mapping[str, bool | None], step: str
) -> list[Finding]:
    """Each thing that must be shown is; ``shown`` maps its words to whether it was."""
    if lacking := [words for words, value in shown.items() if value is False]:
        return [failed(code, source, f"{what}: chưa đạt: {'; '.join(lacking)}.", who="Cấp ủy cơ sở", asks=step)]
    if open_ := [words for words, value in shown.items() if value is None]:
        return [unknown(code, source, f"{what}: chưa ghi: {'; '.join(open_)}.", who="Cấp ủy cơ sở", asks=step)]
    return [passed(code, source, f"{what}: đủ {'; '.join(shown)}.")]


@guard("SPEC-REL")
def check_religion(facts: Facts, law: Law) -> list[Finding]:
    if not is_religious(facts, law):
        return []
    shown = {
        "tôn giáo được Nhà nước công nhận": facts.religion_recognised,
        "cấp trên đồng ý bằng văn bản": facts.religion_consent,
    }
    return _all_shown("SPEC-REL", clause(law, "A13T"), "Người theo tôn giáo", shown, "A13T")


@guard("SPEC-HOA")
def check_ethnic_chinese(facts: Facts, law: Law) -> list[Finding]:
    """The child of a member is handled as anybody else."""
    if not facts.has("ethnic_chinese") or facts.member_child:
        return []
    shown = {
        "số đời sinh sống theo quy định": facts.three_generations,
        "giấy tờ quốc tịch": facts.nationality_papers,
        "thẩm tra của cơ quan an ninh": facts.security_verified,
    }
    return _all_shown("SPEC-HOA", clause(law, "A13H"), "Người Hoa", shown, "A13H")


@guard("SPEC-FOR")
def check_foreign_spouse(facts: Facts, law: Law) -> list[Finding]:
    if not facts.has("foreign_spouse"):
        return []
    shown = {
        "hôn nhân hợp pháp": facts.marriage_lawful,
        "lý lịch của vợ hoặc chồng": facts.spouse_cv,
        "kết luận của cơ quan an ninh": facts.security_verified,
    }
    return _all_shown("SPEC-FOR", clause(law, "A13F"), "Có vợ hoặc chồng là người nước ngoài", shown, "A13F")


@guard("SPEC-BIZ")
def check_business_owner(facts: Facts, law: Law) -> list[Finding]:
    if not facts.has("business_owner"):
        return []
    shown = {
        "thuộc đối tượng được xét": facts.owner_qualifies,
        "doanh nghiệp làm tròn nghĩa vụ": facts.duties_fulfilled,
    }
    return _all_shown("SPEC-BIZ", clause(law, "A13B"), "Chủ doanh nghiệp tư nhân", shown, "A13B")


@guard("SPEC-NOCELL")
def check_entrusted(facts: Facts, law: Law) -> list[Finding]:
    if not facts.has("no_cell"):
        return []
    source = clause(law, "A05N")
    if "A05N" in facts.days:
        return [passed("SPEC-NOCELL", source, "Cấp ủy có thẩm quyền đã giao chi bộ này xem xét.")]
    told = "Nơi chưa có chi bộ thì cấp ủy có thẩm quyền phải giao một chi bộ xem xét."
    return [failed("SPEC-NOCELL", source, told, who="Cấp ủy có thẩm quyền", asks="A05N")]


@guard("SPEC-STUDY")
def check_study(facts: Facts, law: Law) -> list[Finding]:
    """Long enough away: considered there, with the written opinion of the sending unit."""
    if not facts.has("studying_away"):
        return []
    return _opinion_and_place("SPEC-STUDY", "admission.study_place_min_months", "học tập hoặc biệt phái", facts, law)


@guard("SPEC-CONTRACT")
def check_contract(facts: Facts, law: Law) -> list[Finding]:
    """Short contracts are considered at the residence, with the employer's opinion."""
    if not facts.has("short_contract"):
        return []
    return _opinion_and_place(
        "SPEC-CONTRACT", "admission.contract_residence_below_months", "làm việc theo hợp đồng", facts, law
    )


def _opinion_and_place(code: str, parameter: str, doing: str, facts: Facts, law: Law) -> list[Finding]:
    if (bound := law.get(parameter)) is None:
        return silent(code, f"nơi xét kết nạp người đang {doing}", law)
    if facts.months_here is None or facts.employer_opinion is None:
        return [unknown(code, bound, f"Người đang {doing}: chưa ghi số tháng và ý kiến bằng văn bản.", asks="A14K")]
    if not facts.employer_opinion:
        return [
            failed(
                code,
                bound,
                f"Người đang {doing}: chưa có ý kiến bằng văn bản của nơi cử đi, nơi sử dụng.",
                asks="A14K",
            )
        ]
    where = "workplace" if facts.months_here >= bound.number else "residence"
    words = {"workplace": "nơi đang học tập, làm việc", "residence": "nơi cử đi hoặc nơi cư trú"}
    told = f"Người đang {doing} {facts.months_here} tháng, mốc là {bound.number} tháng: xét ở {words[where]}."
    if facts.cell_is in {None, where}:
        return [passed(code, bound, told, months_here=facts.months_here)]
    if where == "residence":
        return [failed(code, bound, told, who=f"Chi bộ {words[where]} xét", months_here=facts.months_here)]
    elsewhere = f"{told} Xét ở nơi cư trú chỉ khi nơi làm việc chưa có tổ chức đảng."
    return [unknown(code, bound, elsewhere, who="Cấp ủy cơ sở xác nhận", months_here=facts.months_here)]
