"""Who decides: within one base its committee, between bases the level above them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.roll.organizations.drawing import Node, above, changed
from chibo.work.reorganizations.rules.moves import MEET

_BASES = frozenset({"BASE", "BASE_CELL"})
_CODE = "REORG-COMPETENCE"


def check_competence(before: Mapping[str, Node], after: Mapping[str, Node], decider: str, law: Law) -> list[Finding]:
    """The decider is the lowest committee that stands over everything that changes."""
    bodies = involved(before, after)
    if not bodies:
        return []
    expected = common(before, after, bodies)
    value = law.get(_parameter(before, after, bodies))
    if value is None:
        told = (
            "Chưa có văn bản nào trong hệ thống nêu cấp quyết định vào ngày này; ghi theo văn bản của cấp quyết định."
        )
        return [unknown(_CODE, None, told)]
    if not expected:
        told = (
            "Các tổ chức liên quan không có chung cấp trên trong hệ thống; cấp quyết định là cấp trên của tất cả. "
            "Đề nghị đối chiếu văn bản trước khi thực hiện."
        )
        return [unknown(_CODE, value, told)]
    names = {**before, **after}
    if decider in (expected, *above(after, expected), *above(before, expected)):
        return [passed(_CODE, value, f"{names[decider].name} quyết định: đúng cấp, trùm lên mọi tổ chức liên quan.")]
    told = f"Việc này thuộc thẩm quyền của {names[expected].name}, không phải của {_name(names, decider)}."
    return [failed(_CODE, value, told, who=names[expected].name, asks="decider")]


def involved(before: Mapping[str, Node], after: Mapping[str, Node]) -> list[str]:
    """The committees between which something changes, each once; an empty code stands for the top of the tree."""
    found: dict[str, None] = {}
    for code in changed(before, after):
        for nodes in (before, after):
            if code in nodes:
                found[_committee(nodes, nodes[code].parent)] = None
    return list(found)


def common(before: Mapping[str, Node], after: Mapping[str, Node], bodies: list[str]) -> str:
    """The lowest organization over all of them, themselves included; empty when there is none."""
    chains = [_chain(before if body in before else after, body) for body in bodies]
    known = [set(chain) for chain in chains]
    return next((code for code in chains[0] if code and all(code in chain for chain in known)), "")


def _chain(nodes: Mapping[str, Node], code: str) -> list[str]:
    return [code, *above(nodes, code)] if code else []


def _committee(nodes: Mapping[str, Node], code: str) -> str:
    """The base committee over the organization, or the one above bases: parts of a base decide nothing here."""
    for each in _chain(nodes, code):
        if nodes[each].level not in {"DIVISION", "CELL"}:
            return each
    return ""


def _parameter(before: Mapping[str, Node], after: Mapping[str, Node], bodies: list[str]) -> str:
    names = {**before, **after}
    at_base = [body for body in bodies if body and names[body].level in _BASES]
    if len(bodies) == 1 and at_base:
        return "reorganization.within_base_decider"
    cells_only = all(names[code].level in MEET - _BASES for code in changed(before, after))
    return "reorganization.between_bases_decider" if cells_only else "reorganization.base_decider"


def _name(names: Mapping[str, Node], code: str) -> str:
    return names[code].name if code in names else code
