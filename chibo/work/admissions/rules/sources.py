"""Where a rule finds its citation and its values, and what it says when the law of the day has none."""

from __future__ import annotations

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.model import Citation, Value


def clause(law: Law, step: str, procedure: str = "admission") -> Citation | None:
    """The text on which a step rests on this day."""
    try:
        found = law.procedure(procedure).steps.get(step)
    except LookupFailed:
        return None
    return found.citation if found else None


def proposed_by(law: Law) -> Value | None:
    """The Charter's share with which a cell proposes; whatever rests on its vote rests on this."""
    return law.get("admission.cell_threshold")


def decided_by(law: Law) -> Value | None:
    """The majority by which bodies decide; whatever rests on a decision rests on this."""
    return law.get("admission.standing_committee_threshold")


def silent(code: str, what: str, law: Law) -> list[Finding]:
    """The law that we know of says nothing on this day."""
    return [
        unknown(code, None, f"Chưa biết quy định về {what} có hiệu lực ngày {display(law.day)}.", missing=("law",))
    ]


def in_years(months: int) -> str:
    """``17 tuổi 11 tháng``."""
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"
