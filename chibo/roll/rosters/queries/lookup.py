"""The part of the register that the lines of a list may be about, in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.common.rows import among
from chibo.foundation.rulebook import law_on
from chibo.roll.members.models import MemberCard, Person, Placement
from chibo.roll.members.pictures import Sheet, picture, sheets_of
from chibo.roll.members.writing import DETAILS
from chibo.roll.organizations.models import CELLS, Form, Organization
from chibo.roll.organizations.queries import last_form_of
from chibo.roll.rosters.models import Batch, Memory
from chibo.roll.rosters.reading import FIELDS
from chibo.roll.rosters.rules import words
from chibo.roll.rosters.rules.judging import Bench
from chibo.roll.rosters.rules.known import Known, KnownSpell
from chibo.roll.rosters.rules.lines import Entry, Titles
from chibo.roll.rosters.rules.matching import Register
from chibo.roll.rosters.rules.places import Cell, Places, Shape
from chibo.roll.rosters.rules.spells import Setting

#: Plain columns of a person that a list may bring.
COLUMNS = (frozenset(DETAILS) | {"sex", "born_on"}) & frozenset(FIELDS)


@dataclass(frozen=True, slots=True)
class Scope:
    """What every line of a list is judged against, apart from the people it may be about."""

    subtree: frozenset[int]
    places: Places
    setting: Setting
    codes: Mapping[str, Mapping[str, str]]
    limits: Mapping[str, int]
    titles: Sequence[Titles]
    sheets: Sequence[str]

    def bench(self, entries: Sequence[Entry]) -> Bench:
        """With the part of the register that these lines may be about, as it stands now."""
        register = register_for(entries, self.subtree, self.setting.on)
        return Bench(register, self.places, self.setting, COLUMNS, self.codes, self.limits, self.titles, self.sheets)


def scope_of(batch: Batch) -> Scope:
    """The cells of the batch's organization, the law of its day, the titles of its tables."""
    organization, on = batch.organization, batch.on
    subtree = organizations_below(organization)
    law = law_on(on)
    titles = _titles(batch)
    catalogues = {
        field: law.parameter(name).labels
        for field, name in words.CATALOGUES.items()
        if field in COLUMNS and law.get(name) is not None
    }
    return Scope(
        subtree=frozenset(subtree),
        places=places_in(organization, subtree, on),
        setting=Setting(
            on,
            law.value("recognition.probation_months").value,
            titles[0],
        ),
        titles=titles,
        sheets=[each["sheet"] for each in batch.tables] if batch.sheet_of(0) else (),
        codes={field: words.codes(field, labels) for field, labels in catalogues.items()},
        limits={
            field.name: field.max_length
            for field in Person._meta.concrete_fields
            if field.max_length and (field.name in COLUMNS or field.name in {"family_name", "given_name"})
        },
    )


def _titles(batch: Batch) -> list[Titles]:
    """The titles of each table; tables with the same titles share them."""
    labels = {code: field.label for code, field in FIELDS.items()}
    seen: dict[tuple[tuple[str, str], ...], Titles] = {}
    found = []
    for table in batch.tables:
        columns: dict[str, str] = {}
        met: set[str] = set()
        for column in table["columns"]:
            title = f"{column['title']} [{column['letter']}]" if column["title"] in met else column["title"]
            met.add(column["title"])
            columns |= {part: title for part in column["field"].split("+") if part}
        found.append(seen.setdefault(tuple(columns.items()), Titles(columns, labels)))
    return found


def organizations_below(organization: Organization) -> set[int]:
    """Itself and everything that stands, or last stood, below it."""
    top = last_form_of(organization).path
    latest: dict[int, str] = {}
    inside = Form.objects.under(top).values("organization")
    for pk, path in (
        Form.objects.filter(organization__in=inside).order_by("starts_on").values_list("organization", "path")
    ):
        latest[pk] = path
    return {pk for pk, path in latest.items() if path.startswith(top)}


