"""The sections of the house. A section stands here when its page exists; a person sees those that they may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse

#: May this person open the section? Asked once per page, with the authority of the day (None for nobody).
Allowed = Callable[[Any], bool]


def everybody(authority: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Section:
    label: str  # "Đảng viên"
    short: str  # at most two short words, for the bar of a phone
    icon: str  # templates/icons
    url_name: str
    allowed: Allowed = everybody


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    short: str
    icon: str
    url: str
    current: str  # the value of aria-current: "page", "true" or nothing


SECTIONS: Final[list[Section]] = [
    Section("Việc của tôi", "Việc", "tasks", "web:home"),
]


def entries_for(authority: object, path: str) -> list[Entry]:
    """The sections that may be opened, the one that contains ``path`` marked."""
    found = []
    for section in SECTIONS:
        if section.allowed(authority):
            url = reverse(section.url_name)
            inside = url != "/" and path.startswith(url)
            current = "page" if path == url else "true" if inside else ""
            found.append(Entry(section.label, section.short, section.icon, url, current))
    return found
