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
