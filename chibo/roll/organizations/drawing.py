"""A new drawing of the tree: organizations founded, reshaped and closed on one day. Pure; no database, no clock.

The same computation serves the preview and the act, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.model import LevelSpec
from chibo.roll.organizations import rules


@dataclass(frozen=True, slots=True)
class Node:
    """An organization as it stands: its open form, the parent by its code (empty at the root)."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    delegated: bool = False
    since: date = date.min  # first day of the form
    registry_code: str = ""


@dataclass(frozen=True, slots=True)
class Reshaping:
    """What changes about an organization that stays; None: as it was."""

    code: str
    name: str | None = None
    level: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    code: str
    ground: str


@dataclass(frozen=True, slots=True)
class Redrawing:
    """Everything that happens to the tree on one day. ``successions`` tell what became of whom: (from, to)."""

    founded: tuple[Node, ...] = ()
    reshaped: tuple[Reshaping, ...] = ()
    closed: tuple[Closing, ...] = ()
    successions: tuple[tuple[str, str], ...] = ()

    @property
    def named(self) -> set[str]:
        """Every organization that it speaks of and that stands already."""
        own = {change.code for change in self.reshaped} | {closing.code for closing in self.closed}
        above = {node.parent for node in self.founded} | {change.parent for change in self.reshaped if change.parent}
        told = {code for pair in self.successions for code in pair}
        return (own | above | told) - {node.code for node in self.founded} - {""}


def redrawn(nodes: Mapping[str, Node], plan: Redrawing) -> dict[str, Node]:
    """The nodes as they stand afterwards; the closed ones are gone."""
    found = dict(nodes) | {node.code: node for node in plan.founded}
    for change in plan.reshaped:
        old = found.get(change.code)
        if old is not None:
            found[change.code] = replace(
                old,
                name=old.name if change.name is None else change.name,
                level=change.level or old.level,
                parent=old.parent if change.parent is None else change.parent,
            )
    closed = {closing.code for closing in plan.closed}
    return {code: node for code, node in found.items() if code not in closed}


def check(
    nodes: Mapping[str, Node], plan: Redrawing, levels: Mapping[str, LevelSpec], labels: Mapping[str, str], on: date
) -> list[Finding]:
    """Whether the drawing makes sense on the day: names, codes, order in time, levels, no cycle, nothing left over.

    ``nodes`` hold at least every named organization, what is above it, and what stands directly below those closed
    or changed in level.
    """
    after = redrawn(nodes, plan)
    return [
        *_twice(plan),
        *(finding for node in plan.founded for finding in _new(node, nodes)),
        *(finding for change in plan.reshaped if change.name is not None for finding in rules.check_name(change.name)),
        *_order(nodes, after, plan, on),
        *_cycles(after),
        *_left_over(nodes, after, plan),
        *_places(nodes, after, levels, labels),
    ]


def _failed(code: str, sentence: str, asks: str = "") -> Finding:
    return Finding(code=code, outcome=Outcome.FAILED, sentence=sentence, asks=asks)


def _twice(plan: Redrawing) -> list[Finding]:
    codes = [change.code for change in plan.reshaped] + [closing.code for closing in plan.closed]
    codes += [node.code for node in plan.founded]
    both = sorted({code for code in codes if codes.count(code) > 1})
    return [_failed("REORG-TWICE", f"Tổ chức {code} được ghi hai lần trong cùng một việc sắp xếp.") for code in both]


def _new(node: Node, nodes: Mapping[str, Node]) -> list[Finding]:
    found = [*rules.check_code(node.code, node.registry_code), *rules.check_name(node.name)]
    if node.code in nodes:
        found.append(_failed("ORG-CODE", f"Mã {node.code} đã dùng cho một tổ chức khác.", "code"))
    return found


