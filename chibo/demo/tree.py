"""The tree of the demonstration, from 2015 to today, by the acts that real offices use.

What happened to it (a merger, the end of the districts, a change of levels) are reorganizations like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chibo.roll.organizations import actions
from chibo.roll.organizations.drawing import Node, Redrawing
from chibo.roll.organizations.models import Form, Kind, Level, Organization
from chibo.work.reorganizations.actions import Paper, carry_out, draft
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Relevel, Reparent


@cache
def skeleton() -> dict[str, Any]:
    """Organizations, days and counts as reported; see the head of the file for what is illustration."""
    text = (Path(__file__).parent / "skeleton.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


@dataclass
class Place:
    """A cell of the demonstration and how many people it begins with."""

    organization: Organization
    name: str
    size: int
    base: str  # code of the base committee above it in 2020; its own code for a base cell


@dataclass
class Tree:
    organizations: dict[str, Organization] = field(default_factory=dict)
    cells: list[Place] = field(default_factory=list)

    def of(self, base: str) -> list[Place]:
        return [place for place in self.cells if place.base == base]


def plant() -> Tree:
    """The city committee of Phúc Yên as it stood in 2020: 37 subordinate organizations and their cells, in one act."""
    plan = skeleton()
    on, province, city = plan["founded_on"], plan["province"], plan["city"]
    nodes = [
        Node(province["code"], province["name"], Level.PROVINCE, Kind.TERRITORY, ""),
        Node(city["code"], city["name"], Level.SUPERIOR, Kind.TERRITORY, province["code"]),
    ]
    cells: list[tuple[Node, int, str]] = []  # with its size and the code of its base
    for base in plan["bases"]:
        nodes.append(Node(base["code"], base["name"], Level.BASE, Kind.TERRITORY, city["code"]))
        for number in range(1, base["cells"] + 1):
            name = f"Chi bộ tổ dân phố {number} {base['short']}"
            cell = Node(f"{base['code']}-{number:02}", name, Level.CELL, Kind.RESIDENTIAL, base["code"])
            cells.append((cell, base["size"], base["code"]))
    cells += _others_cells(plan, nodes, city["code"])
    nodes += [node for node, _, _ in cells]
    drawn = actions.redraw(
        plan=Redrawing(founded=tuple(nodes)),
        by=None,
        on=on,
        document="0-QĐ/MH",
        document_on=on,
        subject="demo:tree",
        organization=city["code"],
    )
    tree = Tree(organizations=dict(drawn.organizations))
    tree.organizations |= {"province": tree.organizations[province["code"]], "city": tree.organizations[city["code"]]}
    tree.cells = [Place(tree.organizations[node.code], node.name, size, base) for node, size, base in cells]
    return tree


def _others_cells(plan: dict[str, Any], nodes: list[Node], city: str) -> list[tuple[Node, int, str]]:
    """Base committees of units, and base cells of agencies; the committees are added to ``nodes``."""
    found = []
    others = plan["others"]["bases"]
    for index in range(1, others["count"] + 1):
        code = f"{others['code']}-{index}"
        nodes.append(Node(code, f"{others['name']} {index} ({plan['marked']})", Level.BASE, others["kind"], city))
        for number in range(1, others["cells"] + 1):
            name = f"Chi bộ phòng {number}, đơn vị {index} ({plan['marked']})"
            found.append((Node(f"{code}-{number:02}", name, Level.CELL, others["kind"], code), others["size"], code))
    alone = plan["others"]["base_cells"]
    for index in range(1, alone["count"] + 1):
        code = f"{alone['code']}-{index:02}"
        name = f"{alone['name']} {index} ({plan['marked']})"
        found.append((Node(code, name, Level.BASE_CELL, alone["kind"], city), alone["size"], code))
    return found


def merge_wards(tree: Tree) -> None:
    """Hai Bà Trưng ward in 2024: one new committee takes over the cells of two, which end under their old names."""
    act = skeleton()["merger_2024"]
    into = act["into"]
    new = Found(into["code"], into["name"], Level.BASE, Kind.TERRITORY, skeleton()["city"]["code"])
    _act(tree, "MERGE", f"Hợp nhất thành {into['name']} (minh họa)", "city", act, [new, *_merged(act["of"], into)])


def end_districts(tree: Tree) -> None:
    """1/7/2025: two new wards under a new province; the city committee and the old province end."""
    plan = skeleton()
    act, province = plan["reorganization_2025"], plan["reorganization_2025"]["province"]
    on, document = act["day"], act["document"]
    tree.organizations["province-2025"] = actions.found(
        code=province["code"],
        name=province["name"],
        level=Level.PROVINCE,
        kind=Kind.TERRITORY,
        parent=None,
        by=None,
        on=on,
        document=document,
        document_on=on,
    )
    alone, bases = _others(tree)
    for ward in act["wards"]:
        into = ward["into"]
        joins = alone[: ward["base_cells"]] + bases[: ward.get("bases", 0)]
        del alone[: ward["base_cells"]], bases[: ward.get("bases", 0)]
        moves: list[Move] = [
            Found(into["code"], into["name"], Level.SUPERIOR, Kind.TERRITORY, province["code"]),
            *_merged(ward["of"], into),
            *(Reparent(code, into["code"]) for code in joins),
        ]
        _act(tree, "MERGE", f"Thành lập {into['name']} (minh họa)", "province-2025", act, moves)
    ends = [Close(plan[key]["code"]) for key in ("city", "province")]
    _act(tree, "DISSOLVE", "Kết thúc hoạt động của cấp huyện (minh họa)", "province-2025", act, ends)


def change_levels(tree: Tree) -> None:
    """26/7/2026: wards become base committees; what stood between or alone below them takes its new level."""
    plan, moves = skeleton(), list[Move]()
    for ward in plan["reorganization_2025"]["wards"]:
        new = tree.organizations[ward["into"]["code"]]
        moves.append(Relevel(new.code, Level.BASE))
        for form in Form.objects.open().filter(parent=new).select_related("organization").order_by("path"):
            level = {Level.BASE_CELL: Level.CELL, Level.BASE: Level.DIVISION}.get(Level(form.level))
            if level:
                moves.append(Relevel(form.organization.code, level))
    _act(tree, "LEVEL", "Chuyển sang mô hình ba cấp (minh họa)", "province-2025", plan["levels_2026"], moves)


def _merged(of: list[str], into: dict[str, str]) -> list[Merge]:
    return [Merge(code, into["code"]) for code in of]


def _act(
    tree: Tree, kind: str, title: str, decider: str, act: dict[str, Any], moves: Sequence[Move]
) -> Reorganization:
    """Drafted and carried out on its day; new organizations are entered in ``tree``."""
    on, at = act["day"], datetime.combine(act["day"], time(2), tzinfo=UTC)
    paper = Paper(on=on, document=act["document"], document_on=on)
    plan = draft(
        kind=kind,
        title=title,
        decider=tree.organizations[decider],
        by=None,
        today=on,
        at=at,
        moves=moves,
        paper=paper,
    )
    done = carry_out(plan=plan, by=None, today=on, at=at, seen=plan.version)
    new = [move.code for move in moves if isinstance(move, Found)]
    tree.organizations |= {row.code: row for row in Organization.objects.filter(code__in=new)}
    return done


def _others(tree: Tree) -> tuple[list[str], list[str]]:
    plan = skeleton()["others"]
    alone = [code for code in tree.organizations if code.startswith(plan["base_cells"]["code"])]
    bases = [f"{plan['bases']['code']}-{index}" for index in range(1, plan["bases"]["count"] + 1)]
    return alone, bases
