"""The money that goes with a badge: a multiple of the base salary, each as it stands on the day."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chibo.foundation.rulebook.answers import passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.wording import dong, times


@dataclass(frozen=True, slots=True)
class Bonus:
    """Amounts in đồng; None where the law of the day does not say."""

    multiple: Fraction | None
    base: int | None
    amount: int | None
    findings: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """``1,5 × 2.340.000 đồng = 3.510.000 đồng``."""
        if self.multiple is None or self.base is None or self.amount is None:
            return "Chưa tra được"
        return f"{times(self.multiple)} × {dong(self.base)} = {dong(self.amount)}"


def bonus(level: int, law: Law, base: int | None = None) -> Bonus:
    """What goes with the badge of that many years; ``base`` in đồng stands in for the base salary of the day."""
    value = law.get(f"badge.bonus_{level}")
    salary = law.get("badge.base_salary") if base is None else None
    base = base if base is not None else salary.number if salary else None
    multiple = value.fraction if value else None
    findings: list[Finding] = []
    if value is None:
        told = f"Chưa tra được hệ số tiền thưởng của Huy hiệu {level} năm tuổi đảng."
        findings.append(unknown("BADGE-BONUS", None, told, missing=("bonus_multiple",), who="Văn phòng cấp ủy"))
    else:
        told = f"Huy hiệu {level} năm tuổi đảng: {times(value.fraction)} lần mức lương cơ sở."
        findings.append(passed("BADGE-BONUS", value, told))
    if base is None:
        asks = "Chưa tra được mức lương cơ sở của ngày này."
        findings.append(unknown("BADGE-BASE", None, asks, missing=("base_salary",)))
    elif salary is not None:
        findings.append(passed("BADGE-BASE", salary, f"Mức lương cơ sở {dong(base)}."))
    whole = multiple * base if multiple is not None and base is not None else None
    amount = round(whole) if whole is not None else None
    return Bonus(multiple, base, amount, tuple(findings))
