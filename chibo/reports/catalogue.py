"""The tables of statistics as data (law/statistics): which rows, of whom each is, and what must add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final

import yaml

from chibo.foundation.rulebook.loader import LAW
from chibo.foundation.rulebook.model import Confidence

#: What a row may be narrowed by.
GROUPINGS: Final = ("sex", "ethnicity", "religion", "education", "professional", "theory", "occupation_group")
NARROWINGS: Final = frozenset({*GROUPINGS, "age", "party_age", "joined"})
PARTS: Final = frozenset({"", "women", "probationary", "official"})
COLUMNS: Final = frozenset({"compare", "share", "cells", "organizations"})


class WrongTable(ValueError):
    """The catalogue cannot be read: which table, which row, what is wrong."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``age`` between 18 and 30; ``ethnicity`` other than one; ``religion`` any; ``age`` unknown."""

    by: str
    codes: tuple[str, ...] = ()
    others: bool = False  # everybody who has a value that is not one of the codes
    unknown: bool = False
    low: Any = None  # years or a day, inclusive
    high: Any = None  # years: inclusive; a day: the first one outside


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a list of people, perhaps narrowed, or why the register cannot fill it."""

    code: str
    label: str
    list: str = ""
    where: Narrowing | None = None
    of: str = ""
    average: str = ""
    each: str = ""
    lacks: str = ""
    level: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Rows that must add up to another one."""

    of: str
    parts: tuple[str, ...]
    less: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    key: str
    number: str
    title: str
    columns: str
    instrument: str
    clause: str
    confidence: Confidence
    note: str
    rows: tuple[Row, ...]
    checks: tuple[Check, ...]
    bands: Mapping[str, Sequence[tuple[int, int | None]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def describes(self) -> bool:
        """Whether it says what people are, and not only how many they are."""
        return any(row.each or (row.where and row.where.by in GROUPINGS) for row in self.rows)

    @property
    def source(self) -> dict[str, Any]:
        """As the component of citations reads it."""
        return {"label": f"{self.clause}, {self.instrument.partition('@')[0]}", "confidence": self.confidence}


@cache
def tables() -> Mapping[str, Table]:
    """Every table by its key.

    Raises:
        WrongTable: unknown words, doubled codes, checks of rows that do not exist.
    """
    path = LAW / "statistics" / "tables.yaml"
    found = [read(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    if len({table.key for table in found}) < len(found):
        raise WrongTable("two tables have the same key")
    return {table.key: table for table in found}


def read(entry: Mapping[str, Any]) -> Table:
    """One table of the catalogue."""
    key = entry.get("key", "?")
    known = {"key", "number", "title", "columns", "source", "confidence", "note", "rows", "checks", "bands"}
    if unknown := set(entry) - known:
        raise WrongTable(f"{key}: {', '.join(sorted(unknown))} means nothing here")
    if entry["columns"] not in COLUMNS:
        raise WrongTable(f"{key}: columns is one of {', '.join(sorted(COLUMNS))}")
    rows = tuple(_row(key, row) for row in entry.get("rows", ()))
    codes = [row.code for row in rows]
    if len(set(codes)) < len(codes):
        raise WrongTable(f"{key}: a code stands twice")
    checks = tuple(_check(key, check, set(codes)) for check in entry.get("checks", ()))
    return Table(
        key=key,
        number=entry["number"],
        title=entry["title"],
        columns=entry["columns"],
        instrument=entry["source"]["instrument"],
        clause=entry["source"]["clause"],
        confidence=Confidence(entry["confidence"]),
        note=entry.get("note", ""),
        rows=rows,
        checks=checks,
        bands={level: [(low, high) for low, high in bands] for level, bands in entry.get("bands", {}).items()},
    )


def _row(key: str, entry: Mapping[str, Any]) -> Row:
    facts = dict(entry)
    try:
        where = _narrowing(facts.pop("where")) if "where" in facts else None
        row = Row(**{"label": "", **facts}, where=where)
    except (TypeError, ValueError) as error:
        raise WrongTable(f"{key}, {entry.get('code', '?')}: {error}") from error
    if bool(row.list) == bool(row.lacks):
        raise WrongTable(f"{key}, {row.code}: a row has a list, or says what is lacking")
    if row.of not in PARTS or row.average not in {"", "age"} or row.each not in {"", *GROUPINGS}:
        raise WrongTable(f"{key}, {row.code}: of, average or each means nothing here")
    if not (row.label or row.each):
        raise WrongTable(f"{key}, {row.code}: a row has a label")
    return row


def _narrowing(entry: Mapping[str, Any]) -> Narrowing:
    ((by, said),) = entry.items()
    if by not in NARROWINGS:
        raise ValueError(f"nobody is narrowed by {by}")
    if said == "unknown":
        return Narrowing(by, unknown=True)
    if said == "any":
        return Narrowing(by, others=True)
    if isinstance(said, Mapping):
        return Narrowing(by, tuple(said["not"]), others=True)
    if by in GROUPINGS:
        return Narrowing(by, tuple(said))
    low, high = said
    if by == "joined" and not all(end is None or isinstance(end, date) for end in said):
        raise ValueError("joined lies between two days")
    return Narrowing(by, low=low, high=high)


def _check(key: str, entry: Mapping[str, Any], codes: set[str]) -> Check:
    check = Check(entry["of"], tuple(entry["parts"]), tuple(entry.get("less", ())), entry["says"])
    if missing := {check.of, *check.parts, *check.less} - codes:
        raise WrongTable(f"{key}: a check names {', '.join(sorted(missing))}, which is no row")
    return check
