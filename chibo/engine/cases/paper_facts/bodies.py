"""Organizations, their committees and who signs, with the names of the paper's day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chibo.engine.cases.paper_facts.steps import Fact
from chibo.engine.cases.printing import Sheet
from chibo.foundation.papers.facts import FactSpec
from chibo.roll.members.models import Appointment
from chibo.roll.organizations.models import CELLS, Form, Kind

Whose = Callable[[Sheet], Form | None]

#: How an organization's name becomes the name of the committee that leads it.
_COMMITTEES = {
    "Đảng bộ thành phố ": "Thành ủy ",
    "Đảng bộ thị xã ": "Thị ủy ",
    "Đảng bộ tỉnh ": "Tỉnh ủy ",
    "Đảng bộ huyện ": "Huyện ủy ",
    "Đảng bộ quận ": "Quận ủy ",
    "Đảng bộ ": "Đảng ủy ",
}
#: What stands before the name of the place in the name of a territory's organization.
_UNITS = ("phường ", "xã ", "thị trấn ", "đặc khu ", "thành phố ", "thị xã ", "huyện ", "quận ", "tỉnh ")


def committee_name(form: Form | None) -> str | None:
    """The committee of an organization, as offices name it; a cell acts under its own name."""
    if form is None:
        return None
    for organization, committee in _COMMITTEES.items():
        if form.name.startswith(organization):
            return form.name.replace(organization, committee, 1)
    return form.name if form.level in CELLS else None


def part(name: str) -> Whose:
    return lambda sheet: sheet.setting.bodies.get(name)


def over(whose: Whose) -> Whose:
    """What stands directly above a body in the tree of the day."""

    def above(sheet: Sheet) -> Form | None:
        form = whose(sheet)
        return sheet.folder.above(form, sheet.on) if form else None

    return above


def issuer(sheet: Sheet) -> Form | None:
    return sheet.issuer


def named(whose: Whose) -> Fact:
    def name(sheet: Sheet, spec: FactSpec) -> str | None:
        form = whose(sheet)
        return form.name if form else None

    return name


def led(whose: Whose) -> Fact:
    return lambda sheet, spec: committee_name(whose(sheet))


def _decides_in_committee(sheet: Sheet) -> bool:
    return sheet.setting.route is None or sheet.setting.route.decider == "committee"


def decider_title(sheet: Sheet, spec: FactSpec) -> str | None:
    """``Ban Thường vụ Thành ủy …``; by delegation the committee itself."""
    name = committee_name(sheet.setting.bodies.get("decider"))
    return name if name is None or _decides_in_committee(sheet) else f"Ban Thường vụ {name}"


def decider_body(sheet: Sheet, spec: FactSpec) -> str | None:
    name = committee_name(sheet.setting.bodies.get("decider"))
    return kind_of(name) if name is None or _decides_in_committee(sheet) else "Ban Thường vụ"


def issuer_body(sheet: Sheet, spec: FactSpec) -> str | None:
    return decider_body(sheet, spec) if sheet.step.by == "decider" else kind_of(committee_name(sheet.issuer))


def kind_of(name: str | None) -> str | None:
    """``Đảng ủy``, ``Thành ủy``, ``Chi bộ``: the first two words."""
    return " ".join(name.split()[:2]) if name else None


def place(sheet: Sheet, spec: FactSpec) -> str | None:
    """The place in the name of the nearest territory over the issuer: ``Đảng bộ phường Hoa Sen`` sits in Hoa Sen."""
    form = sheet.issuer
    lineage = sheet.folder.lineage_on(form.organization_id, sheet.on) if form else ()
    found = (place_in(each.name) for each in reversed(lineage) if each.kind == Kind.TERRITORY)
    return next((name for name in found if name), None)


def place_in(organization: str) -> str:
    for unit in _UNITS:
        _, found, name = organization.partition(f"Đảng bộ {unit}")
        if found:
            return f"{unit}{name}".capitalize() if name[:1].isdigit() else name
    return ""


def _signer(sheet: Sheet) -> Appointment | None:
    form = sheet.issuer
    return sheet.folder.secretary(form.organization_id, sheet.on) if form else None


def signer_name(sheet: Sheet, spec: FactSpec) -> str | None:
    signer = _signer(sheet)
    return signer.person.name if signer else None


def signer_post(sheet: Sheet, spec: FactSpec) -> str | None:
    signer = _signer(sheet)
    return signer.get_role_display() if signer else None


FACTS: Mapping[str, Fact] = {
    "place": place,
    "cell_name": named(part("cell")),
    "division_name": named(part("division")),
    "division_committee_name": led(part("division")),
    "base_name": named(part("base")),
    "base_committee_name": led(part("base")),
    "superior_name": named(over(part("base"))),
    "decider_name": led(part("decider")),
    "decider_superior_name": named(over(part("decider"))),
    "decider_title": decider_title,
    "decider_body": decider_body,
    "issuer_name": led(issuer),
    "issuer_superior_name": named(over(issuer)),
    "issuer_body": issuer_body,
    "signer_name": signer_name,
    "signer_post": signer_post,
}
