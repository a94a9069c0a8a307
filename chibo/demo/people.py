"""The people of the demonstration: all invented, always the same, marked so in the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from chibo.common.dates import add_months
from chibo.demo.traits import traits
from chibo.demo.tree import Place, Tree, skeleton
from chibo.foundation.accounts.models import User
from chibo.roll.members import actions
from chibo.roll.members.actions.batch import Enrolment
from chibo.roll.members.models import Committee, Person, Role
from chibo.roll.organizations.models import Organization

_FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Phan",
    "Trịnh",
)
_MEN = ("Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Đình", "Công", "Bá", "Trọng")
_WOMEN = ("Thị", "Ngọc", "Thu", "Kim", "Thanh", "Hồng", "Bích", "Mỹ", "Diệu", "Lan")
_OF_MEN = ("An", "Bảo", "Cường", "Đạt", "Hải", "Khánh", "Lộc", "Nam", "Quân", "Sơn", "Tâm", "Tuấn", "Việt")
_OF_WOMEN = ("Ánh", "Bình", "Diệp", "Gấm", "Hiền", "Huệ", "Liên", "Mai", "Oanh", "Phượng", "Thảo", "Uyên", "Yến")

#: Every sign-in of the demonstration uses this; it protects nothing.
PASSWORD = "minh-hoa-chi-bo-2026"  # noqa: S105  # printed by `chibo demo`


@dataclass(frozen=True, slots=True)
class Face:
    family_name: str
    given_name: str
    sex: str
    born_on: str
    identity: str


def face(number: int, born: int | None = None) -> Face:
    """The invented person of that number. Identity numbers begin with 999, which no province has."""
    woman = number % 3 == 1
    middles, givens = (_WOMEN, _OF_WOMEN) if woman else (_MEN, _OF_MEN)
    family = _FAMILIES[number % len(_FAMILIES)]
    middle = middles[number // len(_FAMILIES) % len(middles)]
    given = givens[(number // 7 + number // 150) % len(givens)]
    year = born or 1948 + number * 7 % 44
    month, day = 1 + number % 12, 1 + number % 28
    return Face(f"{family} {middle}", given, "F" if woman else "M", f"{year}-{month:02}-{day:02}", f"999{number:09}")


@dataclass
class Cast:
    """Who holds what, and who writes for which organization."""

    members: dict[str, list[Person]] = field(default_factory=dict)  # by code of the cell
    pens: dict[int, User] = field(default_factory=dict)  # by organization
    sign_ins: list[tuple[str, str]] = field(default_factory=list)  # user name, what they are
    next_face: int = 0

    def pen(self, organization: Organization) -> User:
        return self.pens[organization.pk]


def settle(tree: Tree) -> Cast:
    """The register of 2015: every cell with its official members, in one batch for each base."""
    cast, on = Cast(), skeleton()["founded_on"]
    rows: list[Enrolment] = []
    for place in tree.cells:
        rows += _members(place, cast, on)
    people = iter(actions.enroll_many(rows=rows, by=None, on=on, subject="demo:register"))
    for place in tree.cells:
        cast.members[place.organization.code] = [next(people) for _ in range(place.size)]
    return cast


def _members(place: Place, cast: Cast, on: date) -> Iterator[Enrolment]:
    for _ in range(place.size):
        cast.next_face += 1
        who = face(cast.next_face)
        admitted = min(date(int(who.born_on[:4]) + 22 + cast.next_face % 9, 5, 19), add_months(on, -36))
        yield Enrolment(
            family_name=who.family_name,
            given_name=who.given_name,
            sex=who.sex,
            born_on=who.born_on,
            identity=who.identity,
            organization=place.organization,
            decision=f"{cast.next_face}-QĐ/MH",
            decided_on=admitted - timedelta(days=20),
            admitted_on=admitted,
            recognized_on=add_months(admitted, 12),
            recognition_decision=f"{cast.next_face}-QĐ/MH-CT",
            recognition_decided_on=add_months(admitted, 12) + timedelta(days=20),
            card_number=f"{cast.next_face:08}",
            card_on=add_months(admitted, 14),
            card_decision=f"{cast.next_face}-QĐ/MH-T",
            details=traits(cast.next_face, who.born_on),
            invented=True,
        )


def account(cast: Cast, person: Person, username: str, words: str, *, may_sign_in: bool = False) -> User:
    """The person's account; only those of the cast can sign in."""
    user = User(username=username, full_name=person.name)
    if may_sign_in:
        user.set_password(PASSWORD)
        cast.sign_ins.append((username, words))
    else:
        user.set_unusable_password()
    user.save()
    actions.link_account(person=person, user=user, by=None, on=skeleton()["founded_on"])
    return user


def appoint(person: Person, role: Role, at: Organization, on: date, until: date | None = None) -> None:
    actions.appoint(
        person=person, organization=at, role=role, by=None, on=on, until=until, document="10-QĐ/MH", document_on=on
    )


def committee(at: Organization, people: list[Person], body: str, on: date, until: date | None = None) -> None:
    term = f"{on.year}-{(until or add_months(on, 60)).year}"
    actions.constitute(
        organization=at, body=body, term=term, people=people, by=None, on=on, until=until, document="11-QĐ/MH"
    )


BODY = Committee.Body
