"""What stands on a person's page beside what the register itself knows.

Apps of higher floors add a section in ``AppConfig.ready``; the page never imports them::

    from chibo.roll.files.registry import Line, Section, add_section

    def fees_of(person: Person, authority: Authority) -> Section | None:
        return Section("Đảng phí", [Line("Tháng 10/2026: 50.000 đ", url=...)])

    add_section("fees", 70, fees_of)

The door to the person has been passed when a source is asked: it reads rows of this person only, and puts a link
only where ``authority`` may open it (the own page of a member without office comes with an empty authority).
Order: 10-39 the file itself, 40 papers, 50 honours, 60 transfers, 70 fees, 80 meetings and classes, 90 cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from chibo.foundation.rulebook.findings import Finding
from chibo.roll.files.models import Leaving
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority


@dataclass(frozen=True, slots=True)
class Line:
    """One dated fact, as a sentence; ``soft`` says more in a quieter voice, ``url`` opens what stands behind it."""

    text: str
    soft: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its facts, newest first. Without lines it says ``empty``, or is left out when that is empty."""

    title: str
    lines: Sequence[Line]
    empty: str = ""
    url: str = ""  # where more of it is shown or recorded
    act: str = ""  # the words of that link


Source = Callable[[Person, Authority], Section | None]

SECTIONS: Final[dict[str, tuple[int, Source]]] = {}


def add_section(key: str, order: int, source: Source) -> None:
    """Hand in a section. A key is taken once; the same source may come again (``ready`` may run twice)."""
    _, known = SECTIONS.setdefault(key, (order, source))
    if known is not source:
        raise ValueError(f"the section {key} is already given by {known.__module__}.{known.__qualname__}")


def sections_of(person: Person, authority: Authority) -> list[tuple[str, Section]]:
    """Key and section, in order, those that have something to say."""
    found = []
    for key, (_, source) in sorted(SECTIONS.items(), key=lambda item: (item[1][0], item[0])):
        section = source(person, authority)
        if section is not None and (section.lines or section.empty):
            found.append((key, section))
    return found


#: What is open of somebody who leaves: it does not end by itself, and says who has to see to it.
Open = Callable[[Person, Authority, str], Sequence[Line]]
#: What rests on a recorded leaving: as long as it stands, the leaving is not taken back.
Rests = Callable[[Leaving], Sequence[Finding]]

OPEN: Final[dict[str, tuple[int, Open]]] = {}
RESTS: Final[dict[str, Rests]] = {}


def add_open(key: str, order: int, source: Open) -> None:
    """Hand in what an app knows to be open of a person; the ground of the leaving comes as ``Membership.End``."""
    OPEN[key] = (order, source)


def add_rests(key: str, source: Rests) -> None:
    """Hand in what an app built on a leaving."""
    RESTS[key] = source


def open_of(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """Everything that is open of the person, in order."""
    sources = sorted(OPEN.items(), key=lambda item: (item[1][0], item[0]))
    return [line for _, (_, source) in sources for line in source(person, authority, ends_by)]


def resting_on(leaving: Leaving) -> list[Finding]:
    return [finding for key in sorted(RESTS) for finding in RESTS[key](leaving)]
