"""What the rules on discipline say of a party card lost, misused, pledged or damaged. They inform; a body decides."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value


@dataclass(frozen=True, slots=True)
class CardMishap:
    """``event``: lost, misused, pledged or damaged; ``consequence``: less_serious, serious or very_serious."""

    event: str
    with_reason: bool | None = None
    again: bool = False  # reprimanded for the same before
    consequence: str = "less_serious"
    in_office: bool = False


def discipline_of(mishap: CardMishap, law: Law) -> tuple[Value | None, Value | None]:
    """What the text of the day names, and beside it what it also allows for somebody in office."""
    if mishap.event == "pledged":
        return law.get("records.card_pledged_discipline"), None
    if mishap.event == "damaged":
        return law.get("records.card_damaged_discipline"), None
    if mishap.event == "lost" and mishap.with_reason:
        return law.get("records.card_lost_with_reason_discipline"), None
    if mishap.consequence == "very_serious":
        return law.get("records.card_lost_gravely_discipline"), None
    if mishap.again or mishap.consequence == "serious":
        also = law.get("records.card_lost_in_office_discipline")
        return law.get("records.card_lost_again_discipline"), also if mishap.in_office else None
    name = "records.card_misused_discipline" if mishap.event == "misused" else "records.card_lost_discipline"
    return law.get(name), None


def issued_to(status: str, law: Law) -> tuple[bool, Value] | None:
    """Whether somebody of this status (probationary, official) is given a card."""
    after = law.get("card.after_recognition")
    if after is None:
        return None
    return status == "official" or not after.value, after
