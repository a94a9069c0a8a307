"""A procedure on a day: its steps, what they cite, and no way around a step that is left out."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.rulebook import rulebook
from chibo.foundation.rulebook.book import LookupFailed
from chibo.foundation.rulebook.loader import load
from chibo.foundation.rulebook.model import Procedure
from tests.foundation.rulebook.conftest import SmallLaw


@pytest.fixture
def early(law_files: SmallLaw) -> Procedure:
    return load(law_files.folder).procedure("joining", date(2017, 5, 1))


@pytest.fixture
def late(law_files: SmallLaw) -> Procedure:
    return load(law_files.folder).procedure("joining", date(2021, 5, 1))


def test_steps_come_and_go(early: Procedure, late: Procedure) -> None:
    assert list(early.steps) == ["S1", "S2", "S3"]
    assert list(late.steps) == ["S1", "S3"]


def test_a_step_that_ended_hands_on_what_it_required(early: Procedure, late: Procedure) -> None:
    assert early.steps["S3"].requires == ("S2",)
    assert late.steps["S3"].requires == ("S1",)


def test_a_step_that_the_route_leaves_out_hands_on_what_it_required(law_files: SmallLaw) -> None:
    law_files.change("procedures/joining.yaml", "steps:\n", "steps:\n" + LONELY)
    law_files.change("procedures/joining.yaml", "    requires: [S2]", "    requires: [S0]")
    law_files.change("procedures/joining.yaml", "  - code: R1", SECOND_ROUTE + "  - code: R1")
    procedure = load(law_files.folder).procedure("joining", date(2021, 5, 1))
    assert "S0" not in [step.code for step in procedure.on_route("R1")]
    assert procedure.required_on("R1", procedure.steps["S3"]) == ("S1",)
    assert procedure.required_on("R2", procedure.steps["S3"]) == ("S0",)


def test_parts_have_days_of_their_own(early: Procedure, late: Procedure) -> None:
    assert [paper.form for paper in early.steps["S3"].papers] == ["6-K", "old-sheet"]
    assert [paper.form for paper in late.steps["S3"].papers] == ["6-K"]
    assert early.steps["S3"].guards == ("AGE",)
    assert late.steps["S3"].guards == ("AGE", "NEW")


def test_each_step_cites_the_text_of_the_day(early: Procedure, late: Procedure) -> None:
    cited = [procedure.steps["S1"].citation for procedure in (early, late)]
    assert [citation.label for citation in cited if citation] == [
        "3.1 Rule 1-Q ngày 1/1/2016",
        "3.1 Rule 2-Q ngày 1/12/2019",
    ]
    assert [c.label for c in late.routes["R1"].citations] == ["4.3 Rule 2-Q ngày 1/12/2019"]


def test_a_version_names_its_texts_and_its_days(early: Procedure, late: Procedure) -> None:
    assert (early.version, late.version) == ("Rule 1-Q ngày 1/1/2016", "Rule 2-Q ngày 1/12/2019")
    assert (early.starts_on, early.ends_on) == (date(2016, 1, 1), date(2018, 1, 1))
    assert (late.starts_on, late.ends_on) == (date(2020, 1, 1), None)


def test_before_its_first_day_there_is_no_procedure(law_files: SmallLaw) -> None:
    with pytest.raises(LookupFailed, match="not kept for 2015-01-01"):
        load(law_files.folder).procedure("joining", date(2015, 1, 1))


def test_a_day_has_one_vote_and_one_deadline(law_files: SmallLaw) -> None:
    law_files.change(
        "procedures/joining.yaml",
        "    deadline: {limit: joining.age, counted_from: S1, when_late: warn}\n",
        "    deadline:\n"
        "      - {until: 2020-01-01, limit: joining.age, counted_from: S1}\n"
        '      - {from: 2020-01-01, limit: joining.age, counted_from: "fact:moved_on"}\n',
    )
    book = load(law_files.folder)
    limits = [book.procedure("joining", day).steps["S3"].deadline for day in (date(2019, 1, 1), date(2020, 1, 1))]
    assert [limit.counted_from for limit in limits if limit] == ["S1", "fact:moved_on"]
    law_files.change("procedures/joining.yaml", "{from: 2020-01-01, limit", "{from: 2019-01-01, limit")
    assert "two of deadline on the same days" in law_files.refusal()


@pytest.mark.parametrize(
    "day", [date(2018, 6, 4), date(2022, 7, 16), date(2025, 8, 1), date(2026, 5, 1), date(2026, 11, 23)]
)
def test_what_ships_cites_a_text_for_every_step_of_every_era(day: date) -> None:
    for code in rulebook().procedures:
        procedure = rulebook().procedure(code, day)
        for step in procedure.steps.values():
            assert step.citation, (code, step.code)
            assert set(step.requires) <= set(procedure.steps), (code, step.code)
            assert step.citation.instrument.in_force(day) or not step.citation.confidence.binds, (code, step.code)


LONELY = """\
  - code: S0
    verb: ask
    title: Ask
    by: cell
    act: record
    routes: [R2]
    requires: [S1]
    citations: [{from: 2020-01-01, instrument: 2-Q@2019-12-01, clause: 3.0, confidence: high}]
"""
SECOND_ROUTE = """\
  - code: R2
    title: The other way
    from: 2020-01-01
    bodies: {cell: CELL, decider: BASE}
    decider: committee
    citations: [{instrument: 2-Q@2019-12-01, clause: 4.4, confidence: high}]
"""
