"""What an entry's digest covers, in one way of writing. Pure: no database, no clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, TypedDict

from chibo.common.compact import compact

#: What the first entry names as its predecessor.
GENESIS = "0" * 64
#: The digest of a row that an act took back: from then on it must not stand any more.
WITHDRAWN = ""

_json = compact(sort_keys=True)


class Row(TypedDict):
    """A row of a higher floor as it stood when it was recorded."""

    kind: str
    id: int
    digest: str


@dataclass(slots=True)  # not frozen: a verification builds one for each entry, and frozen ones cost thrice
class Content:
    """Everything that the digest covers."""

    seq: int
    at: str
    on: str
    actor: str
    action: str
    subject: str
    organization: str
    payload: Any
    personal_digest: str
    software: str
    previous: str

    def digest(self, seq: int | None = None) -> str:
        """As the entry stands, or as it would be under another number."""
        return _hash(
            {
                "seq": self.seq if seq is None else seq,
                "at": self.at,
                "on": self.on,
                "actor": self.actor,
                "action": self.action,
                "subject": self.subject,
                "organization": self.organization,
                "payload": self.payload,
                "personal_digest": self.personal_digest,
                "software": self.software,
                "previous": self.previous,
            }
        )


def canonical(value: Any) -> Any:
    """The same value in plain JSON types: NFC text, ISO days, moments in UTC.

    Raises:
        TypeError: a float, or something that JSON does not know.
        ValueError: text that no database can keep, or two keys that are one.
    """
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        plain = {_key(key): canonical(each) for key, each in value.items()}
        if len(plain) != len(value):
            raise ValueError(f"two keys are one and the same in NFC: {sorted(plain)}")
        return plain
    if isinstance(value, list | tuple):
        return [canonical(each) for each in value]
    raise TypeError(f"the ledger keeps no {type(value).__name__}: {value!r}")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the ledger keeps text keys only: {key!r}")
    return _text(key)


def _text(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(f"not text that can be kept: {text!r}")
    return unicodedata.normalize("NFC", text)


def moment(at: datetime) -> str:
    """``2026-11-23T02:00:00.000000+00:00``, wherever it was read; a naive moment is taken as UTC."""
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def personal_digest(personal: Any, salt: str) -> str:
    """What the chain knows of the personal part: nothing, once the salt is gone."""
    return _hash([salt, personal])


def merkle_root(rows: Iterable[Row]) -> tuple[int, str]:
    """How many rows, and one digest over all of them in their order (as RFC 6962 builds it)."""
    count, peaks = 0, list[bytes]()  # one for each 1 in the binary number of rows so far
    for row in rows:
        node, complete = sha256(b"\0" + _leaf(row)).digest(), count
        while complete & 1:
            node = sha256(b"\1" + peaks.pop() + node).digest()
            complete >>= 1
        peaks.append(node)
        count += 1
    if not peaks:
        return 0, sha256(b"").hexdigest()
    root = peaks.pop()
    while peaks:
        root = sha256(b"\1" + peaks.pop() + root).digest()
    return count, root.hex()


def is_canonical(row: Row) -> bool:
    """Of plain letters and digits, which are kept and written as they are."""
    said = row["kind"] + row["digest"]
    return said.isascii() and said.isalnum()


def _leaf(row: Row) -> bytes:
    """The row as :func:`_encoded` writes it; what is plain needs no encoder."""
    if is_canonical(row):
        return f'{{"digest":"{row["digest"]}","id":{row["id"]:d},"kind":"{row["kind"]}"}}'.encode("ascii")
    return _encoded(row)


def _encoded(plain: Any) -> bytes:
    return _json(plain).encode("utf-8", "surrogatepass")


def _hash(plain: Any) -> str:
    return sha256(_encoded(plain)).hexdigest()
