"""Which months a payment is for: the oldest first, so that two people counting come to the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    month: date
    amount: int


def allocate(amount: int, owed: Iterable[tuple[date, int]]) -> tuple[list[Part], int]:
    """Spread an amount over what is owed, oldest month first; what is left over comes second.

    Args:
        amount: đồng, more than nought.
        owed: month and what is still open for it; months that owe nothing are passed over.
    """
    if amount <= 0:
        raise ValueError(f"{amount} is no payment")
    parts, left = [], amount
    for month, still in sorted(owed):
        if left and still > 0:
            taken = min(left, still)
            parts.append(Part(month, taken))
            left -= taken
    return parts, left
