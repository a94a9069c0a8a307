"""chibo/law/parameters/<matter>/<name>.yaml: one value of the law through its eras, each with its source."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from chibo.foundation.rulebook.loader.eras import read_eras
from chibo.foundation.rulebook.loader.instruments import Cited, Instruments
from chibo.foundation.rulebook.loader.reading import Entry, Fault, Faults, Table, files, read
from chibo.foundation.rulebook.model import Citation, Parameter, Value
from chibo.foundation.rulebook.units import TIGHTEN, UNITS, fits

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_parameters(folder: Path, instruments: Instruments, faults: Faults) -> dict[str, Parameter]:
    found: dict[str, Parameter] = {}
    for path in files(folder, "parameters", deep=True):
        with faults.caught():
            parts = path.relative_to(folder / "parameters").with_suffix("").parts
            if (root := read(path, folder)) is None or len(parts) != 2 or not all(map(_NAME.fullmatch, parts)):
                raise Fault(f"{path.relative_to(folder).as_posix()}:1", "a parameter is a file matter/name.yaml")
            parameter = _parameter(".".join(parts), root.table(), Cited(instruments), faults)
            found[parameter.name] = parameter
    return found


def _parameter(name: str, table: Table, cited: Cited, faults: Faults) -> Parameter:
    title, unit = table.need("title").words(), table.need("unit").one_of(UNITS, "unit")
    how = table.need("tighten")
    tighten = how.one_of(TIGHTEN, "way to tighten")
    if not fits(unit, tighten):
        raise how.fault(f"a value in {unit} cannot be tightened as {tighten}")
    labels = {code: label.words() for code, label in _maybe(table, "labels").items()}
    parameter = Parameter(
        name, title, unit, tighten, (), labels, local_only=table.flag("local_only"), note=table.text("note")
    )
    leaves = table.need("values")
    table.end()

    def value(row: Table, starts_on: date, ends_on: date | None, citation: Citation) -> Value:
        return Value(name, title, unit, _value(row, parameter), starts_on, ends_on, citation)

    if parameter.local_only == bool(leaves.entries()):
        raise leaves.fault("a value of the centre is missing (or, if it asks nothing, local_only: true)")
    return replace(parameter, values=tuple(read_eras(leaves, cited, faults, value)))


def _maybe(table: Table, key: str) -> dict[str, Entry]:
    return found.table().everything() if (found := table.get(key)) else {}


def _value(row: Table, parameter: Parameter) -> Any:
    entry = row.need("value")
    try:
        return parameter.read(entry.plain())
    except ValueError as error:
        raise entry.fault(str(error)) from error
