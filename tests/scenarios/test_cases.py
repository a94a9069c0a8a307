"""Every question of the matters built so far, answered by the rules; and what ships of it holds no answer."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from chibo.foundation.rulebook.cases import Case, answer, read_cases, run
from chibo.foundation.rulebook.loader import LAW

TOPICS = {"admission", "recognition", "readmission", "seniority"}
CASES = [case for case in read_cases(Path(__file__).parents[1] / "law" / "cases.yaml") if case.topic in TOPICS]
SHIPPED = LAW / "scenarios" / "questions.yaml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_rules_answer_as_the_texts_do(case: Case) -> None:
    result = run(case)
    assert not result.error
    assert not result.wrong
    assert not result.unanswered


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_answer_says_what_was_found_and_where_it_stands(case: Case) -> None:
    findings = answer(case).findings
    assert findings
    assert all(finding.sentence.endswith(".") for finding in findings)
    assert any(finding.citation for finding in findings)


def test_the_page_has_the_same_questions_and_no_answer() -> None:
    shipped = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    assert [(each["id"], each["facts"]) for each in shipped] == [(case.id, dict(case.facts)) for case in CASES]
    assert {name for each in shipped for name in each} == {
        "id",
        "topic",
        "question_vi",
        "facts",
        "authority",
        "source",
    }
