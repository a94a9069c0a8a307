"""The lines of a list as they are printed and exported, a thousand people at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.common.dates import PartialDate, display, full_years
from chibo.common.secrets import open_sealed
from chibo.foundation.rulebook.law import Law, law_on
from chibo.roll.members.models import Appointment, MemberCard, Membership, Role, Stay
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.lists import rows_of
from chibo.roll.members.queries.status import MemberRow
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import names_on

AT_A_TIME = 1_000
#: Instead of twelve digits, for those who may not see them.
MASKED = "•••• •••• ••••"


@dataclass(frozen=True, slots=True)
class Line:
    """What one member's line says, each in the order of ``TITLES``; days and numbers as text."""

    cells: tuple[str, ...]


#: Title and width of each column, in characters.
TITLES: tuple[tuple[str, int], ...] = (
    ("Họ và tên", 26),
    ("Giới tính", 7),
    ("Ngày sinh", 11),
    ("Dân tộc", 9),
    ("Số lý lịch", 11),
    ("Số thẻ đảng viên", 16),
    ("Số định danh cá nhân", 16),
    ("Ngày vào Đảng", 11),
    ("Ngày chính thức", 11),
    ("Tuổi đảng", 7),
    ("Diện", 24),
    ("Tổ chức", 30),
    ("Nhiệm vụ", 18),
    ("Học vấn", 18),
    ("Chuyên môn", 14),
    ("Lý luận chính trị", 14),
    ("Nghề nghiệp, công tác", 22),
)

#: What of it goes on paper: the columns that a committee reads, without the personal numbers.
ON_PAPER = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12)


def lines_of(people: Sequence[int], on: date, authority: Authority, *, identity: bool) -> Iterator[Line]:
    """Eight queries for each thousand. ``identity``: in clear, of those whose numbers the asker may see."""
    law = law_on(on)
    reach = _revealed(authority) if identity else frozenset()
    for start in range(0, len(people), AT_A_TIME):
        some = people[start : start + AT_A_TIME]
        facts = _Facts(some, on)
        for row in rows_of(some, on):
            yield Line(_cells(row, facts, on, law, row.home_id in reach))


def by_cell(people: Sequence[int], on: date) -> list[tuple[str, str, list[str]]]:
    """The people of a list under their cells, in the order of the tree: the cell, what it stands under, the names.

    Somebody without a cell on the day stands under an empty name, last.
    """
    rows = [row for at in range(0, len(people), AT_A_TIME) for row in rows_of(people[at : at + AT_A_TIME], on)]
    forms = {
        form.organization_id: form for form in Form.objects.on(on).filter(organization__in={r.home_id for r in rows})
    }
    above = names_on({form.parent_id for form in forms.values() if form.parent_id}, on)
    found: dict[int | None, list[str]] = {}
    for row in sorted(rows, key=lambda row: forms[row.home_id].path if row.home_id in forms else "~"):
        found.setdefault(row.home_id if row.home_id in forms else None, []).append(row.person.name)
    return [
        (forms[pk].name, above.get(forms[pk].parent_id or 0, ""), names) if pk is not None else ("", "", names)
        for pk, names in found.items()
    ]


def _revealed(authority: Authority) -> frozenset[int]:
    forms = Form.objects.on(authority.on).filter(authority.forms(Right.REVEAL_IDENTITY))
    return frozenset(forms.values_list("organization", flat=True))


class _Facts:
    """What stands beside the row of a person: the three dates, the card, the duties."""

    def __init__(self, people: Sequence[int], on: date) -> None:
        stays = Stay.objects.filter(in_force(on), person__in=people)
        self.stays = {pk: (joined, aged) for pk, joined, aged in stays.values_list("person", "joined_on", "aged_from")}
        official = Membership.objects.filter(person__in=people, kind=Membership.Kind.OFFICIAL, starts_on__lte=on)
        self.official = dict(official.order_by("-starts_on").values_list("person", "starts_on"))
        cards = MemberCard.objects.filter(person__in=people, ends_on__isnull=True).order_by("issued_on")
        self.cards = dict(cards.values_list("person", "number"))
        self.duties: dict[int, list[str]] = defaultdict(list)
        held = Appointment.objects.filter(in_force(on), person__in=people).order_by("role")
        for pk, role in held.values_list("person", "role"):
            self.duties[pk].append(Role(role).label)


def _cells(row: MemberRow, facts: _Facts, on: date, law: Law, revealed: bool) -> tuple[str, ...]:
    person = row.person
    joined, aged = facts.stays.get(person.pk, (None, None))
    official = facts.official.get(person.pk)
    number = open_sealed(bytes(person.identity_secret)) if revealed and person.identity_secret else ""
    card = facts.cards.get(person.pk, "")
    return (
        person.name,
        person.get_sex_display(),
        PartialDate.parse(person.born_on).display if person.born_on else "",
        person.ethnicity,
        person.cv_number,
        card if revealed or len(card.replace(".", "")) != 12 else MASKED,
        number or (MASKED if person.identity_secret else ""),
        display(joined) if joined else "",
        display(official) if official else "",
        str(full_years(aged, on)) if aged and aged <= on else "",
        str(row.status),
        row.home,
        ", ".join(facts.duties.get(person.pk, ())),
        _word(law, "admission.education_ladder", person.education),
        _word(law, "register.professional_levels", person.professional),
        _word(law, "register.theory_levels", person.theory),
        _word(law, "register.occupation_groups", person.occupation_group),
    )


def _word(law: Law, name: str, code: str) -> str:
    return law.parameter(name).labels.get(code, code) if code else ""
