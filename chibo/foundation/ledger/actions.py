"""Appending: one entry for one act, in the act's own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone

from chibo.common.rows import insert_plain
from chibo.foundation.ledger import signing
from chibo.foundation.ledger.chain import (
    GENESIS,
    Content,
    Row,
    canonical,
    is_canonical,
    merkle_root,
    moment,
    personal_digest,
)
from chibo.foundation.ledger.models import BatchRow, Checkpoint, Entry, Head

_NAMES = {"actor", "action", "subject", "organization"}
_LIMITS = {column.name: column.max_length or 0 for column in Entry._meta.fields if column.name in _NAMES}


class OutsideTransaction(Exception):
    """An act and its entry stand or fall together; there was no transaction to hold them."""


class BrokenLedger(Exception):
    """The chain cannot be continued: its head is gone or does not match its newest entry."""


def record(
    *,
    action: str,
    by: AbstractBaseUser | None,
    on: date,
    subject: str,
    organization: str = "",
    payload: Mapping[str, Any] | None = None,
    personal: Any = None,
) -> Entry:
    """Append one entry in the transaction of the act that it records.

    Raises:
        OutsideTransaction: called without one.
        BrokenLedger: the head was dropped while entries remain.
        TypeError, ValueError: something that cannot be kept (see ``chain.canonical``).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{action}: record() is called inside transaction.atomic() with the act itself")
    if isinstance(on, datetime):
        raise TypeError(f"{action}: on is the legal day, not a moment")
    names = _names(actor=by.get_username() if by else "", action=action, subject=subject, organization=organization)
    plain, private = canonical(payload or {}), canonical(personal)
    salt = secrets.token_hex(16) if private is not None else ""
    head = _locked_head()
    at = timezone.now()
    content = Content(
        seq=head.seq + 1,
        at=moment(at),
        on=on.isoformat(),
        payload=plain,
        personal_digest=personal_digest(private, salt) if salt else "",
        software=_software(),
        previous=head.digest,
        **names,
    )
    entry = Entry.objects.create(
        seq=content.seq,
        at=at,
        on=on,
        payload=plain,
        personal=private,
        salt=salt,
        personal_digest=content.personal_digest,
        software=content.software,
        previous=content.previous,
        digest=content.digest(),
        **names,
    )
    Head.objects.filter(pk=head.pk).update(seq=entry.seq, digest=entry.digest)
    return entry


def record_batch(
    *,
    action: str,
    by: AbstractBaseUser | None,
    on: date,
    subject: str,
    rows: Iterable[Row],
    organization: str = "",
    payload: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry that vouches for many rows; ``payload["batch"]`` holds their count and Merkle root."""
    kept = [row if is_canonical(row) else _canonical_row(row) for row in rows]
    count, root = merkle_root(kept)
    entry = record(
        action=action,
        by=by,
        on=on,
        subject=subject,
        organization=organization,
        payload={**(payload or {}), "batch": {"count": count, "root": root}},
    )
    numbered = ((entry.pk, position, row["kind"], row["id"], row["digest"]) for position, row in enumerate(kept))
    insert_plain(BatchRow, ("entry_id", "position", "kind", "row", "digest"), numbered)
    return entry


def _canonical_row(row: Row) -> Row:
    return Row(kind=canonical(row["kind"]), id=row["id"], digest=canonical(row["digest"]))


def wait_for_turn() -> int:
    """Hold the ledger's head from now until the transaction ends: acts that look before they write come one by one.

    Returns the number of the newest entry: as long as it is the same, no act was recorded.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("wait_for_turn() is called inside transaction.atomic() with the act itself")
    return _locked_head().seq


def withhold(*, entry: Entry, by: AbstractBaseUser | None, on: date, ground: str) -> Entry:
    """Drop the personal part of an entry, with the salt that could confirm a guess; the chain still verifies."""
    with transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(personal=None, salt="")
        return record(action="ledger.withhold", by=by, on=on, subject=f"entry:{entry.seq}", payload={"ground": ground})


def checkpoint(*, at: datetime, by: AbstractBaseUser | None = None) -> signing.Signed:
    """Sign where the chain ends now; keep the result outside of the database too (``Signed.line``).

    Raises:
        BrokenLedger: nothing was recorded yet, or the head does not match the newest entry.
    """
    with transaction.atomic():
        head = _locked_head()
        if not Entry.objects.filter(seq=head.seq, digest=head.digest).exists():
            raise BrokenLedger("Chưa ký: sổ cái chưa có mục nào, hoặc đầu sổ không khớp mục mới nhất")
        signed = signing.sign(seq=head.seq, digest=head.digest, at=at, actor=by.get_username() if by else "")
        Checkpoint.objects.create(
            seq=signed.seq,
            digest=signed.digest,
            at=at,
            actor=signed.actor,
            public_key=signed.public_key,
            signature=signed.signature,
        )
    return signed


def _locked_head() -> Head:
    """The one head, held until the transaction ends; made before the first entry."""
    the_one = Head.objects.select_for_update().filter(pk=1)
    head = the_one.first()
    if head is None:
        if not Entry.objects.exists():
            Head.objects.get_or_create(pk=1, defaults={"seq": 0, "digest": GENESIS})
        head = the_one.first()  # looked for again: another transaction may have written the first entry meanwhile
    if head is None:
        raise BrokenLedger("Đầu sổ cái không còn trong khi các mục vẫn còn; chạy: chibo ledger verify")
    return head


def _names(**names: str) -> dict[str, str]:
    plain: dict[str, str] = canonical(names)
    for name, text in plain.items():
        if len(text) > _LIMITS[name]:
            raise ValueError(f"{name} is longer than {_LIMITS[name]} characters: {text!r}")
    return plain


@cache
def _software() -> str:
    return version("chibo")
