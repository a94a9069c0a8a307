"""Who keeps something that follows the tree: told when many organizations have moved, ended or come back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Stake:
    """What an app keeps at organizations that a reorganization touches: how many, and what happens to them."""

    label: str  # "Kỳ thu đảng phí chưa khóa"
    count: int
    told: str = ""  # what becomes of them, in one sentence


#: Asked by a preview: (ids that are to end, ids that move, day) -> what is at stake. One or two queries each.
STAKES: list[Callable[[Collection[int], Collection[int], date], Sequence[Stake]]] = []


def stakes(ending: Collection[int], moving: Collection[int], on: date) -> list[Stake]:
    """Everything that the other apps keep there, those of which there is nothing left out."""
    return [stake for ask in STAKES for stake in ask(ending, moving, on) if stake.count]
