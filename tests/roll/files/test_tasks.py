"""What the keeping of files puts on the home page of those who keep them, and of nobody else."""

from __future__ import annotations

from datetime import date

from django.test import Client

from chibo.foundation.accounts.models import User
from chibo.roll.files import actions
from chibo.roll.members.actions import end_membership
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries import authority_of
from chibo.web.file_sources import loans_overdue, rounds_due
from tests import builders
from tests.builders import Tree

ON = date(2022, 10, 26)


def test_a_file_that_did_not_come_back_stays_on_the_home_page(tree: Tree, office: User, binh: Person) -> None:
    told = {"borrower": "Chu Thị Mượn", "office": "UBKT", "purpose": "đọc", "allowed_by": "PBT"}
    actions.lend(person=binh, number=None, due_on=date(2022, 11, 2), by=office, on=ON, **told)
    assert list(loans_overdue(authority_of(office, date(2022, 11, 2)), date(2022, 11, 2))) == []
    (task,) = loans_overdue(authority_of(office, date(2023, 5, 1)), date(2023, 5, 1))
    assert (task.due_on, task.organization) == (date(2022, 11, 2), "UBKT") and binh.name in task.title
    assert list(loans_overdue(authority_of(builders.secretary(tree.cell), date(2023, 5, 1)), date(2023, 5, 1))) == []


def test_an_open_round_and_the_next_one_stand_there(tree: Tree, office: User, binh: Person) -> None:
    assert list(rounds_due(authority_of(office, ON), ON)) == []
    round = actions.open_round(organization=tree.ward, people=[binh.pk], by=office, on=ON)
    (task,) = rounds_due(authority_of(office, ON), ON)
    assert (task.state, task.due_on) == ("Đợt đang mở", None)
    actions.compare_files(round=round, agree=[binh.pk], differ={}, by=office, on=ON)
    actions.close_round(round=round, by=office, on=ON)
    assert list(rounds_due(authority_of(office, date(2023, 4, 25)), date(2023, 4, 25))) == []
    (task,) = rounds_due(authority_of(office, date(2023, 4, 26)), date(2023, 4, 26))
    assert (task.state, task.due_on) == ("Đến kỳ", date(2023, 4, 26))


def test_the_checklist_of_somebody_who_left_says_that_the_file_goes_up(tree: Tree, office: User, binh: Person) -> None:
    client = Client()
    client.force_login(office)
    url = f"/ho-so-dang-vien/{binh.pk}/giay-to/"
    assert "phiếu báo: " not in client.get(url).content.decode()
    end_membership(person=binh, by=None, on=ON, ends_by=Membership.End.DEATH)
    page = client.get(url).content.decode()
    assert "từ khi lập phiếu báo: 30 ngày làm việc" in page and "Được kết nạp" in page
