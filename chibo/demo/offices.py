"""Who leads and writes for each organization of the demonstration, by dated appointments."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

from chibo.demo.people import BODY, Cast, account, appoint, committee
from chibo.demo.tree import Tree, skeleton
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Appointment, Person, Role
from chibo.roll.organizations.models import Organization

#: The cell in which most of the stories happen, and its neighbour.
STAGE = "DU-TRUNGTRAC-03"
NEIGHBOUR = "DU-TRUNGTRAC-05"


def seat_cells_and_bases(tree: Tree, cast: Cast) -> None:
    """Secretaries, offices and committees from 2015 on; those of an organization that ends will end with it."""
    plan = skeleton()
    began = plan["founded_on"] + timedelta(days=1)
    _cells(tree, cast, began)
    for base in plan["bases"]:
        _base(tree, cast, base["code"], _people(tree, cast, base["code"]), began)
    for number in range(1, plan["others"]["bases"]["count"] + 1):
        code = f"{plan['others']['bases']['code']}-{number}"
        _base(tree, cast, code, _people(tree, cast, code), began)
    city = [people[3] for place in tree.cells[:40] for people in [cast.members[place.organization.code]]]
    _superior(tree.organizations["city"], cast, city, "thanhuy", began)


def seat_merged_ward(tree: Tree, cast: Cast) -> None:
    """Hai Bà Trưng ward between its two mergers."""
    merger = skeleton()["merger_2024"]
    _base(tree, cast, merger["into"]["code"], _people(tree, cast, "DU-TRUNGTRAC", 6), merger["day"])


def seat_new_wards(tree: Tree, cast: Cast) -> None:
    """The committees of 2025, and the cast that can sign in."""
    plan = skeleton()["reorganization_2025"]
    for index, ward in enumerate(plan["wards"]):
        origin = "DU-TRUNGNHI" if index == 0 else "DU-XUANHOA"
        people = [cast.members[p.organization.code][k] for p in tree.of(origin) for k in (4, 5, 6)]
        _superior(tree.organizations[ward["into"]["code"]], cast, people, f"phuong{index + 1}", plan["day"])
    _names(tree, cast)


def _people(tree: Tree, cast: Cast, base: str, offset: int = 2) -> list[Person]:
    return [cast.members[p.organization.code][k] for p in tree.of(base) for k in (offset, offset + 1)]


def _cells(tree: Tree, cast: Cast, on: date) -> None:
    for number, place in enumerate(tree.cells, 1):
        people = cast.members[place.organization.code]
        appoint(people[0], Role.SECRETARY, place.organization, on)
        appoint(people[1], Role.DEPUTY_SECRETARY, place.organization, on)
        if place.organization.code not in {STAGE, NEIGHBOUR}:
            cast.pens[place.organization.pk] = account(cast, people[0], f"chibo{number:03}", "")


def _base(tree: Tree, cast: Cast, code: str, people: list[Person], on: date) -> None:
    """A base committee: its members, its secretary and the clerk who writes for it."""
    at = tree.organizations[code]
    committee(at, people[:15], BODY.COMMITTEE, on)
    appoint(people[0], Role.SECRETARY, at, on)
    appoint(people[1], Role.OFFICE, at, on)
    cast.pens[at.pk] = account(cast, people[1], f"vanphong.{code.lower()}", "")


def _superior(at: Organization, cast: Cast, people: list[Person], name: str, on: date) -> None:
    """A committee above the base: full committee, standing committee, secretary, organizer."""
    committee(at, people[:27], BODY.COMMITTEE, on)
    committee(at, people[:9], BODY.STANDING_COMMITTEE, on)
    appoint(people[0], Role.SECRETARY, at, on)
    appoint(people[9], Role.ORGANIZER, at, on)
    cast.pens[at.pk] = account(cast, people[9], f"tochuc.{name}", "")


def _names(tree: Tree, cast: Cast) -> None:
    """The cast that can sign in: one for every role, and a neighbour for each."""
    cells = {place.organization.code: place.organization for place in tree.cells}
    plan = skeleton()
    ward = tree.organizations[plan["reorganization_2025"]["wards"][0]["into"]["code"]]
    other = tree.organizations[plan["reorganization_2025"]["wards"][1]["into"]["code"]]
    since, founded = plan["reorganization_2025"]["day"], plan["founded_on"] + timedelta(days=1)
    stage, beside = cast.members[STAGE], cast.members[NEIGHBOUR]
    free = islice(iter(cast.members["DU-TRUNGNHI-09"]), 8, None)
    far = islice(iter(cast.members["DU-DONGXUAN-02"]), 8, None)
    cast.pens[cells[STAGE].pk] = _star(cast, stage[0], "bithu", "Bí thư Chi bộ tổ dân phố 3 Trưng Trắc")
    cast.pens[cells[NEIGHBOUR].pk] = _star(cast, beside[0], "bithu.langgieng", "Bí thư Chi bộ tổ dân phố 5 Trưng Trắc")
    _star(cast, stage[8], "dangvien", "Đảng viên Chi bộ tổ dân phố 3 Trưng Trắc, không giữ chức vụ")
    for role, username, words, at, person in (
        (Role.OFFICE, "vanphong", "Văn phòng Đảng ủy phường Phúc Yên", ward, next(free)),
        (Role.ORGANIZER, "xaydungdang", "Ban xây dựng đảng phường Phúc Yên", ward, next(free)),
        (Role.INSPECTOR, "kiemtra", "Ủy ban kiểm tra Đảng ủy phường Phúc Yên", ward, next(free)),
        (Role.CELL_GUIDE, "capuyvien", "Cấp ủy viên phụ trách Chi bộ tổ dân phố 3", cells[STAGE], next(free)),
        (Role.OFFICE, "vanphong.langgieng", "Văn phòng Đảng ủy phường Xuân Hòa mới", other, next(far)),
        (Role.ORGANIZER, "tochuc.tinh", "Ban tổ chức Tỉnh ủy Phú Thọ", tree.organizations["province-2025"], next(far)),
    ):
        appoint(person, role, at, since if at is not cells[STAGE] else founded)
        _star(cast, person, username, words)
    leader = Appointment.objects.get(organization=ward, role=Role.SECRETARY).person
    _star(cast, leader, "bithu.phuong", "Bí thư Đảng ủy phường Phúc Yên")
    gone = next(far)
    appoint(gone, Role.ORGANIZER, tree.organizations["city"], founded, since)
    _star(cast, gone, "tochuc.thanhpho", "Ban tổ chức Thành ủy Phúc Yên, đã thôi từ 1/7/2025")
    keeper = User(username="quantri", full_name="Quản trị hệ thống (minh họa)", is_keeper=True)
    keeper.password = User.objects.get(username="bithu").password
    keeper.save()
    cast.sign_ins.append(("quantri", "Quản trị hệ thống, không xem hồ sơ đảng viên"))


def _star(cast: Cast, person: Person, username: str, words: str) -> User:
    return account(cast, person, username, words, may_sign_in=True)
