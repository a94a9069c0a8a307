"""Entries, corrections, leavings and classes are witnesses of the ledger: none is altered, none comes in beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Final

from chibo.foundation.ledger.chain import Row
from chibo.roll.files.models import Attendee, Correction, FileEntry, Leaving, PartyClass

Told = FileEntry | Correction | Leaving | PartyClass | Attendee

KINDS: Final[Mapping[str, type[Told]]] = {
    "file_entry": FileEntry,
    "file_correction": Correction,
    "leaving": Leaving,
    "party_class": PartyClass,
    "attendee": Attendee,
}
#: Who wrote it stands in the ledger itself; the sealed number is vouched for as it is sealed.
_LEFT_OUT: Final = frozenset({"id", "recorded_by", "by", "undone_by", "enrolled_by", "settled_by"})


def digest(row: Told) -> str:
    facts = []
    for field in row._meta.concrete_fields:
        if field.name not in _LEFT_OUT:
            value = getattr(row, field.attname)
            if isinstance(value, date):
                value = value.isoformat()
            elif isinstance(value, bytes | memoryview):
                value = bytes(value).hex()
            elif isinstance(value, list):
                value = json.dumps(value, sort_keys=True, ensure_ascii=False)
            facts.append(value)
    return sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def row_of(row: Told) -> Row:
    kind = next(kind for kind, model in KINDS.items() if isinstance(row, model))
    return Row(kind=kind, id=row.pk, digest=digest(row))


def entry_digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in FileEntry.objects.filter(pk__in=list(ids))}


def entry_ids() -> list[int]:
    return list(FileEntry.objects.values_list("pk", flat=True))


def correction_digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in Correction.objects.filter(pk__in=list(ids))}


def correction_ids() -> list[int]:
    return list(Correction.objects.values_list("pk", flat=True))


def leaving_digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in Leaving.objects.filter(pk__in=list(ids))}


def leaving_ids() -> list[int]:
    return list(Leaving.objects.values_list("pk", flat=True))


def class_digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in PartyClass.objects.filter(pk__in=list(ids))}


def class_ids() -> list[int]:
    return list(PartyClass.objects.values_list("pk", flat=True))


def attendee_digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in Attendee.objects.filter(pk__in=list(ids))}


def attendee_ids() -> list[int]:
    return list(Attendee.objects.values_list("pk", flat=True))
