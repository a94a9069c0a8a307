"""chibo/law/organizations and chibo/law/calendar: levels of the tree by era, and days declared worked or off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from chibo.foundation.rulebook.loader.eras import read_eras
from chibo.foundation.rulebook.loader.instruments import Cited, Instruments
from chibo.foundation.rulebook.loader.reading import Entry, Faults, Table, files, read
from chibo.foundation.rulebook.model import Citation, LevelSpec


@dataclass(frozen=True, slots=True)
class Swaps:
    """Weekend days worked and further days off, each with the name it is told by."""

    worked: Mapping[date, str] = field(default_factory=dict)
    off: Mapping[date, str] = field(default_factory=dict)


def read_levels(folder: Path, instruments: Instruments, faults: Faults) -> dict[str, tuple[LevelSpec, ...]]:
    found: dict[str, tuple[LevelSpec, ...]] = {}
    below: list[tuple[Entry, str]] = []
    for path in files(folder, "organizations"):
        with faults.caught():
            root = read(path, folder)
            for entry in root.entries() if root else []:
                with faults.caught():
                    table = entry.table()
                    code = table.need("code").words()
                    if code in found:
                        raise entry.fault(f"level {code} stands here twice")
                    found[code] = _eras_of_level(code, table, Cited(instruments), faults, below)
                    table.end()
    for child, code in below:
        if code not in found:
            faults.found.append(child.fault(f"no such level: {code}"))
    return found


def _eras_of_level(
    code: str, table: Table, cited: Cited, faults: Faults, below: list[tuple[Entry, str]]
) -> tuple[LevelSpec, ...]:
    def level(row: Table, starts_on: date, ends_on: date | None, citation: Citation) -> LevelSpec:
        children = [(child, child.words()) for child in row.need("children").entries()]
        below.extend(children)
        return LevelSpec(
            code, row.need("name").words(), tuple(word for _, word in children), citation, starts_on, ends_on
        )

    return tuple(read_eras(table.need("eras"), cited, faults, level))


def read_swaps(folder: Path, faults: Faults) -> Swaps:
    worked: dict[date, str] = {}
    off: dict[date, str] = {}
    for path in files(folder, "calendar"):
        with faults.caught():
            root = read(path, folder)
            for entry in root.entries() if root else []:
                with faults.caught():
                    table = entry.table()
                    day, name = table.need("day"), table.need("name").words()
                    days = worked if table.need("worked").flag() else off
                    table.need("source").words()
                    table.end()
                    if day.day() in worked or day.day() in off:
                        raise day.fault(f"{day.text()} stands here twice")
                    if days is worked and day.day().weekday() < 5:
                        raise day.fault(f"{day.text()} is no weekend day: nothing to work in exchange")
                    days[day.day()] = name
    return Swaps(worked, off)
