"""Cases: adapters see facts and law, comparing happens outside, and the command says what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chibo.foundation.rulebook.cases import Case, answer, read_cases, run
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import ANSWERS, CaseAnswer, answers

CASES = """\
- id: ripe
  topic: apples
  facts: {event_date: 2025-08-01, age: 18}
  question_vi: Chín chưa?
  expected: {ripe: true, picked_on: 2025-08-02}
  authority: the orchard
- id: green
  topic: apples
  facts: {event_date: 2025-08-01, age: 17}
  expected: {ripe: true}
- id: pear
  topic: pears
  facts: {event_date: 2025-08-01}
  expected: {ripe: true}
"""


@pytest.fixture
def orchard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Mapping[str, Any], Law]]:
    """An adapter for apples; what it was given is kept."""
    given: list[tuple[Mapping[str, Any], Law]] = []

    def apples(facts: Mapping[str, Any], law: Law) -> CaseAnswer:
        given.append((facts, law))
        return CaseAnswer(
            {"ripe": facts["age"] >= law.value("admission.age_min_years").number, "picked_on": "2025-08-02"}
        )

    monkeypatch.setitem(ANSWERS, "apples", apples)
    return given


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(CASES, encoding="utf-8")
    return path


def told(*words: str | Path) -> tuple[str, str, int]:
    """stdout, stderr and exit code of ``chibo law …``."""
    out, err = StringIO(), StringIO()
    try:
        call_command("law", *map(str, words), stdout=out, stderr=err)
    except SystemExit as left:
        return out.getvalue(), err.getvalue(), int(left.code or 0)
    return out.getvalue(), err.getvalue(), 0


def test_an_adapter_sees_facts_and_the_law_of_the_day(
    orchard: list[tuple[Mapping[str, Any], Law]], cases: Path
) -> None:
    answer(read_cases(cases)[0])
    facts, law = orchard[0]
    assert facts == {"event_date": date(2025, 8, 1), "age": 18}
    assert law.day == date(2025, 8, 1)


@pytest.mark.usefixtures("orchard")
def test_every_difference_is_named_and_counted(cases: Path) -> None:
    out, _, code = told("cases", cases)
    assert out.splitlines() == [
        "green: ripe: expected True, answered False",
        "pear: ripe: unanswered",
        "cases 3, right 1, wrong 1, unanswered 1",
    ]
    assert code == 1


@pytest.mark.usefixtures("orchard")
def test_a_topic_may_be_chosen(cases: Path) -> None:
    out, _, _ = told("cases", cases, "--topic", "apples")
    assert out.splitlines()[-1] == "cases 2, right 1, wrong 1, unanswered 0"


@pytest.mark.usefixtures("orchard")
def test_all_right_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(CASES.partition("- id: green")[0], encoding="utf-8")
    assert told("cases", path) == ("cases 1, right 1, wrong 0, unanswered 0\n", "", 0)


@pytest.mark.usefixtures("orchard")
def test_json_is_only_json(cases: Path) -> None:
    out, err, code = told("cases", cases, "--json")
    assert [case["verdict"] for case in json.loads(out)] == ["right", "wrong", "unanswered"]
    assert err == "cases 3, right 1, wrong 1, unanswered 1\n"
    assert code == 1


def test_a_failing_adapter_makes_one_case_wrong(monkeypatch: pytest.MonkeyPatch, cases: Path) -> None:
    def broken(facts: Mapping[str, Any], law: Law) -> CaseAnswer:
        raise KeyError("age")

    monkeypatch.setitem(ANSWERS, "apples", broken)
    out, _, _ = told("cases", cases)
    assert "ripe: wrong: KeyError: 'age'" in out
    assert out.splitlines()[-1] == "cases 3, right 0, wrong 2, unanswered 1"


@pytest.mark.parametrize(
    ("expected", "given", "right"),
    [
        (True, True, True),
        (True, 1, False),
        (1, True, False),
        (12, 12, True),
        (date(2025, 1, 2), "2025-01-02", True),
        ("2025-01-02", date(2025, 1, 2), True),
        (date(2025, 1, 2), date(2025, 1, 3), False),
        ("2/3", Fraction(2, 3), True),
        (["a", "b"], ("a", "b"), True),
        (["a", "b"], ("b", "a"), False),
        ({"a": date(2025, 1, 2)}, {"a": "2025-01-02"}, True),
        ("yes", "no", False),
    ],
)
def test_comparing(monkeypatch: pytest.MonkeyPatch, expected: object, given: object, right: bool) -> None:
    monkeypatch.setitem(ANSWERS, "apples", lambda facts, law: CaseAnswer({"key": given}))
    result = run(Case("a", "apples", {"event_date": date(2025, 1, 1)}, expected={"key": expected}))
    assert result.verdict == ("right" if right else "wrong")


def test_none_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "apples", lambda facts, law: CaseAnswer({"key": None}))
    assert run(Case("a", "apples", {"event_date": date(2025, 1, 1)}, expected={"key": True})).verdict == "unanswered"


@pytest.mark.usefixtures("orchard")
def test_before_the_law_nothing_is_answered() -> None:
    case = Case("old", "apples", {"event_date": date(1990, 1, 1), "age": 18}, expected={"ripe": True})
    assert run(case).verdict == "unanswered"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("id: x\n", "a list of cases is expected"),
        ("- 5\n", "entry 1: a table is expected"),
        ("- {id: x, facts: {}}\n", "entry 1 x: id and topic are missing"),
        ("- {id: x, topic: y, facts: {age: 3}}\n", "entry 1 x: facts with an event_date are missing"),
        ("- {id: x, topic: y, facts: {event_date: 2025-01-01}, expected: 3}\n", "expected is a table"),
    ],
)
def test_what_is_no_case_is_refused(tmp_path: Path, text: str, refusal: str) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=refusal):
        told("cases", path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.yaml"):
        told("cases", tmp_path / "none.yaml")


def test_a_topic_has_one_adapter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "apples", lambda facts, law: CaseAnswer({}))
    with pytest.raises(ValueError, match="apples is already answered"):
        answers("apples")(run)


def test_an_adapter_gets_days_also_where_text_was_written(orchard: list[tuple[Mapping[str, Any], Law]]) -> None:
    answer(Case("a", "apples", {"event_date": date(2025, 8, 1), "age": 18, "off": ["2025-09-02"], "born": "1990-05"}))
    given, _ = orchard[-1]
    assert given["off"] == [date(2025, 9, 2)]
    assert given["born"] == "1990-05"
