"""Many rows in few statements, where making an object of each would cost more than the database does.

Nothing here checks anything: callers hand over what they have checked, and the database refuses nonsense.
"""

from __future__ import annotations

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import BooleanField, DateField, Field, JSONField, Model

from chibo.common.compact import compact

_AT_A_TIME = 5_000
#: So many values of rows stand in one statement.
_PARAMETERS = 900
_json = compact()
#: KiB of SQLite's page cache while an act on many rows goes on.
_ROOM = -65_536


@contextmanager
def collecting_later() -> Iterator[None]:
    """For an act on many rows: no looking for circular rubbish, of which they make none, and on SQLite enough room
    for the pages that it writes, which else go out and come in again."""
    was = gc.isenabled()
    gc.disable()
    room = _room(_ROOM)
    try:
        yield
    finally:
        _room(room)
        if was:
            gc.enable()


def _room(pages: int) -> int:
    """Set the size of SQLite's page cache (pages, or negative KiB) and tell what it was; 0: elsewhere, nothing."""
    if connection.vendor != "sqlite" or not pages:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        was = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA cache_size = {pages}")
    return was


def columns_of(model: type[Model]) -> tuple[str, ...]:
    """The attributes of a row that stand in columns, in the order of the model."""
    return tuple(field.attname for field in model._meta.concrete_fields)


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    return {field.attname: None if field.primary_key else field.get_default() for field in model._meta.concrete_fields}


def blank(model: type[Model], **values: Any) -> Any:
    """A row by the names of its columns, what is not given being the default; it has no key yet."""
    return SimpleNamespace(**{**_defaults(model), **values})


def insert_many(model: type[Model], rows: Sequence[Any]) -> None:
    """Insert rows made by :func:`blank` in their order, and tell each its key (``id``). In a transaction only."""
    if not rows:
        return
    for row, pk in zip(rows, _keys(model, len(rows)), strict=True):
        row.id = pk
    for start in range(0, len(rows), _AT_A_TIME):
        _insert(model, *_by_columns(model, [row.__dict__ for row in rows[start : start + _AT_A_TIME]]))


def insert_plain(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows that nobody needs the keys of: these columns only, as the driver takes them. In a transaction."""
    rest = iter(rows)
    while some := list(islice(rest, _AT_A_TIME)):
        _insert(model, names, ["%s"] * len(names), some)


def among(model: type[Model], column: str, values: Iterable[Any], wanted: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """These columns of the rows whose ``column`` is one of the values, however many: one parameter a statement."""
    columns, source = _listed(model, wanted), _from_where_among(model, column)
    for some in _some(values):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} {source}", [some])
            yield from cursor.fetchall()


def rows_among(model: type[Model], column: str, values: Iterable[Any]) -> list[Any]:
    """Whole rows whose ``column`` is one of the values, by key; each as :func:`blank` makes one, with its ``id``.

    Both drivers hand out days, marks and bytes as such; only what they do not know is left as it is kept (JSON).
    """
    names = columns_of(model)
    rows = []
    for found in among(model, column, values, names):
        row = SimpleNamespace()
        row.__dict__.update(zip(names, found, strict=True))
        rows.append(row)
    rows.sort(key=attrgetter("id"))
    return rows


def delete_many(model: type[Model], ids: Iterable[Any], column: str = "id") -> None:
    """Drop the rows whose key, or ``column``, is among these; what still points at one makes the transaction fail."""
    source = _from_where_among(model, column)
    for some in _some(ids):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE {source}", [some])


def _some(values: Iterable[Any]) -> Iterator[Any]:
    """The values in portions, each as the one parameter of :func:`_from_where_among`."""
    rest = iter(values)
    while some := list(islice(rest, _AT_A_TIME)):
        yield some if connection.vendor == "postgresql" else json.dumps(some)


def _from_where_among(model: type[Model], column: str) -> str:
    """``FROM … WHERE column`` is one of a portion of values, which are one parameter."""
    table, place = connection.ops.quote_name(model._meta.db_table), _listed(model, [column])
    inside = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
    return f"FROM {table} WHERE {place} {inside}"


def _insert(model: type[Model], names: Sequence[str], marks: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Many rows by one statement, what is left over one by one. ``marks``: "%s", or what stands in every row.

    SQLite is not to keep what a statement changes in case it fails half-way: then the transaction is undone.
    """
    table, row = connection.ops.quote_name(model._meta.db_table), f"({', '.join(marks)})"
    failing = "OR FAIL " if connection.vendor == "sqlite" else ""
    into = f"INSERT {failing}INTO {table} ({_listed(model, names)}) VALUES "  # noqa: S608  names of our own columns
    together = _PARAMETERS // len(marks)
    alone = len(rows) - len(rows) % together
    with connection.cursor() as cursor:
        if alone:
            groups = (rows[start : start + together] for start in range(0, alone, together))
            cursor.executemany(into + ", ".join([row] * together), [tuple(chain(*group)) for group in groups])
        if alone < len(rows):
            cursor.executemany(into + row, rows[alone:])


_ByColumns = tuple[Sequence[str], Sequence[str], Sequence[Sequence[Any]]]


def _by_columns(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> _ByColumns:
    """What :func:`_insert` takes: the names of the columns, their marks, and the values as the driver takes them.

    A column that is blank in all rows stands in the statement: the driver takes longer over nothing than over text.
    """
    names, marks, columns = columns_of(model), [], []
    for name in names:
        column: list[Any] = [row[name] for row in rows]
        said = _said_blank(_defaults(model)[name])
        if said and column.count(_defaults(model)[name]) == len(column):
            marks.append(said)
            continue
        marks.append("%s")
        if prepare := _prepare(_field(model, name)):
            column = [value if value is None else prepare(value) for value in column]
        columns.append(column)
    return names, marks, list(zip(*columns, strict=True))


def _said_blank(default: Any) -> str:
    """How a statement says the value that a column has when nothing is known; "": as any other."""
    if default is None or default is False:
        return "FALSE" if default is False else "NULL"
    return "''" if isinstance(default, str) and not default else ""


def _listed(model: type[Model], names: Sequence[str]) -> str:
    return ", ".join(connection.ops.quote_name(str(_field(model, name).column)) for name in names)


def update_many(model: type[Model], changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set these columns of these rows: one statement for each set of columns, run for each of its rows."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for pk, columns in changes.items():
        if columns:
            names = tuple(sorted(columns))
            prepared = (_field(model, name).get_db_prep_save(columns[name], connection) for name in names)
            groups[names].append((*prepared, pk))
    quote = connection.ops.quote_name
    for names, rows in groups.items():
        settings = ", ".join(f"{quote(str(_field(model, name).column))} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {settings} WHERE id = %s", rows)  # noqa: S608


@cache
def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))


def _prepare(field: Field[Any, Any]) -> Callable[[Any], Any] | None:
    """What the driver does not do by itself with a value of this column."""
    if isinstance(field, JSONField):
        if connection.vendor == "sqlite":
            return _json
        return lambda value: field.get_db_prep_save(value, connection)
    if connection.vendor != "sqlite":
        return None
    if isinstance(field, BooleanField):
        return int  # which the driver takes as it is
    return date.isoformat if isinstance(field, DateField) else None


def _keys(model: type[Model], count: int) -> Iterable[int]:
    """So many keys that nobody had and nobody else will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return range(last + 1, last + 1 + count)
