"""Registers of a hundred thousand and of a million, written into the tables directly: invented, always the same.

Beside the demonstration, under its province: wards of a hundred cells of fifty. A tenth of the members came from
another cell, a twentieth have died, one in fifty is on probation; the facts that lists and counts read are rebuilt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

from bench.population import demonstration
from chibo.common.text import fold, sort_key
from chibo.demo.people import face
from chibo.roll.members import facts
from chibo.roll.members.models import MemberCard, Membership, Person, Placement
from chibo.roll.organizations.models import SEGMENT, Form, Kind, Level, Organization

#: On PostgreSQL the register is ten times as large.
LARGE = 1_000_000 if connection.vendor == "postgresql" else 100_000
CELLS_OF_A_WARD, MEMBERS_OF_A_CELL = 100, 50
FOUNDED, LAST = date(2016, 1, 1), date(2026, 6, 1)
NAMES = 3_000
ETHNICITIES = ("Kinh",) * 17 + ("Tày", "Mường", "Mông")
EDUCATION = ("upper_secondary_diploma", "upper_secondary_diploma", "university_degree", "college_degree")
PROFESSIONAL = ("university", "university", "college", "intermediate", "master", "")
THEORY = ("elementary", "intermediate", "advanced", "")
OCCUPATIONS = ("state_cadre", "public_unit", "farming", "retired", "enterprise_worker", "armed_forces")

Row = tuple[Any, ...]


@cache
def members_beside(size: int) -> None:
    """So many members beside those of the demonstration, in ``size`` / 5,000 wards."""
    demonstration()
    with transaction.atomic():
        cells = _wards(size // (CELLS_OF_A_WARD * MEMBERS_OF_A_CELL))
        _people(size, cells)
        facts.rebuild()
    with connection.cursor() as cursor:  # as the databases do by themselves, some time after so much was written
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _wards(number: int) -> list[int]:
    """The wards and their cells; returns the ids of the cells."""
    ward = Form.objects.open().get(organization__code="DU-PHUCYEN")
    province = Form.objects.open().get(organization=ward.parent_id)
    cells: list[int] = []
    for index in range(number):
        above = _stands(f"DO-{index:04}", f"Đảng bộ phường đo {index}", province, Level.BASE)
        organizations = Organization.objects.bulk_create(
            Organization(code=f"DO-{index:04}-{cell:03}", founded_on=FOUNDED) for cell in range(CELLS_OF_A_WARD)
        )
        Form.objects.bulk_create(_form(each, f"Chi bộ đo {each.code}", above, Level.CELL) for each in organizations)
        cells += [each.pk for each in organizations]
    return cells


def _stands(code: str, name: str, above: Form, level: Level) -> Form:
    form = _form(Organization.objects.create(code=code, founded_on=FOUNDED), name, above, level)
    form.save()
    return form


def _form(organization: Organization, name: str, above: Form, level: Level) -> Form:
    return Form(
        organization=organization,
        name=name,
        folded=fold(name),
        level=level,
        kind=Kind.RESIDENTIAL,
        parent_id=above.organization_id,
        path=f"{above.path}{organization.pk:0{SEGMENT}d}",
        starts_on=FOUNDED,
    )


@dataclass(frozen=True)
class Line:
    """One invented member, by number."""

    number: int
    admitted_on: date
    official_on: date | None
    placed_on: date
    moved_on: date | None
    died_on: date | None


def _line(number: int) -> Line:
    admitted = date(1970 + number * 13 % 53, 1 + number % 12, 1 + number % 28)
    probationary = number % 50 == 7
    if probationary:
        admitted = date(2026, 1 + number % 5, 1 + number % 28)
    placed = max(admitted, FOUNDED + timedelta(days=number * 37 % 2_500))
    moved = placed + timedelta(days=200 + number % 700) if number % 10 == 3 else None
    died = LAST - timedelta(days=number % 900) if number % 20 == 11 else None
    if (died and (moved or placed) >= died) or probationary:
        died = None
    return Line(number, admitted, None if probationary else admitted + timedelta(days=365), placed, moved, died)


def _people(size: int, cells: list[int]) -> None:
    lines = [_line(number) for number in range(size)]
    names = [_name(number) for number in range(NAMES)]
    first = {model: _next(model) for model in (Person, Membership, Placement, MemberCard)}
    person = first[Person]
    _write(Person, _persons(lines, names, person))
    _write(Membership, ((first[Membership] + n, *row) for n, row in enumerate(_spells(lines, person))))
    _write(Placement, ((first[Placement] + n, *row) for n, row in enumerate(_places(lines, person, cells))))
    _write(MemberCard, ((first[MemberCard] + n, *row) for n, row in enumerate(_cards(lines, person))))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(first)):
            cursor.execute(statement)


COLUMNS: dict[type[models.Model], str] = {
    Person: "id family_name given_name folded sort_key sex born_on ethnicity education professional theory "
    "occupation_group cv_number other_name religion home_town residence occupation identity_index died_on invented",
    Membership: "id person_id kind starts_on ends_on ends_by decision decided_on end_decision end_decided_on undated "
    "restored",
    Placement: "id person_id organization_id kind starts_on ends_on ground outside came_by",
    MemberCard: "id person_id number issued_on decision",
}


def _name(number: int) -> Row:
    who = face(number * 7 + 11)
    name = f"{who.family_name} {who.given_name}"
    return who.family_name, who.given_name, fold(name), sort_key(who.family_name, who.given_name), who.sex


def _persons(lines: list[Line], names: list[Row], first: int) -> Iterator[Row]:
    for line in lines:
        n = line.number
        born = f"{line.admitted_on.year - 19 - n % 12}-{1 + n % 12:02}-{1 + n % 28:02}"
        yield (
            *(
                first + n,
                *names[n % NAMES],
                born,
                ETHNICITIES[n * 17 % 19 % 20 + (n % 83 == 5)],
                EDUCATION[n * 19 % 23 % 4],
                PROFESSIONAL[n * 7 % 11 % 6],
            ),
            *(THEORY[n * 11 % 13 % 4], OCCUPATIONS[n * 13 % 17 % 6], f"{n:06}VP", "", "", "", "đo", "", f"bench-{n}"),
            *(line.died_on.isoformat() if line.died_on else "", True),
        )


def _spells(lines: list[Line], first: int) -> Iterator[Row]:
    for line in lines:
        who, on, official, died = first + line.number, line.admitted_on, line.official_on, line.died_on
        ends = (official, "RECOGNIZED", "1", on, "2", official) if official else (None, "", "1", on, "", None)
        yield (who, "PROBATIONARY", on, *ends, False, False)
        if official:
            yield (who, "OFFICIAL", official, died, "DEATH" if died else "", "2", official, "", None, False, False)


def _places(lines: list[Line], first: int, cells: list[int]) -> Iterator[Row]:
    for line in lines:
        who, cell, died = first + line.number, line.number // MEMBERS_OF_A_CELL, line.died_on
        if line.moved_on:
            yield (who, cells[cell - 1], "OFFICIAL", line.placed_on, line.moved_on, "", "", "")
        since = line.moved_on or line.placed_on
        yield (who, cells[cell], "OFFICIAL", since, died, "", "", "MOVED" if line.moved_on else "")
        if died:
            yield (who, cells[cell], "FORMER", died, None, "", "", "")


def _cards(lines: list[Line], first: int) -> Iterator[Row]:
    for line in lines:
        if line.official_on:
            yield (first + line.number, f"5{line.number:07}", line.official_on, "3")


def _next(model: type[models.Model]) -> int:
    return int(model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def _write(model: type[models.Model], rows: Iterable[Row]) -> None:
    """All rows at once; the columns that are not told get their default."""
    told = COLUMNS[model].split()
    others = [field for field in model._meta.concrete_fields if field.column not in told and not field.null]
    rest = tuple(field.get_default() for field in others)
    table, columns = model._meta.db_table, [*told, *(str(field.column) for field in others)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *rest))
            return
        marks = ", ".join(["%s"] * len(columns))
        plain = (tuple(c.isoformat() if isinstance(c, date) else c for c in (*row, *rest)) for row in rows)
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", plain)  # noqa: S608  names of our own tables
