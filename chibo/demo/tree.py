"""The tree of the demonstration, from 2015 to today, by the acts that real offices use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chibo.roll.organizations import actions
from chibo.roll.organizations.models import Form, Kind, Level, Organization


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


def _found(code: str, name: str, level: Level, kind: str, parent: Organization | None, on: date) -> Organization:
    return actions.found(
        code=code, name=name, level=level, kind=kind, parent=parent, by=None, on=on, document="0-QĐ/MH", document_on=on
    )


def plant() -> Tree:
    """The city committee of Phúc Yên as it stood in 2020: 37 subordinate organizations and their cells."""
    plan, tree = skeleton(), Tree()
    on = plan["founded_on"]
    province = _found(plan["province"]["code"], plan["province"]["name"], Level.PROVINCE, Kind.TERRITORY, None, on)
    city = _found(plan["city"]["code"], plan["city"]["name"], Level.SUPERIOR, Kind.TERRITORY, province, on)
    tree.organizations |= {"province": province, "city": city}
    for base in plan["bases"]:
        above = _found(base["code"], base["name"], Level.BASE, Kind.TERRITORY, city, on)
        tree.organizations[base["code"]] = above
        for number in range(1, base["cells"] + 1):
            name = f"Chi bộ tổ dân phố {number} {base['short']}"
            _cell(tree, f"{base['code']}-{number:02}", name, base["code"], base["size"], above, Kind.RESIDENTIAL, on)
    others = plan["others"]["bases"]
    for index in range(1, others["count"] + 1):
        code = f"{others['code']}-{index}"
        above = _found(code, f"{others['name']} {index} ({plan['marked']})", Level.BASE, others["kind"], city, on)
        tree.organizations[code] = above
        for number in range(1, others["cells"] + 1):
            name = f"Chi bộ phòng {number}, đơn vị {index} ({plan['marked']})"
            _cell(tree, f"{code}-{number:02}", name, code, others["size"], above, others["kind"], on)
    alone = plan["others"]["base_cells"]
    for index in range(1, alone["count"] + 1):
        code = f"{alone['code']}-{index:02}"
        name = f"{alone['name']} {index} ({plan['marked']})"
        own = _found(code, name, Level.BASE_CELL, alone["kind"], city, on)
        tree.organizations[code] = own
        tree.cells.append(Place(own, name, alone["size"], code))
    return tree


def _cell(tree: Tree, code: str, name: str, base: str, size: int, above: Organization, kind: str, on: date) -> None:
    tree.cells.append(Place(_found(code, name, Level.CELL, kind, above, on), name, size, base))


def grow(tree: Tree) -> None:
    """Hai Bà Trưng ward in 2024, the end of the city committee on 1/7/2025, base committees again on 26/7/2026."""
    plan = skeleton()
    merger = plan["merger_2024"]
    _merge(tree, merger["into"], merger["of"], tree.organizations["city"], Level.BASE, merger)
    change = plan["reorganization_2025"]
    on, paper = (
        change["day"],
        {"document": change["document"], "document_on": change["day"], "by": None, "on": change["day"]},
    )
    province = _found(change["province"]["code"], change["province"]["name"], Level.PROVINCE, Kind.TERRITORY, None, on)
    tree.organizations["province-2025"] = province
    alone, bases = _others(tree)
    for ward in change["wards"]:
        new = _merge(tree, ward["into"], ward["of"], province, Level.SUPERIOR, change)
        for organization in alone[: ward["base_cells"]]:
            actions.reshape(organization=organization, parent=new, **paper)
        del alone[: ward["base_cells"]]
        for organization in bases[: ward.get("bases", 0)]:
            actions.reshape(organization=organization, parent=new, **paper)
        del bases[: ward.get("bases", 0)]
    for key in ("city", "province"):
        actions.close(organization=tree.organizations[key], ground="Sắp xếp tổ chức (minh họa)", **paper)
    _level(tree, plan["levels_2026"])


def _others(tree: Tree) -> tuple[list[Organization], list[Organization]]:
    plan = skeleton()["others"]
    alone = [o for code, o in tree.organizations.items() if code.startswith(plan["base_cells"]["code"])]
    bases = [o for code, o in tree.organizations.items() if code.startswith(plan["bases"]["code"] + "-")]
    return alone, bases


def _merge(
    tree: Tree, into: dict[str, str], of: list[str], above: Organization, level: Level, act: dict[str, Any]
) -> Organization:
    """One new organization takes over every cell of the old ones, which end the same day under their old names."""
    on = act["day"]
    paper = {"document": act["document"], "document_on": on, "by": None, "on": on}
    new = _found(into["code"], into["name"], level, Kind.TERRITORY, above, on)
    tree.organizations[into["code"]] = new
    for code in of:
        old = tree.organizations[code]
        for form in Form.objects.open().filter(parent=old).select_related("organization").order_by("path"):
            actions.reshape(organization=form.organization, parent=new, **paper)
        actions.close(organization=old, ground=f"Hợp nhất thành {into['name']} (minh họa)", **paper)
    return new


def _level(tree: Tree, act: dict[str, Any]) -> None:
    """Wards become base committees under the province; what stood between or alone below them takes its new level."""
    paper = {"document": act["document"], "document_on": act["day"], "by": None, "on": act["day"]}
    for ward in skeleton()["reorganization_2025"]["wards"]:
        new = tree.organizations[ward["into"]["code"]]
        actions.reshape(organization=new, level=Level.BASE, **paper)
        for form in Form.objects.open().filter(parent=new).select_related("organization").order_by("path"):
            level = {Level.BASE_CELL: Level.CELL, Level.BASE: Level.DIVISION}.get(Level(form.level))
            if level:
                actions.reshape(organization=form.organization, level=level, **paper)
