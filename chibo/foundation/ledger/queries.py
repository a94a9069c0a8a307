"""Reading the ledger. No page of it shows a personal part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from chibo.foundation.ledger.audit import Report, audit
from chibo.foundation.ledger.chain import GENESIS
from chibo.foundation.ledger.models import Checkpoint, Entry, Head
from chibo.foundation.ledger.signing import Signed

PAGE = 50


@dataclass(frozen=True, slots=True)
class End:
    """How long the chain is and where it ends."""

    length: int
    digest: str


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first, and the numbers that the neighbouring pages start from."""

    entries: list[Entry]
    older: int | None
    newer: int | None


def verify(checkpoints: Iterable[Signed] = (), trusted: Collection[str] = ()) -> Report:
    """Walk everything; ``checkpoints`` are those kept outside, ``trusted`` public keys that signed before ours."""
    return audit(checkpoints, trusted)


def end() -> End:
    head = Head.objects.order_by("pk").first()
    return End(head.seq, head.digest) if head else End(0, GENESIS)


def last_checkpoints(count: int = 5) -> list[Checkpoint]:
    return list(Checkpoint.objects.order_by("-pk")[:count])


def entries_page(
    within: Q,
    *,
    subject: str = "",
    actor: str = "",
    day: date | None = None,
    before: int | None = None,
    after: int | None = None,
) -> Page:
    """One page of those ``within`` reach: about a subject or what is inside it, by an actor, recorded on a day."""
    found = Entry.objects.filter(within).defer("personal", "salt", "payload")
    if subject:
        found = found.filter(Q(subject=subject) | Q(subject__startswith=f"{subject}/"))
    if actor:
        found = found.filter(actor=actor)
    if day:
        midnight = make_aware(datetime.combine(day, time.min))
        found = found.filter(at__gte=midnight, at__lt=midnight + timedelta(days=1))
    return _turned_back(found, after) if after is not None else _first(found, before)


def _first(found: QuerySet[Entry], before: int | None) -> Page:
    rows = list((found.filter(seq__lt=before) if before else found).order_by("-seq")[: PAGE + 1])
    entries = rows[:PAGE]
    return Page(
        entries,
        older=entries[-1].seq if len(rows) > PAGE else None,
        newer=entries[0].seq if before and entries else None,
    )


def _turned_back(found: QuerySet[Entry], after: int) -> Page:
    rows = list(found.filter(seq__gt=after).order_by("seq")[: PAGE + 1])
    entries = rows[:PAGE][::-1]
    return Page(
        entries,
        older=entries[-1].seq if entries else None,
        newer=entries[0].seq if len(rows) > PAGE else None,
    )
