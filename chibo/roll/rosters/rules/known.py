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
    first_run: list[KnownSpell] = field(default_factory=list)  # and those from the first one on

    def __post_init__(self) -> None:
        for spell in reversed(self.spells):
            if self.run and self.run[0].starts_on != spell.ends_on:
                break
            self.run.insert(0, spell)
        for spell in self.spells:
            if self.first_run and self.first_run[-1].ends_on != spell.starts_on:
                break
            self.first_run.append(spell)

    @property
    def came_back(self) -> bool:
        """Whether this is a second life in the Party, or a later one."""
        return bool(self.run) and self.first_run[0] is not self.run[0]

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
        return official_of(self.run)

    @property
    def is_member(self) -> bool:
        return self.last is not None and self.last.ends_on is None


def official_of(run: list[KnownSpell]) -> date | None:
    """Since when official at the end of the run; nothing where that is not known or not so."""
    last = run[-1] if run else None
    return last.starts_on if last and last.kind == "OFFICIAL" and not last.undated else None
