"""Higher floors prove here that their rows still are what the ledger recorded.

An entry that vouches for a row carries ``payload["row"] = {"kind", "id", "digest"}`` (or several in ``"rows"``); the
last entry about a row holds. The digest ``chain.WITHDRAWN`` says that the row was taken back: it may not stand any
more. A witness tells the digests of its rows as they are now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Witness:
    """``digests`` leaves out rows that no longer exist; ``ids`` are all rows that an entry must vouch for."""

    digests: Callable[[Iterable[int]], dict[int, str]]
    ids: Callable[[], Iterable[int]] | None = None


WITNESSES: dict[str, Witness] = {}


def witness(
    kind: str, *, digests: Callable[[Iterable[int]], dict[int, str]], ids: Callable[[], Iterable[int]] | None = None
) -> None:
    """Have the rows of this kind compared by every verification. Call it when the app is ready."""
    if kind in WITNESSES and WITNESSES[kind] != Witness(digests, ids):
        raise ValueError(f"{kind} has a witness already")
    WITNESSES[kind] = Witness(digests, ids)
