"""The exchange file's columns and lists, and the provinces, from their YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chibo.common.text import fold
from chibo.roll.rosters.reading.vocabulary.files import load


@dataclass(frozen=True, slots=True)
class ExchangeColumn:
    title: str
    field: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    sheet: str
    title: str
    notes: str
    first_row: int  # of the data, 1-based; the header takes the two rows above
    columns: tuple[ExchangeColumn, ...]
    words: Mapping[str, Mapping[str, str]]  # field -> code -> word of the file


@cache
def exchange_layout() -> Layout:
    row = load("exchange")
    columns = tuple(ExchangeColumn(**column) for column in row["columns"])
    return Layout(row["sheet"], row["title"], row["notes"], row["first_row"], columns, row["words"])


@cache
def exchange_lists() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The hidden sheets: name -> (Mã, Tên)."""
    lists = {name: tuple(entries.items()) for name, entries in load("exchange")["lists"].items()}
    lists["TINH"] = tuple((row["code"], row["name"]) for row in load("provinces")["provinces"])
    return lists


@dataclass(frozen=True, slots=True)
class Province:
    name: str  # as it is called now
    since: date | None = None  # the day from which a former province belongs to it


_PREFIXES = ("tinh ", "thanh pho ", "tp. ", "tp ", "t. ", "t.", "tp.")


def province_key(name: str) -> str:
    """Without marks and without "tỉnh" or "thành phố"."""
    key = " ".join(fold(name).replace("-", " ").split())
    for prefix in _PREFIXES:
        key = key.removeprefix(prefix)
    return key.strip()


@cache
def provinces() -> Mapping[str, Province]:
    """Key of a present or former name -> the province; a former one carries the day of its merger."""
    file = load("provinces")
    known: dict[str, Province] = {}
    for row in file["provinces"]:
        for name in (row["name"], *row.get("also", ())):
            known[province_key(name)] = Province(row["name"])
        for name in row.get("took", ()):
            known.setdefault(province_key(name), Province(row["name"], file["since"]))
    return known
