"""The files of the demonstration: entries, papers checked, a loan that is late, a proposal that waits, guests."""

from __future__ import annotations

from datetime import date, timedelta

from chibo.common.dates import add_months
from chibo.demo.offices import STAGE
from chibo.demo.people import Cast
from chibo.demo.tree import Tree, skeleton
from chibo.foundation.accounts.models import User
from chibo.roll.files import actions
from chibo.roll.files.actions import Mark
from chibo.roll.files.models import PaperCheck
from chibo.roll.files.queries.papers import kept_under, needed_of
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of

#: What stands in the files of the first people of the stage's cell; days are partial as life has them.
ENTRIES: tuple[tuple[int, Told], ...] = (
    (0, Told("GENERAL_EDUCATION", "12/12", to_on="1986")),
    (0, Told("TRAINING", "Đại học Hành chính (minh họa)", "Học viện A", "1996", "2000-06", "123/ĐH", "2000-07")),
    (0, Told("THEORY", "Trung cấp lý luận chính trị", "Trường chính trị tỉnh", "2008", "2009-05", "45/TC", "2009-05")),
    (0, Told("POST", "Tổ trưởng tổ dân phố 3", "Phường (minh họa)", "2016-03")),
    (0, Told("EMPLOYMENT", "Công chức địa chính", "Ủy ban nhân dân phường", "2001-02", "2015-12")),
    (0, Told("AWARD", "Bằng khen", "", "2019", "", "77/QĐ-MH", "2019-12-20", "Ủy ban nhân dân tỉnh")),
    (1, Told("TRAINING", "Cao đẳng sư phạm", "Trường B", "2002", "2005", "9/CĐ", "2005")),
    (1, Told("DISCIPLINE", "Khiển trách", "", "2017-04-10", "2018-04-10", "3-QĐ/MH", "2017-04-10", "Chi bộ")),
    (8, Told("LANGUAGE", "Tiếng Anh bậc 3", "", "2018", "", "31/CC", "2018-08")),
    (8, Told("EMPLOYMENT", "Kỹ thuật viên", "Xí nghiệp nước (minh họa)", "2010-09")),
)
GUESTS = (
    ("Lương Minh Thảo", "1984", "Chi bộ Trường THPT minh họa", "12-GT/CB", ""),
    ("Tạ Quốc Hưng", "1991-02", "Chi bộ Đồn công an minh họa", "15-GT/CB", "barracks"),
    ("Nghiêm Thu Hạnh", "2005", "Chi bộ sinh viên trường đại học minh họa", "3-GT/CB", "student_away"),
)


def keep_files(tree: Tree, cast: Cast, today: date) -> None:
    """The ward's office writes in the files of the stage's cell; about a third of the papers is found wanting."""
    office, member = (User.objects.get(username=name) for name in ("vanphong", "dangvien"))
    cell = next(place.organization for place in tree.cells if place.organization.code == STAGE)
    people = cast.members[STAGE]
    since = today - timedelta(days=40)
    for index, told in ENTRIES:
        actions.add_entry(person=people[index], told=told, by=office, on=since)
    _check(cell, office, since)
    _lend(people[3], office, today)
    _correct(people[2], office, since)
    actions.propose(
        person=people[8],
        field="residence",
        new="Số 27, tổ dân phố 3 (minh họa)",
        ground="Thẻ căn cước, mang đến khi văn phòng hẹn",
        by=member,
        on=today - timedelta(days=3),
    )
    for name, born, home, letter, exempt in GUESTS:
        actions.introduce(
            organization=cell,
            name=name,
            born_on=born,
            home=home,
            letter=letter,
            exempt=exempt,
            by=office,
            on=date(today.year - 1, 10, 15),
        )
    _compare(tree, office, today)


def _check(cell: Organization, office: User, on: date) -> None:
    """Everybody's papers were looked for; every third person and every fifth paper is a gap."""
    people = list(kept_under(form_of(cell, on), on))
    needed = needed_of(people, on)
    marks = []
    for place, person in enumerate(people):
        for each in needed[person.pk]:
            number = each.paper.number
            if each.possible or (place % 3 == 2 and number % 5 == 1):
                continue
            gap = (place + number) % 9 == 0
            state = PaperCheck.State.MISSING if gap else PaperCheck.State.PRESENT
            marks.append(Mark(person, number, state, "" if gap else f"Tủ 1, ngăn {1 + place % 4}, cặp {place + 1}"))
    actions.check_papers(marks=marks, by=office, on=on)


def _lend(person: Person, office: User, today: date) -> None:
    actions.lend(
        person=person,
        number=None,
        borrower="Chu Thị Mượn",
        office="Ủy ban kiểm tra (minh họa)",
        purpose="Xác minh theo kế hoạch",
        allowed_by="Phó bí thư thường trực, phiếu 4",
        due_on=today - timedelta(days=6),
        by=office,
        on=today - timedelta(days=20),
    )


def _correct(person: Person, office: User, on: date) -> None:
    actions.correct_person(
        person=person,
        asked=Asked(
            field="residence",
            kind="UPDATE",
            old=person.residence,
            new="Số 8, ngõ 12, tổ dân phố 3 (minh họa)",
            ground="Phiếu bổ sung hồ sơ của đảng viên",
            document="PBS-2026",
            document_on=on,
        ),
        by=office,
        on=on,
    )


def _compare(tree: Tree, office: User, today: date) -> None:
    """The ward's half-yearly round is open: half of the stage's cell is compared, one file differs."""
    ward = tree.organizations[skeleton()["reorganization_2025"]["wards"][0]["into"]["code"]]
    on = max(add_months(today, -1), skeleton()["reorganization_2025"]["day"])
    people = list(kept_under(form_of(ward, on), on).values_list("pk", flat=True))
    cell = next(place.organization for place in tree.cells if place.organization.code == STAGE)
    mine = list(kept_under(form_of(cell, on), on).values_list("pk", flat=True))
    round = actions.open_round(organization=ward, people=people, by=office, on=on)
    half = mine[: len(mine) // 2]
    actions.compare_files(
        round=round, agree=half[1:], differ={half[0]: "Sổ ghi thẻ khác số trong hồ sơ"}, by=office, on=on
    )
