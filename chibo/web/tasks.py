"""What waits for a person. Matters register their sources here; the home page groups what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.model import Citation
from chibo.roll.members.permissions import Authority

SOON: Final = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: for whom it is done and at what it stands are in words, the day is the last one allowed."""

    title: str  # "Xét kết nạp: Nguyễn Văn An"
    organization: str
    url: str
    due_on: date | None = None
    state: str = ""  # "Chờ chi bộ biểu quyết"
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    state: str  # a key of templatetags.chibo.STATES, or nothing
    tasks: tuple[Task, ...]


TaskSource = Callable[[Authority, date], Iterable[Task]]
TASK_SOURCES: Final[list[TaskSource]] = []
#: How many notices a person has not read; the bell stands in the top bar only when somebody counts.
NOTICE_SOURCES: Final[list[Callable[[User, date], int]]] = []


def tasks_of(authority: Authority, today: date) -> list[Group]:
    """Overdue, due soon, the rest; the earliest day first, undated last."""
    found = [task for source in TASK_SOURCES for task in source(authority, today)]
    found.sort(key=lambda task: (task.due_on or date.max, task.title))
    groups = (
        Group("Quá hạn", "overdue", tuple(t for t in found if t.due_on and t.due_on < today)),
        Group("Sắp đến hạn", "due_soon", tuple(t for t in found if t.due_on and today <= t.due_on <= today + SOON)),
        Group("Chờ tôi", "", tuple(t for t in found if not t.due_on or t.due_on > today + SOON)),
    )
    return [group for group in groups if group.tasks]
