"""Questions with facts, answered by the same rules that the screens use; expected answers are only ever compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from chibo.foundation.rulebook.law import LookupFailed, law_on
from chibo.foundation.rulebook.registry import ANSWERS, CaseAnswer

__all__ = ["Case", "CaseAnswer", "Result", "answer", "read_cases", "run"]


@dataclass(frozen=True, slots=True)
class Case:
    """A question: dated facts in; ``expected`` is for comparing only and no adapter sees it."""

    id: str
    topic: str
    facts: Mapping[str, Any]
    question: str = ""
    source: str = ""
    expected: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)  # whatever else the file says of it

    @property
    def on(self) -> date:
        day: date = self.facts["event_date"]
        return day


@dataclass(frozen=True, slots=True)
class Result:
    """How an answer compares with what was expected, key by key."""

    case: Case
    wrong: Mapping[str, Any]  # key -> what was answered
    unanswered: Sequence[str]
    error: str = ""  # the adapter failed on these facts

    @property
    def verdict(self) -> str:
        if self.wrong or self.error:
            return "wrong"
        return "unanswered" if self.unanswered else "right"


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; ValueError names the file and the entry that is no case."""
    listed = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(listed, list):
        raise ValueError(f"{path}: a list of cases is expected")
    return [_case(path, number, entry) for number, entry in enumerate(listed, start=1)]


def _case(path: Path, number: int, entry: Any) -> Case:
    def refuse(what: str) -> ValueError:
        name = entry.get("id", "") if isinstance(entry, dict) else ""
        return ValueError(f"{path}: entry {number} {name}: {what}".replace(" :", ":"))

    if not isinstance(entry, dict):
        raise refuse("a table is expected")
    about = dict(entry)
    name, topic, facts = (about.pop(key, None) for key in ("id", "topic", "facts"))
    if not (isinstance(name, str) and name and isinstance(topic, str) and topic):
        raise refuse("id and topic are missing")
    if not (isinstance(facts, dict) and type(facts.get("event_date")) is date):
        raise refuse("facts with an event_date are missing")
    expected = about.pop("expected", {})
    if not isinstance(expected, dict):
        raise refuse("expected is a table of keys")
    question = str(about.pop("question_vi", "") or about.pop("question", ""))
    return Case(name, topic, facts, question, str(about.pop("source", "")), expected, about)


def answer(case: Case) -> CaseAnswer:
    """What the rules say to the facts, under the law of their day; nothing where nobody answers the topic.

    Days written as text are days to the adapter.
    """
    adapter = ANSWERS.get(case.topic)
    if adapter is None:
        return CaseAnswer({})
    try:
        law = law_on(case.on)
    except LookupFailed:
        return CaseAnswer({})
    return adapter({name: _plain(value) for name, value in case.facts.items()}, law)


def run(case: Case) -> Result:
    """Answer and compare; a failing adapter makes the case wrong and stops no other."""
    try:
        answers = answer(case).answers
    except Exception as error:
        return Result(case, {}, tuple(case.expected), f"{type(error).__name__}: {error}")
    given = {key: answers[key] for key in case.expected if answers.get(key) is not None}
    return Result(
        case,
        wrong={key: value for key, value in given.items() if not _same(case.expected[key], value)},
        unanswered=tuple(key for key in case.expected if key not in given),
    )


def _same(expected: Any, given: Any) -> bool:
    expected, given = _plain(expected), _plain(given)
    if isinstance(expected, bool) or isinstance(given, bool):
        return expected is given
    return bool(expected == given)


def _plain(value: Any) -> Any:
    """Days as days (also when written as text), fractions as text, tuples as lists."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return str(value)
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return value
