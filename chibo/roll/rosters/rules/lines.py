"""One line of a list on its way into the register: what it says, what was found about it, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from chibo.roll.members.rules.dates import SpellLine


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBT = "doubt"
    REFUSED = "refused"


class Weight(StrEnum):
    WARNING = "warning"
    DOUBT = "doubt"
    REFUSED = "refused"


class Message(NamedTuple):
    """What was seen, what is wrong, what to do; ``column`` is its title in the file."""

    column: str
    weight: str
    text: str


class Question(NamedTuple):
    """Something that only the office can settle. An answer is one of ``choices``, or typed when ``free`` says what."""

    code: str
    column: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    free: str = ""  # "day": a whole day; "text": as it stands in the register


#: The answer that leaves a line out, open to every question.
LEAVE = "leave"
#: Answers to a doubt about one cell.
PROPOSED, BLANK = "proposed", "blank"
#: What stands before a typed answer.
TYPED = "typed:"


class Reading(NamedTuple):
    """A problem that reading the cell left behind."""

    column: str
    weight: str
    text: str
    field: str = ""
    proposal: str = ""


class Change(NamedTuple):
    """A field of somebody we have: what the register says, and what the list says."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class Entry:
    """What a line says, each value as plain text: days ISO (perhaps partial), sex M or F, statuses by code."""

    sheet: int
    number: int
    values: dict[str, str]
    readings: tuple[Reading, ...] = ()
    answers: dict[str, str] = field(default_factory=dict)
    identity_index: str = ""
    folded: str = ""
    family_name: str = ""
    given_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    def day(self, code: str) -> date | None:
        """A whole day, where there is one."""
        value = self.values.get(code, "")
        return date.fromisoformat(value) if len(value) == 10 else None


def question_of(number: int, reading: Reading) -> str:
    """The code of what is asked about the reading of that number."""
    return f"read:{number}:{reading.field}"


def settle(values: dict[str, str], reading: Reading, answer: str) -> None:
    """The value that the answer gives to the cell."""
    if not reading.field or not answer or answer == LEAVE:
        return
    if answer == PROPOSED:
        values[reading.field] = reading.proposal
    elif answer == BLANK:
        values.pop(reading.field, None)
    else:
        values[reading.field] = answer.removeprefix(TYPED)


def answered(entry: Entry) -> dict[str, str]:
    """The values of the line once its doubtful cells are as they were answered."""
    values = dict(entry.values)
    for number, reading in enumerate(entry.readings):
        if reading.weight == Weight.DOUBT:
            settle(values, reading, entry.answers.get(question_of(number, reading), ""))
    return values


class Twin(NamedTuple):
    """The field that a line shares with another one, and where that one stands."""

    field: str
    number: int
    table: int = 0


@dataclass(slots=True)
class Plan:
    """What is to be written for the line. ``columns`` are the person's; ``rows`` memberships to change, by id."""

    columns: dict[str, str] = field(default_factory=dict)
    name: tuple[str, str] | None = None
    identity: str = ""
    card: tuple[str, date | None] | None = None
    card_days: dict[int, date] = field(default_factory=dict)
    spells: list[SpellLine] = field(default_factory=list)
    rows: dict[int, dict[str, object]] = field(default_factory=dict)
    standings: list[tuple[str, date]] = field(default_factory=list)
    organization: int = 0
    placed_on: date | None = None


@dataclass(slots=True)
class Judged:
    """The outcome for one line."""

    entry: Entry
    person: int | None = None
    picture: str = ""
    changes: list[Change] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    left: bool = False
    twin: Twin | None = None
    said: dict[str, str] = field(default_factory=dict)  # the values as they came, before answers changed them

    def __post_init__(self) -> None:
        self.said = dict(self.entry.values)

    @property
    def verdict(self) -> Verdict:
        if self.left or (self.messages and any(message.weight == Weight.REFUSED for message in self.messages)):
            return Verdict.REFUSED
        if self.questions and self.open_questions:
            return Verdict.DOUBT
        if self.person is None:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes else Verdict.SAME

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.code not in self.entry.answers]

    def ask(self, question: Question) -> str:
        """The answer, or nothing yet; a line that is left out is not judged further."""
        self.questions.append(question)
        answer = self.entry.answers.get(question.code, "")
        if answer == LEAVE:
            self.left = True
        return answer

    def refuse(self, column: str, text: str) -> None:
        self.messages.append(Message(column, Weight.REFUSED, text))

    def warn(self, column: str, text: str) -> None:
        self.messages.append(Message(column, Weight.WARNING, text))


@dataclass(frozen=True, slots=True)
class Titles:
    """Field -> title of its column in the file, for messages; a field without a column is called by its label."""

    columns: Mapping[str, str]
    labels: Mapping[str, str]

    def __getitem__(self, code: str) -> str:
        return self.columns.get(code) or self.labels.get(code, code)

    def __contains__(self, code: str) -> bool:
        return code in self.columns
