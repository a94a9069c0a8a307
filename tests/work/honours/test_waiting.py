"""What waits for whom in the matter of badges, and who is barred, on the lists."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.roll.files.actions import add_entry
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.queries import authority_of
from chibo.work.honours.queries.due import Filter, due_page
from chibo.work.honours.queries.waiting import waiting_for
from tests.builders import form as form_of
from tests.work.honours.stage import ROUND, TODAY, Stage

pytestmark = pytest.mark.django_db
REACHED = date(1992, 10, 1)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def titles(stage: Stage, user: object) -> list[str]:
    return [line.title for line in waiting_for(authority_of(user, TODAY), TODAY)]  # type: ignore[arg-type]  # a user


def test_a_round_comes_near_and_a_declaration_is_missing(stage: Stage) -> None:
    stage.veteran(1, REACHED)
    assert titles(stage, stage.pen) == ["1 đồng chí đến mốc Huy hiệu Đảng, chưa có tờ khai"]
    assert titles(stage, stage.office) == []
    (line,) = waiting_for(authority_of(stage.pen, TODAY), TODAY)
    assert line.due_on == ROUND and line.citation is not None


def test_the_cell_considers_then_the_ward_makes_its_list(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    assert titles(stage, stage.pen) == ["Chi bộ xét đề nghị tặng Huy hiệu Đảng: 1 đồng chí"]
    stage.considered(nomination)
    assert titles(stage, stage.pen) == []
    assert titles(stage, stage.office) == ["Lập tờ trình tặng Huy hiệu Đảng: 1 đồng chí"]
    stage.submitted(nomination)
    assert titles(stage, stage.office) == []


def test_who_is_barred_is_listed_with_the_day(stage: Stage) -> None:
    barred, free = stage.veteran(1, REACHED), stage.veteran(2, REACHED)
    for person, what, day in ((barred, "Cảnh cáo", "2022-06-01"), (free, "Khiển trách", "2021-06-01")):
        told = Told(kind="DISCIPLINE", what=what, document="4-QĐ/UBKT", document_on=day, from_on=day)
        add_entry(person=person, told=told, by=None, on=TODAY)
    (row,) = due_page(form_of(stage.tree.ward), ROUND, TODAY, Filter.BARRED).rows
    assert (row.person, row.due.barred_until) == (barred, date(2023, 3, 1))
    assert len(due_page(form_of(stage.tree.ward), ROUND, TODAY, Filter.DUE).rows) == 2, "both reached it"