def _order(nodes: Mapping[str, Node], after: Mapping[str, Node], plan: Redrawing, on: date) -> list[Finding]:
    """History is written forwards; an organization does not end on the day on which its form began."""
    found: list[Finding] = []
    for code in sorted(set(changed(nodes, after)) & set(nodes)):
        found += rules.check_after(on, nodes[code].since, nodes[code].name)
    for closing in plan.closed:
        node = nodes.get(closing.code)
        if node is not None and node.since == on:
            sentence = f"Ngày kết thúc phải sau ngày thay đổi gần nhất của {node.name}."
            found.append(_failed("ORG-ORDER", sentence, "on"))
    above = {after[code].parent for code in changed(nodes, after) if code in after} - {""}
    for code in sorted(above & set(nodes)):
        found += rules.check_after(on, nodes[code].since, nodes[code].name)
    return found


def changed(nodes: Mapping[str, Node], after: Mapping[str, Node]) -> list[str]:
    """Founded, closed, or with another name, level or parent than before."""
    return [code for code in {**nodes, **after} if nodes.get(code) != after.get(code)]


def _cycles(after: Mapping[str, Node]) -> list[Finding]:
    found = []
    for code, node in after.items():
        seen, above = {code}, node.parent
        while above in after and above not in seen:
            seen.add(above)
            above = after[above].parent
        if above == code:
            sentence = f"{node.name} không thể trực thuộc chính mình hay tổ chức cấp dưới của mình."
            found.append(_failed("ORG-CYCLE", sentence, "parent"))
    return found


def _left_over(nodes: Mapping[str, Node], after: Mapping[str, Node], plan: Redrawing) -> list[Finding]:
    found: list[Finding] = []
    for closing in plan.closed:
        found += rules.check_nothing_below(node.name for node in after.values() if node.parent == closing.code)
    closed = {part.code for part in plan.closed}
    for origin, successor in plan.successions:
        if origin == successor or successor in closed:
            name = nodes[successor].name if successor in nodes else successor
            sentence = f"{name} không thể là nơi nhận: tổ chức này cũng kết thúc trong cùng một việc sắp xếp."
            if origin == successor:
                sentence = f"{name} không thể nhập vào chính mình."
            found.append(_failed("REORG-SUCCESSOR", sentence, "into"))
    lost = sorted({node.parent for node in after.values()} - set(after) - {""} - closed)
    return found + [_failed("ORG-PARENT", f"Không có tổ chức {code} đang hoạt động.", "parent") for code in lost]


def _places(
    nodes: Mapping[str, Node], after: Mapping[str, Node], levels: Mapping[str, LevelSpec], labels: Mapping[str, str]
) -> list[Finding]:
    """Wherever the level or the parent changed, and directly below a level that changed."""
    found: list[Finding] = []
    said: set[tuple[str, str]] = set()
    for code, node in after.items():
        above, old = after.get(node.parent), nodes.get(code)
        if above is None:
            continue
        old_above = nodes.get(above.code)
        same_place = old is not None and (old.level, old.parent) == (node.level, node.parent)
        if same_place and old_above is not None and old_above.level == above.level:
            continue
        if (node.level, above.level) in said:
            continue
        asked = (labels.get(node.level, node.level), labels.get(above.level, above.level))
        wrong = rules.check_place(levels.get(node.level), levels.get(above.level), asked)
        if wrong:
            said.add((node.level, above.level))
            found += [replace(finding, sentence=f"{node.name}: {finding.sentence}") for finding in wrong]
    return found


def below(nodes: Mapping[str, Node], roots: Collection[str]) -> set[str]:
    """The codes of these and of everything under them."""
    children: dict[str, list[str]] = {}
    for node in nodes.values():
        children.setdefault(node.parent, []).append(node.code)
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += children.get(code, [])
    return found


def above(nodes: Mapping[str, Node], code: str) -> Iterable[str]:
    """The codes over it, nearest first."""
    seen: set[str] = set()
    node = nodes.get(code)
    while node is not None and node.parent and node.parent not in seen:
        seen.add(node.parent)
        yield node.parent
        node = nodes.get(node.parent)
