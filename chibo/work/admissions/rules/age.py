"""Age when the cell considers, counted by month (ELIG-AGE), and the path for those over it (ELIG-AGE60)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition, guard
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.sources import in_years, silent

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Age:
    """The age in whole months; two bounds where only the year of birth is known."""

    least: int
    most: int

    @property
    def words(self) -> str:
        return (
            in_years(self.least) if self.least == self.most else f"từ {in_years(self.least)} đến {in_years(self.most)}"
        )

    def reaches(self, years: int) -> bool | None:
        """At least so many full years."""
        return _sure(self.least >= years * _YEAR, self.most >= years * _YEAR)

    def exceeds(self, years: int) -> bool | None:
        """Past the month in which so many years are full."""
        return _sure(self.least > years * _YEAR, self.most > years * _YEAR)


def _sure(at_least: bool, at_most: bool) -> bool | None:
    return at_least if at_least == at_most else None


def age_of(facts: Facts) -> Age | None:
    """Months from the month of birth to the month of the meeting: the days in them do not matter."""
    if facts.born is None:
        return None if facts.age_years is None else Age(facts.age_years * _YEAR, facts.age_years * _YEAR)
    months = (facts.on.year - facts.born.year) * _YEAR + facts.on.month
    if facts.born.month is None:
        return Age(months - _YEAR, months - 1)
    return Age(months - facts.born.month, months - facts.born.month)


@condition("over-60")
def over_age(facts: Facts, law: Law) -> bool | None:
    """Whether the person is past the upper age, so that the special path applies."""
    age, limit = age_of(facts), law.get("admission.age_max_years")
    return None if age is None or limit is None else age.exceeds(limit.number)


@guard("ELIG-AGE")
def check_age(facts: Facts, law: Law) -> list[Finding]:
    code = "ELIG-AGE"
    least, most = law.get("admission.age_min_years"), law.get("admission.age_max_years")
    if least is None or most is None:
        return silent(code, "tuổi của người vào Đảng", law)
    if (age := age_of(facts)) is None:
        return [unknown(code, least, "Chưa có ngày, tháng, năm sinh nên chưa tính được tuổi.", missing=("born",))]
    seen: dict[str, Any] = {"age": age.words, "considered_on": facts.on.isoformat()}
    told = _told(facts, age)
    if age.reaches(least.number) is False:
        return [failed(code, least, f"{told}; chưa đủ {least.number} tuổi.", who="Chi bộ chờ đủ tuổi mới xét", **seen)]
    if age.exceeds(most.number):
        return [
            passed(
                code, most, f"{told}; quá {most.number} tuổi nên xét theo điều kiện riêng của người trên tuổi.", **seen
            )
        ]
    if age.reaches(least.number) is None or age.exceeds(most.number) is None:
        return [unknown(code, least, f"{told}; cần rõ tháng sinh.", missing=("born",), **seen)]
    return [passed(code, least, f"{told}; trong tuổi từ {least.number} đến {most.number}.", **seen)]


def _told(facts: Facts, age: Age) -> str:
    born = f"Sinh {_month(facts.born.display)}; đến" if facts.born else "Đến"
    return f"{born} ngày chi bộ xét {display(facts.on)} là {age.words}"


def _month(shown: str) -> str:
    return {10: "ngày ", 7: "tháng ", 4: "năm "}[len(shown)] + shown


@guard("ELIG-AGE60")
def check_over_age(facts: Facts, law: Law) -> list[Finding]:
    """The conditions that all must hold for somebody over age. Consent may still come: CONSENT asks for it in time."""
    code = "ELIG-AGE60"
    if not over_age(facts, law):
        return []
    conditions, decider = law.get("admission.over_age_conditions"), law.get("admission.over_age_decider")
    if conditions is None or decider is None:
        return silent(code, "việc kết nạp người trên tuổi", law)
    met: dict[str, Any] = {name: over_age_condition(facts, name) for name in conditions.value}
    words = {name: law.parameter(conditions.name).labels.get(name, name) for name in met}
    who = "Cấp ủy cơ sở xác nhận; ban thường vụ cấp ủy trực thuộc Trung ương đồng ý bằng văn bản trước khi quyết định"
    if lacking := [name for name, value in met.items() if value is False]:
        told = "; ".join(words[name] for name in lacking)
        return [failed(code, conditions, f"Người trên tuổi chưa đạt điều kiện: {told}.", who=who, **met)]
    if open_ := [name for name, value in met.items() if value is None]:
        told = "; ".join(words[name] for name in open_)
        return [
            unknown(
                code, conditions, f"Người trên tuổi, còn phải xác nhận: {told}.", missing=tuple(open_), who=who, **met
            )
        ]
    return [passed(code, conditions, "Người trên tuổi, đã đủ các điều kiện và có văn bản đồng ý.", **met)]


def over_age_condition(facts: Facts, name: str) -> bool | None:
    """One of the conditions by its code in the parameter; None when nobody has said yet."""
    match name:
        case "health_and_prestige":
            return facts.health_and_prestige
        case "no_organization_or_special_need":
            return _either(facts.base_without_org_or_member, facts.special_need)
        case "prior_written_consent":
            return facts.provincial_consent
    return None


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return True
    return False if one is False and other is False else None
