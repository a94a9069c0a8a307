"""The moves of a plan, and what they come to: a new drawing of the tree, and where everybody goes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from chibo.roll.organizations.drawing import Closing, Node, Redrawing, Reshaping

#: Levels at which members meet; the other organizations are led by committees.
MEET = frozenset({"CELL", "BASE_CELL"})


@dataclass(frozen=True, slots=True)
class Found:
    """A new organization under ``parent`` (a code; empty at the root)."""

    move: ClassVar[str] = "found"
    code: str
    name: str
    level: str
    kind: str
    parent: str
    registry_code: str = ""
    delegated: bool = False


@dataclass(frozen=True, slots=True)
class Rename:
    move: ClassVar[str] = "rename"
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Relevel:
    move: ClassVar[str] = "relevel"
    code: str
    level: str


@dataclass(frozen=True, slots=True)
class Reparent:
    move: ClassVar[str] = "reparent"
    code: str
    parent: str


@dataclass(frozen=True, slots=True)
class Merge:
    """``code`` ends; what stands below it and, of a cell, everybody in it goes to ``into``."""

    move: ClassVar[str] = "merge"
    code: str
    into: str


@dataclass(frozen=True, slots=True)
class Split:
    """These people of the cell go to ``into``; the others stay, or go where a merge of the cell says."""

    move: ClassVar[str] = "split"
    code: str
    into: str
    people: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Close:
    """``code`` ends with nothing left in it."""

    move: ClassVar[str] = "close"
    code: str


Move = Found | Rename | Relevel | Reparent | Merge | Split | Close
MOVES: Mapping[str, type[Any]] = {kind.move: kind for kind in (Found, Rename, Relevel, Reparent, Merge, Split, Close)}


def written(moves: Iterable[Move]) -> list[dict[str, Any]]:
    """As they are kept with the plan."""
    return [{"move": move.move, **asdict(move)} for move in moves]


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[Move, ...]:
    """Raises KeyError, TypeError: not what :func:`written` wrote."""
    found = []
    for row in rows:
        facts = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items() if key != "move"}
        found.append(MOVES[str(row["move"])](**facts))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the moves come to, all by code."""

    drawing: Redrawing
    everybody: Mapping[str, str] = field(default_factory=dict)  # who ends -> who receives
    people: Mapping[int, str] = field(default_factory=dict)  # of a split cell -> cell
    split: frozenset[str] = frozenset()


def compiled(moves: Sequence[Move], nodes: Mapping[str, Node]) -> Compiled:
    """``nodes`` hold what stands below the organizations that end; without them only what is named is moved."""
    ground = _grounds(moves, nodes)
    changes: dict[str, dict[str, str]] = {}
    for move in moves:
        match move:
            case Rename():
                changes.setdefault(move.code, {})["name"] = move.name
            case Relevel():
                changes.setdefault(move.code, {})["level"] = move.level
            case Reparent():
                changes.setdefault(move.code, {})["parent"] = move.parent
    merged = {move.code: move.into for move in moves if isinstance(move, Merge)}
    ending = [move.code for move in moves if isinstance(move, Merge | Close)]
    for node in nodes.values():
        if node.parent in merged and node.code not in ending:
            changes.setdefault(node.code, {}).setdefault("parent", merged[node.parent])
    splits = [move for move in moves if isinstance(move, Split)]
    drawing = Redrawing(
        founded=tuple(_node(move) for move in moves if isinstance(move, Found)),
        reshaped=tuple(Reshaping(code, **change) for code, change in changes.items()),
        closed=tuple(Closing(code, ground[code]) for code in dict.fromkeys(ending)),
        successions=(*merged.items(), *((move.code, move.into) for move in splits)),
    )
    return Compiled(
        drawing=drawing,
        everybody=merged,
        people={person: move.into for move in splits for person in move.people},
        split=frozenset(move.code for move in splits),
    )


def _node(move: Found) -> Node:
    return Node(
        code=move.code,
        name=move.name,
        level=move.level,
        kind=move.kind,
        parent=move.parent,
        delegated=move.delegated,
        registry_code=move.registry_code,
    )


def _grounds(moves: Sequence[Move], nodes: Mapping[str, Node]) -> dict[str, str]:
    """Why each organization ends, in words that stand in its record."""
    names = {code: node.name for code, node in nodes.items()}
    names |= {move.code: move.name for move in moves if isinstance(move, Found | Rename)}
    grounds = {move.code: "Kết thúc hoạt động" for move in moves if isinstance(move, Close)}
    taken = [move for move in moves if isinstance(move, Merge)]
    return grounds | {move.code: f"Nhập vào {names.get(move.into, move.into)}" for move in taken}
