"""What a list may not settle by itself: it asks, says nothing about strangers, and gives way to later acts."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions as members
from chibo.roll.members.models import Membership, Person, Role, Standing
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Job
from tests.builders import TODAY, Tree, appointed, official, tree
from tests.cast import AN, crowd, extra
from tests.roll.rosters.lists import AT, HEAD, counts, enter, lines, preview, row, take_back, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Tree:
    return tree()


def people(number: int, **other: object) -> bytes:
    return xlsx([row(who, position, **other) for position, who in enumerate(crowd(number, 300), 1)])


def without(title: str, number: int) -> bytes:
    """The same list without a column."""
    kept = [position for position, each in enumerate(HEAD) if each != title]
    rows = [row(who, position) for position, who in enumerate(crowd(number, 300), 1)]
    return xlsx([[line[position] for position in kept] for line in rows], [HEAD[position] for position in kept])


def test_the_same_person_later_with_an_identity_number_is_an_update(place: Tree) -> None:
    enter(preview(place.ward, without("Số CCCD", 2)))
    batch = preview(place.ward, people(2))
    assert counts(batch) == {"changed": 2}
    assert [change.field for change in lines(batch)[0].changes] == ["identity"]
    enter(batch)
    assert Person.objects.exclude(identity_index="").count() == 2


def test_a_blank_erases_nothing(place: Tree) -> None:
    enter(preview(place.ward, people(2)))
    assert counts(preview(place.ward, people(2, Giới_tính="", Ngày_chính_thức=""))) == {"same": 2}


def test_a_day_that_a_body_decided_is_asked_not_changed(place: Tree) -> None:
    enter(preview(place.ward, people(1)))
    batch = preview(place.ward, people(1, Ngày_vào_Đảng="04/03/2001"))
    assert counts(batch) == {"doubt": 1}
    [found] = lines(batch)
    actions.decide(row=found.row, answers={"decided:admitted_on": "take"}, by=None)
    assert counts(batch) == {"changed": 1}
    enter(batch)
    assert Membership.objects.order_by("starts_on")[0].starts_on == date(2001, 3, 4)
    take_back(batch)
    assert Membership.objects.order_by("starts_on")[0].starts_on == date(2001, 2, 3)
    assert verify().ok


def test_somebody_outside_the_scope_is_not_revealed(place: Tree) -> None:
    enter(preview(place.neighbour_ward, people(1, Chi_bộ_đang_sinh_hoạt="Chi bộ tổ dân phố 9")))
    batch = preview(place.ward, xlsx([row(extra(777), 1)]))  # the same identity number under another name
    [found] = lines(batch, "doubt")
    [question] = found.questions
    assert "ngoài phạm vi" in question.text
    assert extra(300).given_name not in question.text
    assert not question.choices


def test_lines_about_one_person_are_asked(place: Tree) -> None:
    rows = [row(extra(300), 1), row(extra(300), 1, Giới_tính=""), row(extra(301), 2)]
    assert counts(preview(place.ward, xlsx(rows))) == {"doubt": 2, "new": 1}


def test_an_unknown_cell_is_asked_once_for_all_its_rows(place: Tree) -> None:
    batch = preview(place.ward, people(3, Chi_bộ_đang_sinh_hoạt="Chi bộ TDP một"))
    assert counts(batch) == {"doubt": 3}
    assert actions.name_place(batch=batch, text="Chi bộ TDP một", code=place.cell.code, by=None) == 3
    assert counts(batch) == {"new": 3}


def test_who_left_for_an_unsaid_reason_is_asked(place: Tree) -> None:
    rows = [row(extra(300), 1, Trạng_thái="Rời khỏi Đảng")]
    assert counts(preview(place.ward, xlsx(rows))) == {"doubt": 1}


def test_the_register_changed_since_the_preview(place: Tree) -> None:
    """The second office sees what the first one changed, and decides."""
    enter(preview(place.ward, without("Số CCCD", 2)))
    batch = preview(place.ward, people(2))
    person = Person.objects.order_by("pk")[0]
    members.set_standing(
        person=person, kind=Standing.Kind.EXEMPT, by=None, on=TODAY, document="9-QĐ/ĐU", document_on=TODAY
    )
    enter(batch)
    assert counts(batch) == {"changed": 1, "doubt": 1}
    assert Person.objects.exclude(identity_index="").count() == 1
    assert "đã thay đổi" in lines(batch, "doubt")[0].messages[-1].text


def test_of_two_entries_one_wins(place: Tree) -> None:
    batch = preview(place.ward, people(2))
    enter(batch)
    with pytest.raises(Refusal, match="đã ghi vào sổ"):
        enter(batch)
    assert Person.objects.count() == 2


def test_a_later_act_stands_in_the_way_of_undoing(place: Tree) -> None:
    batch = enter(preview(place.ward, people(2)))
    person = Person.objects.order_by("pk")[0]
    appointed(person, Role.SECRETARY, place.cell, on=TODAY)
    with pytest.raises(Refusal) as refused:
        take_back(batch)
    told = " ".join(finding.sentence for finding in refused.value.findings)
    assert person.name in told
    assert "phân công nhiệm vụ" in told
    assert Person.objects.count() == 2


def test_work_that_was_left_is_taken_up_again(place: Tree) -> None:
    batch = preview(place.ward, people(2))
    job = actions.ask(batch=batch, kind=Job.Kind.APPLY, by=None, on=TODAY, at=AT)
    with pytest.raises(Refusal, match="đang làm việc khác"):
        actions.ask(batch=batch, kind=Job.Kind.APPLY, by=None, on=TODAY, at=AT)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    actions.take_up(at=AT)
    while actions.work(clock=lambda: AT):
        pass
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.state, batch.state) == (Job.State.DONE, "APPLIED")


def test_a_member_in_the_register_is_matched_by_identity(place: Tree) -> None:
    known = official(AN, place.cell)
    Person.objects.filter(pk=known.pk).update(born_on="1962-03-08")
    batch = preview(place.ward, xlsx([row(AN, 1, Ngày_vào_Đảng="31/08/2016", Ngày_chính_thức="31/08/2017")]))
    assert counts(batch) == {"changed": 1}
    enter(batch)
    known.refresh_from_db()
    assert known.identity_index
