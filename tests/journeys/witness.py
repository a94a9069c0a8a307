"""Who sees that a refused act has left nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Case, Event, Waiting
from chibo.engine.meetings.models import Vote
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import MemberCard, Membership, Person

KEPT = (Case, Event, Vote, Person, Membership, MemberCard, Waiting, Entry)


def written() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in KEPT}


def named(step: str, on: date = date(2025, 8, 4), procedure: str = "admission") -> str:
    """A step as a refusal names it: by its title on the day."""
    return law_on(on).procedure(procedure).named(step)


@contextmanager
def nothing_written() -> Iterator[None]:
    before = written()
    yield
    assert written() == before


@contextmanager
def refused(match: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """The act is refused with a sentence, and nothing of it is kept."""
    with nothing_written(), pytest.raises(Refusal, match=match) as caught:
        yield caught


@contextmanager
def forbidden(match: str) -> Iterator[None]:
    """The act is not this person's, which is said, and nothing of it is kept."""
    with nothing_written(), pytest.raises(PermissionDenied, match=match):
        yield


def refuses(walk: Walk, code: str, match: str, **how: Any) -> Refusal:
    """The next step of a walk is refused; for a vote, the meeting was held and stays."""
    day = walk.day
    act, stroke = walk.prepared(code, **how)
    with refused(match) as caught:
        cases.perform(case=walk.case, act=act, stroke=stroke)
    walk.day = day
    return caught.value