def places_in(organization: Organization, subtree: set[int], on: date) -> Places:
    """The cells of the day under the organization, all names that they and ended ones had, and earlier answers."""
    top = last_form_of(organization).path
    forms = Form.objects.filter(organization__in=Form.objects.under(top).values("organization"))
    shapes: list[Shape] = []
    cells: dict[int, Cell] = {}
    founded: dict[int, date] = {}
    names = dict(Form.objects.on(on).values_list("organization", "name")) if subtree else {}
    rows = forms.order_by("starts_on").values_list(
        "organization", "organization__code", "name", "level", "parent", "starts_on", "ends_on"
    )
    for pk, code, name, level, parent, starts_on, ends_on in rows:
        if pk not in subtree or level not in CELLS:
            continue
        founded.setdefault(pk, starts_on)
        above = names.get(parent, "")
        shapes.append(Shape(pk, code, name, above, starts_on, ends_on))
        if starts_on <= on and (ends_on is None or on < ends_on):
            cells[pk] = Cell(pk, code, name, above, founded[pk])
    said = (
        Memory.objects.filter(organization=organization, source=Memory.PLACES).values_list("said", flat=True).first()
    )
    return Places(cells, shapes, said or {})


def register_for(entries: Sequence[Entry], subtree: Collection[int], on: date) -> Register:
    """Those who share a number with a line, or a name and a birth, or a name within the scope."""
    by_identity = _by_identity({entry.identity_index for entry in entries if entry.identity_index})
    by_card = _by_card({card for entry in entries if (card := entry.values.get("card_number"))})
    by_name = _by_name(entries, subtree)
    ids = {*by_identity.values(), *by_card.values(), *(pk for group in by_name.values() for pk in group)}
    people = {pk: known_of(sheet, subtree, on) for pk, sheet in sheets_of(ids).items()}
    return Register(by_identity, by_card, by_name, people)


def _by_identity(indexes: Iterable[str]) -> dict[str, int]:
    return dict(among(Person, "identity_index", indexes, ["identity_index", "id"]))


def _by_card(numbers: Iterable[str]) -> dict[str, int]:
    return dict(among(MemberCard, "number", numbers, ["number", "person"]))


def _by_name(entries: Sequence[Entry], subtree: Collection[int]) -> dict[str, list[int]]:
    """Folded name -> people. Anywhere when the birth is the same too; with a birth of which one side knows less only
    within the scope."""
    lines: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.folded:
            lines[entry.folded].add(entry.values.get("born_on", ""))
    found: dict[str, set[int]] = defaultdict(set)
    others: dict[int, str] = {}
    for name, born, pk in among(Person, "folded", lines, ["folded", "born_on", "id"]):
        if born in lines[name]:
            found[name].add(pk)
        elif any(each.startswith(born) or born.startswith(each) for each in lines[name]):
            others[pk] = name
    for pk, place, ends_on in among(Placement, "person", others, ["person", "organization", "ends_on"]):
        if ends_on is None and place in subtree:
            found[others[pk]].add(pk)
    return {name: sorted(group) for name, group in found.items()}


def known_of(sheet: Sheet, subtree: Collection[int], on: date) -> Known:
    """The sheet as the rules see it."""
    person = sheet.person
    here = [row for row in sheet.placements if row.starts_on <= on and (row.ends_on is None or row.ends_on > on)]
    return Known(
        id=person.id,
        family_name=person.family_name,
        given_name=person.given_name,
        folded=person.folded,
        born_on=person.born_on,
        identity_index=person.identity_index,
        inside=any(row.organization_id in subtree for row in here),
        values={code: getattr(person, code) for code in COLUMNS},
        cards={card.number: (card.id, card.issued_on) for card in sheet.cards},
        spells=tuple(_spell(row) for row in sorted(sheet.memberships, key=lambda row: row.starts_on)),
        cell=next((row.organization_id for row in here if row.kind == Placement.Kind.OFFICIAL), None),
        standings=frozenset(
            row.kind for row in sheet.standings if row.starts_on <= on and (row.ends_on is None or row.ends_on > on)
        ),
        picture=picture(sheet),
    )


def _spell(row: Any) -> KnownSpell:
    return KnownSpell(
        row.id, row.kind, row.starts_on, row.ends_on, row.ends_by, row.undated, row.decision, row.decided_on
    )
