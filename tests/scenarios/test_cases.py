"""The cases of the trade, answered by the rules that the screens use."""

from __future__ import annotations

from pathlib import Path

import pytest

from chibo.foundation.rulebook.cases import Case, answer, read_cases, run
from chibo.foundation.rulebook.loader import LAW

TOPICS = {"admission", "recognition", "readmission", "seniority", "badge", "fees", "records"}
CASES = [case for case in read_cases(Path(__file__).parent.parent / "law/cases.yaml") if case.topic in TOPICS]
SHIPPED = LAW / "scenarios/questions.yaml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_expected_answer_is_given(case: Case) -> None:
    result = run(case)
    assert result.verdict == "right", (result.wrong, result.unanswered, result.error)


def test_the_page_ships_the_questions_without_their_answers() -> None:
    shipped = read_cases(SHIPPED)
    assert {case.id for case in shipped} == {case.id for case in CASES}
    assert all(not case.expected for case in shipped)
    assert all(case.question and case.source and "authority" in case.about for case in shipped)


def test_every_shipped_question_is_answered() -> None:
    assert [case.id for case in read_cases(SHIPPED) if not answer(case).answers] == []


def test_adapters_name_no_case() -> None:
    files = [*LAW.parent.rglob("questions.py"), *LAW.parent.rglob("questions/*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [case.id for case in CASES if case.id in text] == []
