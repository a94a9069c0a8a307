"""States of the register, reached by performing the acts. Every day is said; nothing reads the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from chibo.common.dates import add_months
from chibo.foundation.accounts.models import User
from chibo.roll.members import actions as members
from chibo.roll.members.models import Appointment, Committee, Person, Role, Standing
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.drawing import Closing, Node, Redrawing, Reshaping
from chibo.roll.organizations.models import Form, Kind, Level, Organization
from tests.cast import AN, CHI, DUNG, GIANG, NGA, Character, crowd

#: The tree of the stories stands from this day.
FOUNDED = date(2016, 8, 1)
#: A quiet day in the middle of the stories, on which everybody is in place.
TODAY = date(2020, 10, 26)

_numbers = count(1)


@dataclass(frozen=True)
class Tree:
    """Province > city > ward (two cells) beside another ward (one cell)."""

    province: Organization
    city: Organization
    ward: Organization
    cell: Organization
    other_cell: Organization
    neighbour_ward: Organization
    neighbour_cell: Organization


def tree(on: date = FOUNDED) -> Tree:
    province = organization("TU-ANBINH", "Đảng bộ tỉnh An Bình", Level.PROVINCE, None, on=on)
    city = organization("TU-BINHMINH", "Đảng bộ thành phố Bình Minh", Level.SUPERIOR, province, on=on)
    ward = organization("DU-HOASEN", "Đảng bộ phường Hoa Sen", Level.BASE, city, on=on)
    neighbour = organization("DU-HOAMAI", "Đảng bộ phường Hoa Mai", Level.BASE, city, on=on)
    return Tree(
        province=province,
        city=city,
        ward=ward,
        cell=cell(ward, "Chi bộ tổ dân phố 1", on=on),
        other_cell=cell(ward, "Chi bộ tổ dân phố 2", on=on),
        neighbour_ward=neighbour,
        neighbour_cell=cell(neighbour, "Chi bộ tổ dân phố 9", on=on),
    )


def organization(
    code: str, name: str, level: Level, parent: Organization | None, *, on: date = FOUNDED, kind: Kind = Kind.TERRITORY
) -> Organization:
    return organizations.found(
        code=code,
        name=name,
        level=level,
        kind=kind,
        parent=parent,
        by=None,
        on=on,
        document="1-QĐ/TU",
        document_on=on,
    )


def cell(
    parent: Organization, name: str = "", *, on: date = FOUNDED, code: str = "", level: Level = Level.CELL
) -> Organization:
    number = next(_numbers)
    return organization(
        code or f"CB-{number}", name or f"Chi bộ số {number}", level, parent, on=on, kind=Kind.RESIDENTIAL
    )


def form(organization: Organization) -> Form:
    """The present form."""
    return Form.objects.open().get(organization=organization)


def person(
    who: Character, *, at: Organization | None = None, on: date = FOUNDED, identity: str = "", **details: str
) -> Person:
    """In the register; with ``at`` followed there as a sympathiser."""
    return members.register_person(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        identity=identity,
        organization=at,
        by=None,
        on=on,
        invented=True,
        **details,
    )


def probationary(
    who: Character | Person, at: Organization, *, admitted_on: date = FOUNDED + timedelta(days=30)
) -> Person:
    """Admitted in a ceremony in the cell."""
    newcomer = who if isinstance(who, Person) else person(who, on=FOUNDED)
    members.enroll(
        person=newcomer,
        organization=at,
        by=None,
        on=admitted_on,
        decision="15-QĐ/TU",
        decided_on=admitted_on - timedelta(days=10),
    )
    return newcomer


def official(who: Character | Person, at: Organization, *, admitted_on: date = FOUNDED + timedelta(days=30)) -> Person:
    """Admitted, and recognized twelve months later by a decision of the month after."""
    member = probationary(who, at, admitted_on=admitted_on)
    effective_on = add_months(admitted_on, 12)
    members.recognize(
        person=member,
        by=None,
        on=effective_on + timedelta(days=30),
        effective_on=effective_on,
        decision="42-QĐ/TU",
        decided_on=effective_on + timedelta(days=30),
    )
    return member


def veteran(who: Character, at: Organization, *, decided_on: date, card: str = "", identity: str = "") -> Person:
    """A member from before this tree, as a register is taken over: the ceremony ten days after the decision."""
    line = members.Enrolment(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on="1940",
        identity=identity,
        organization=at,
        decision="15-QĐ/HU",
        decided_on=decided_on,
        admitted_on=decided_on + timedelta(days=10),
        recognized_on=add_months(decided_on + timedelta(days=10), 12),
        recognition_decision="42-QĐ/HU",
        recognition_decided_on=add_months(decided_on + timedelta(days=10), 12),
        card_number=card,
        invented=True,
    )
    number = next(_numbers)
    return members.enroll_many(rows=[line], by=None, on=TODAY, subject=f"register:{number}")[0]


def officials(number: int, at: Organization, *, start: int = 0) -> list[Person]:
    return [official(who, at) for who in crowd(number, start)]


def appointed(
    who: Person, role: Role, at: Organization, *, on: date = FOUNDED + timedelta(days=1), until: date | None = None
) -> Appointment:
    return members.appoint(
        person=who,
        organization=at,
        role=role,
        by=None,
        on=on,
        until=until,
        document="7-QĐ/TU",
        document_on=on,
    )


def account(who: Person, username: str, *, on: date = FOUNDED) -> User:
    """The person's sign-in."""
    user = User.objects.create_user(username, password="mat khau thu nghiem", full_name=who.name)
    members.link_account(person=who, user=user, by=None, on=on)
    return user


