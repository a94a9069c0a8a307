"""Tables of organizations: cells by size, base organizations by the kind of place; every figure opens its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.reports.catalogue import Table
from chibo.roll.members.queries.counts import Headcount, strengths_by_cell, under
from chibo.roll.organizations.models import CELLS, Form, Kind, Level


@dataclass(frozen=True, slots=True)
class Place:
    """An organization with its members on the day."""

    form: Form
    members: int


@dataclass(frozen=True, slots=True)
class Column:
    """Which organizations a column counts: of a level, and (cells) of a size; or their members."""

    key: str
    label: str
    group: str = ""
    level: str = ""
    low: int = 0
    high: int | None = None
    members: bool = False

    def holds(self, level: str, members: int) -> bool:
        if self.level and level != self.level:
            return False
        return self.low <= members and (self.high is None or members <= self.high)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of place; the empty one is everything together."""

    kind: str
    label: str
    figures: tuple[int, ...]


def columns_of(table: Table) -> list[Column]:
    if table.columns == "organizations":
        levels = (Level.BASE, Level.BASE_CELL, Level.DIVISION, Level.CELL)
        return [
            *(Column(level, level.label, level=level) for level in levels),
            Column("members", "Đảng viên", members=True),
        ]
    found: list[Column] = []
    for level, bands in table.bands.items():
        group = Level(level).label
        found.append(Column(level, "Tổng số", group, level))
        found += [Column(f"{level}-{low}", _band(low, high), group, level, low, high) for low, high in bands]
    return found


def _band(low: int, high: int | None) -> str:
    if high is None:
        return f"Từ {low} trở lên"
    return f"Dưới {high + 1}" if low == 0 else f"Từ {low} đến {high}"


def places_on(paths: Sequence[str], on: date) -> list[Place]:
    """Every organization at or below the paths on the day, with its own members. Three queries."""
    forms = Form.objects.on(on).filter(under(paths)).select_related("organization").order_by("path")
    cells = strengths_by_cell(paths, on)
    return [Place(form, cells.get(form.organization_id, Headcount()).all) for form in forms]


#: (kind, level, members) -> how many organizations are alike in that.
Sizes = Counter[tuple[str, str, int]]


def sizes_on(paths: Sequence[str], on: date) -> Sizes:
    """What :func:`places_on` lists, counted. Three queries."""
    cells = strengths_by_cell(paths, on)
    forms = Form.objects.on(on).filter(under(paths)).order_by().values_list("organization", "kind", "level")
    nobody = Headcount()
    return Counter((kind, level, cells.get(pk, nobody).all) for pk, kind, level in forms)


def tell_places(table: Table, sizes: Sizes) -> list[Line]:
    """A line for everything, then one for each kind of place that has any."""
    columns, kinds = columns_of(table), {kind for kind, _, _ in sizes}
    lines = [Line("", "Tổng số", _figures(columns, sizes))]
    for kind in Kind:
        if kind.value in kinds:
            own = Counter({size: number for size, number in sizes.items() if size[0] == kind})
            lines.append(Line(kind.value, kind.label, _figures(columns, own)))
    return lines


def _figures(columns: Sequence[Column], sizes: Sizes) -> tuple[int, ...]:
    return tuple(
        sum(
            number * (members if column.members else column.holds(level, members))
            for (_, level, members), number in sizes.items()
        )
        for column in columns
    )


def behind_line(table: Table, places: Sequence[Place], kind: str, key: str) -> list[Place]:
    """The organizations that a figure counts.

    Raises:
        KeyError: no such column.
    """
    column = {each.key: each for each in columns_of(table)}[key]
    own = [place for place in places if not kind or place.form.kind == kind]
    if column.members:
        return [place for place in own if place.members]
    return [place for place in own if column.holds(place.form.level, place.members)]


def cells_of(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if place.form.level in CELLS]


def by_size(cells: Sequence[Place], bands: Sequence[tuple[int, int | None]]) -> Mapping[str, int]:
    """Words of each band and how many cells are of that size."""
    return {
        _band(low, high): sum(low <= cell.members and (high is None or cell.members <= high) for cell in cells)
        for low, high in bands
    }
