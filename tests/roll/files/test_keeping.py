"""Rounds of comparing, handing over, lending: each act done right, then each way of being refused."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files import actions
from chibo.roll.files.models import Loan, Round, RoundItem
from chibo.roll.files.queries import keeping as queries
from chibo.roll.files.queries.papers import kept_under
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.queries import form_of
from tests import builders
from tests.builders import Tree

ON = date(2022, 10, 26)


@pytest.fixture
def people(tree: Tree, binh: Person) -> list[Person]:
    return [binh, *builders.officials(2, tree.cell)]


@pytest.fixture
def round(tree: Tree, office: User, people: list[Person]) -> Round:
    return actions.open_round(organization=tree.ward, people=[p.pk for p in people], by=office, on=ON)


def test_a_round_stays_open_until_everything_is_compared_and_settled(
    round: Round, office: User, people: list[Person]
) -> None:
    first, second, third = people
    with pytest.raises(Refusal, match="còn 3 hồ sơ chưa đối chiếu, 0 hồ sơ có điều khác"):
        actions.close_round(round=round, by=office, on=ON)
    actions.compare_files(round=round, agree=[first.pk, second.pk], differ={third.pk: "thiếu thẻ"}, by=office, on=ON)
    with pytest.raises(Refusal, match="còn 0 hồ sơ chưa đối chiếu, 1 hồ sơ có điều khác"):
        actions.close_round(round=round, by=office, on=ON)
    item = round.items.get(person=third)
    actions.settle(item=item, how="Đã bổ sung", by=office, on=ON)
    actions.close_round(round=round, by=office, on=ON)
    assert Round.objects.get().closed_on == ON
    assert RoundItem.objects.get(person=third).settled_by == office


def test_one_round_at_a_time_and_at_the_keeper_only(tree: Tree, round: Round, office: User, binh: Person) -> None:
    with pytest.raises(Refusal, match="còn một đợt chưa xong"):
        actions.open_round(organization=tree.ward, people=[binh.pk], by=office, on=ON)
    with pytest.raises(Refusal, match="do cấp ủy cơ sở giữ"):
        actions.open_round(organization=tree.cell, people=[binh.pk], by=office, on=ON)
    with pytest.raises(Refusal, match="chưa có hồ sơ nào"):
        actions.open_round(organization=tree.neighbour_ward, people=[], by=office, on=ON)


def test_a_comparison_says_what_differs_and_who_is_meant(round: Round, office: User, people: list[Person]) -> None:
    stranger = builders.person(builders.AN)
    for wrong, says in (
        ({"agree": [], "differ": {people[0].pk: " "}}, "phải ghi khác điều gì"),
        ({"agree": [stranger.pk], "differ": {}}, "không có trong đợt này"),
        ({"agree": [], "differ": {}}, "chưa đánh dấu"),
    ):
        with pytest.raises(Refusal, match=says):
            actions.compare_files(round=round, by=office, on=ON, **wrong)  # type: ignore[arg-type]  # of each kind
    with pytest.raises(Refusal, match="đợt bắt đầu ngày 26/10/2022"):
        actions.compare_files(round=round, agree=[people[0].pk], differ={}, by=office, on=date(2022, 10, 25))


def test_a_closed_round_takes_nothing_more(round: Round, office: User, people: list[Person]) -> None:
    actions.compare_files(round=round, agree=[p.pk for p in people], differ={}, by=office, on=ON)
    actions.close_round(round=round, by=office, on=ON)
    with pytest.raises(Refusal, match="đã xong ngày 26/10/2022"):
        actions.compare_files(round=round, agree=[people[0].pk], differ={}, by=office, on=ON)


def test_only_a_difference_is_settled_and_with_words(round: Round, office: User, people: list[Person]) -> None:
    item = round.items.get(person=people[0])
    with pytest.raises(Refusal, match="không có điều khác"):
        actions.settle(item=item, how="x", by=office, on=ON)
    actions.compare_files(round=round, agree=[], differ={people[0].pk: "thiếu"}, by=office, on=ON)
    with pytest.raises(Refusal, match="chưa ghi đã xử lý"):
        actions.settle(item=item, how=" ", by=office, on=ON)


def test_the_next_round_is_asked_for_after_six_months(
    tree: Tree, round: Round, office: User, people: list[Person]
) -> None:
    actions.compare_files(round=round, agree=[p.pk for p in people], differ={}, by=office, on=ON)
    actions.close_round(round=round, by=office, on=ON)
    before, after = date(2023, 4, 25), date(2023, 4, 26)
    assert queries.rounds_to_do(authority_of(office, before), before) == []
    ((form, due, since),) = queries.rounds_to_do(authority_of(office, after), after)
    assert (form.organization, due, since) == (tree.ward, after, None)


def test_a_file_is_lent_and_comes_back(tree: Tree, office: User, binh: Person) -> None:
    loan = lend(binh, office)
    late = date(2022, 11, 10)
    assert queries.overdue_loans(authority_of(office, late), late, 10) == [loan]
    (row,) = queries.loan_rows(list(queries.loans_under(form_of(tree.ward, late), late)), late)
    assert row.overdue and row.thing == "Cả hồ sơ"
    actions.take_back(loan=loan, note="đủ", by=office, on=late)
    assert queries.overdue_loans(authority_of(office, late), late, 10) == []
    with pytest.raises(Refusal, match="đã ghi trả ngày 10/11/2022"):
        actions.take_back(loan=loan, note="", by=office, on=late)


def lend(person: Person, by: User, number: int | None = None, **more: object) -> Loan:
    told = {"borrower": "Chu Thị Mượn", "office": "UBKT", "purpose": "đọc", "allowed_by": "Phó bí thư"}
    days = {"on": ON, "due_on": date(2022, 11, 2)}
    return actions.lend(person=person, number=number, by=by, **{**told, **days, **more})  # type: ignore[arg-type]


def test_what_is_out_is_not_lent_again(office: User, binh: Person) -> None:
    lend(binh, office, 5)
    lend(binh, office, 7)
    for number in (5, None):
        with pytest.raises(Refusal, match=r"Chu Thị Mượn .* đang mượn giấy tờ số"):
            lend(binh, office, number)
    with pytest.raises(Refusal, match="danh mục không có giấy tờ số 105"):
        lend(binh, office, 105)
    with pytest.raises(Refusal, match="ở trước ngày mượn"):
        lend(binh, office, 9, due_on=date(2022, 10, 25))


def test_files_are_handed_over_as_they_are_counted(
    tree: Tree, office: User, binh: Person, people: list[Person]
) -> None:
    actions.check_papers(marks=[actions.Mark(binh, 5, "PRESENT")], by=office, on=ON)
    lend(binh, office)
    rows = queries.handover_rows(form_of(tree.ward, ON), ON)
    told = {"giver": "Giao", "receiver": "Nhận", "witness": "", "ground": "QĐ 5"}
    made = actions.hand_over(organization=tree.ward, rows=rows, by=office, on=ON, **told)
    mine = next(row for row in made.rows if row["person"] == binh.pk)
    assert (mine["present"], mine["lent"]) == (1, True)
    assert len(made.rows) == kept_under(form_of(tree.ward, ON), ON).count()
    for wrong, says in (({"receiver": "Giao"}, "phải là hai người"), ({"ground": ""}, "lý do hoặc văn bản")):
        with pytest.raises(Refusal, match=says):
            actions.hand_over(organization=tree.ward, rows=rows, by=office, on=ON, **{**told, **wrong})
    with pytest.raises(Refusal, match="chưa có hồ sơ nào"):
        actions.hand_over(organization=tree.ward, rows=[], by=office, on=ON, **told)