def keeper(username: str = "quantri") -> User:
    return User.objects.create_user(username, full_name="Quản trị", is_keeper=True)


def secretary(at: Organization, who: Character = AN, username: str = "bithu") -> User:
    """Secretary of a cell, and its member."""
    member = official(who, at)
    appointed(member, Role.SECRETARY, at)
    return account(member, username)


def neighbour_secretary(at: Organization) -> User:
    return secretary(at, NGA, "bithu.langgieng")


def handed_to_another_province(tree: Tree, on: date) -> None:
    """The ward ends and stands as DU-MOI under TU-MOI, cells and all: nobody reaches where it stood."""
    organization("TU-MOI", "Đảng bộ tỉnh Mới", Level.PROVINCE, None)
    organizations.redraw(
        plan=Redrawing(
            founded=(Node("DU-MOI", "Đảng bộ phường Mới", Level.SUPERIOR, Kind.TERRITORY, "TU-MOI"),),
            reshaped=tuple(Reshaping(cell.code, parent="DU-MOI") for cell in (tree.cell, tree.other_cell)),
            closed=(Closing(tree.ward.code, "Nhập vào Đảng bộ phường Mới"),),
            successions=((tree.ward.code, "DU-MOI"),),
        ),
        by=None,
        on=on,
        document="12-QĐ/TU",
        document_on=on,
        subject="reorganization:1",
        organization="TU-MOI",
    )


def clerk(at: Organization, home: Organization, who: Character = CHI, username: str = "vanphong") -> User:
    """Office staff of a committee; their own party life is in a cell."""
    member = official(who, home)
    appointed(member, Role.OFFICE, at)
    return account(member, username)


def ward_secretary(at: Organization, home: Organization) -> User:
    member = official(DUNG, home)
    appointed(member, Role.SECRETARY, at)
    return account(member, "bithu.phuong")


def city_organizer(at: Organization, home: Organization) -> User:
    member = official(GIANG, home)
    appointed(member, Role.ORGANIZER, at)
    return account(member, "tochuc.thanhpho")


def committee(
    at: Organization,
    people: list[Person],
    *,
    body: Committee.Body = Committee.Body.COMMITTEE,
    on: date = FOUNDED + timedelta(days=1),
    term: str = "2015-2020",
    until: date | None = None,
) -> Committee:
    return members.constitute(
        organization=at, body=body, term=term, people=people, by=None, on=on, until=until, document="3-QĐ/TU"
    )


def standing(who: Person, kind: Standing.Kind, *, on: date, until: date | None = None) -> Standing:
    return members.set_standing(person=who, kind=kind, by=None, on=on, until=until, document="9-QĐ/ĐU", document_on=on)


def away(who: Person, at: Organization, *, on: date, until: date | None = None) -> None:
    """For a time the person's party life is elsewhere."""
    members.place(person=who, organization=at, kind="TEMPORARY", by=None, on=on, until=until, ground="Giấy giới thiệu")
