"""Somebody of the register, as far as a list can speak of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class KnownSpell(NamedTuple):
    id: int
    kind: str
    starts_on: date
    ends_on: date | None
    ends_by: str
    undated: bool
    decision: str
    decided_on: date | None


@dataclass(slots=True)
class Known:
    """``inside``: within the scope of the list's organization; about anybody else nothing may be told."""

    id: int
    family_name: str
    given_name: str
    folded: str
    born_on: str
    identity_index: str
    inside: bool
    values: dict[str, str]  # plain columns by field
    cards: dict[str, tuple[int, date | None]]  # number -> row, day of issue
    spells: tuple[KnownSpell, ...]  # in order
    cell: int | None = None
    standings: frozenset[str] = frozenset()
    picture: str = ""
    run: list[KnownSpell] = field(default_factory=list)  # the spells without a gap that lead to the last one

    def __post_init__(self) -> None:
        for spell in reversed(self.spells):
            if self.run and self.run[0].starts_on != spell.ends_on:
                break
            self.run.insert(0, spell)

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def admitted_on(self) -> date | None:
        return self.run[0].starts_on if self.run else None

    @property
    def last(self) -> KnownSpell | None:
        return self.run[-1] if self.run else None

    @property
    def official_on(self) -> date | None:
        """Since when official; nothing where that is not known or not so."""
        last = self.last
        return last.starts_on if last and last.kind == "OFFICIAL" and not last.undated else None

    @property
    def is_member(self) -> bool:
        return self.last is not None and self.last.ends_on is None
