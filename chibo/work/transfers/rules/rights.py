"""What a temporary member may do, and where: votes, strength, fees, discipline (mục 6.3.2)."""

from __future__ import annotations

from chibo.foundation.rulebook.law import Law

HOME, AWAY = "official_place", "temporary_place"


def place_for(what: str, law: Law) -> str | None:
    """Where a temporary member votes, counts, pays or is rated: ``official_place`` or ``temporary_place``."""
    value = law.get(f"transfer.temporary_{what}_at")
    return value.value if value else None


def may_vote(at: str, law: Law, *, official: bool = True) -> bool | None:
    """Voting, standing and electing go together; a probationary member has none of them anywhere."""
    place = place_for("votes", law)
    return None if place is None else official and place == at


def may_discipline(form: str, law: Law) -> bool | None:
    """Whether the temporary place itself decides on this form of discipline."""
    forms = law.get("transfer.temporary_discipline_forms")
    return None if forms is None else form in forms.value


def removal_is_considered(months: int, law: Law, *, reason: bool = False) -> bool | None:
    """So many months in a row without meetings and fees, and without a good reason: the cell considers it."""
    least = law.get("transfer.unattended_months")
    return None if least is None else months >= least.number and not reason
