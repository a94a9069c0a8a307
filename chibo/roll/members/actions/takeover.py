"""A list taken over from an office: newcomers with what it knows of them, and what it adds about people we have.

One call, one transaction, one entry of the ledger. What the office does not know stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from typing import Any

from django.db import transaction

from chibo.common.rows import blank, insert_many, update_many
from chibo.common.secrets import blind_index, seal
from chibo.common.text import fold, nfc, sort_key
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch, wait_for_turn
from chibo.foundation.ledger.chain import Row
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.bulk import hold_many, kept, update_spells
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Standing
from chibo.roll.members.pictures import Sheet, picture, sheets_of
from chibo.roll.members.rules.dates import SpellLine
from chibo.roll.members.witness import row_of
from chibo.roll.members.writing import check_person, person_columns
from chibo.roll.organizations.models import CELLS, Form, Organization

_LINES = 1_000
WHAT = "Không nhận danh sách"


@dataclass(slots=True)  # not frozen: a list makes thousands, and frozen ones cost thrice
class Newcomer:
    """Somebody the register does not know yet. The last spell may have ended: then the cell keeps the file."""

    family_name: str
    given_name: str
    organization_id: int
    spells: Sequence[SpellLine]
    placed_on: date
    ground: str
    sex: str = ""
    born_on: str = ""
    identity: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    standings: tuple[tuple[str, date], ...] = ()
    card: tuple[str, date | None] | None = None
    invented: bool = False

    @property
    def left_on(self) -> date | None:
        return self.spells[-1].ends_on


@dataclass(frozen=True, slots=True)
class Revision:
    """What a list adds or mends about somebody we have, as seen when the office looked (``picture``)."""

    person_id: int
    picture: str
    columns: Mapping[str, str] = field(default_factory=dict)  # of the person; names and identity apart
    name: tuple[str, str] | None = None
    identity: str = ""
    memberships: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # row -> its new columns
    spells: Sequence[SpellLine] = ()  # beside those there are
    cards: Mapping[int, date] = field(default_factory=dict)  # card -> the day of issue, where it was not known
    card: tuple[str, date | None] | None = None  # one more


@dataclass(slots=True)
class Effect:
    """What one line did: rows made, and what stood in the columns that it changed. Enough to take it back."""

    person_id: int
    new: bool
    made: dict[str, list[int]] = field(default_factory=dict)
    was: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


MODELS: dict[str, type[Any]] = {
    "person": Person,
    "membership": Membership,
    "placement": Placement,
    "standing": Standing,
    "card": MemberCard,
}


@transaction.atomic
def take_over(
    *,
    lines: Iterable[Newcomer | Revision],
    keep: Callable[[Sequence[Effect]], None],
    by: User | None,
    on: date,
    subject: str,
    organization: Organization,
    payload: Mapping[str, Any],
) -> Entry:
    """Enter the lines in their order; the first that makes no sense refuses the whole.

    ``keep`` is handed the effects, in the order of the lines, some at a time. The entry vouches for every membership
    that was made or changed, and keeps a keyed digest of each person as the list left them.
    """
    wait_for_turn()
    rows: list[Row] = []
    people: list[int] = []
    rest = iter(lines)
    while some := list(islice(rest, _LINES)):
        effects, vouched = _enter(some, on)
        keep(effects)
        rows += vouched
        people += [effect.person_id for effect in effects]
    entry = record_batch(
        action="members.take_over",
        by=by,
        on=on,
        subject=subject,
        organization=organization.code,
        rows=rows,
        payload={**payload, "people": len(people)},
    )
    refresh(people)
    return entry


def _enter(lines: Sequence[Newcomer | Revision], on: date) -> tuple[list[Effect], list[Row]]:
    """Some lines at once: their effects in order, and what the ledger vouches for."""
    newcomers = [line for line in lines if isinstance(line, Newcomer)]
    revisions = [line for line in lines if isinstance(line, Revision)]
    _check_newcomers(newcomers, on)
    sheets = _newcomers(newcomers)
    made = iter([_made(sheet) for sheet in sheets])
    revised = _revise(revisions, _held(revisions))
    changed = iter([effect for effect, _ in revised])
    effects = [next(made) if isinstance(line, Newcomer) else next(changed) for line in lines]
    written = {pk for _, pks in revised for pk in pks}
    rows = [row for sheet in sheets for row in (*map(row_of, sheet.memberships), _person_row(sheet))]
    for sheet in sheets_of(line.person_id for line in revisions).values():
        rows += [row_of(membership) for membership in sheet.memberships if membership.id in written]
        rows.append(_person_row(sheet))
    return effects, rows


def _person_row(sheet: Sheet) -> Row:
    return {"kind": "person", "id": sheet.person.id, "digest": picture(sheet)}


def _check_newcomers(lines: Sequence[Newcomer], on: date) -> None:
    places = {line.organization_id for line in lines}
    cells = set(Form.objects.filter(organization__in=places, level__in=CELLS).values_list("organization", flat=True))
    if places - cells:
        raise Refusal(f"{WHAT}: có dòng ghi vào một tổ chức không phải là chi bộ.")
    for line in lines:
        if line.placed_on > on or not line.spells or line.spells[0].starts_on > on:
            raise Refusal(f"{WHAT}: {line.family_name} {line.given_name}: có ngày sau ngày của danh sách.")
        _check_order(line.spells, line)


def _check_order(spells: Sequence[Any], who: Any) -> None:
    """Spells follow each other, each ends after it began, and only the last one may be running."""
    said = ""
    for spell in spells:
        if spell.ends_on is not None and spell.ends_on <= spell.starts_on:
            said = said or "thời gian là đảng viên kết thúc không sau ngày bắt đầu"
    for earlier, later in pairwise(spells):
        if earlier.ends_on is None or later.starts_on < earlier.ends_on:
            said = said or "hai thời gian là đảng viên chồng lên nhau"
    if said:
        raise Refusal(f"{WHAT}: {who.family_name} {who.given_name}: {said}.")


def _newcomers(lines: Sequence[Newcomer]) -> list[Sheet]:
    """All rows of all newcomers, table by table."""
    people = [_person(line) for line in lines]
    _refuse_doubles(people, lines)
    insert_many(Person, people)
    pairs = list(zip(people, lines, strict=True))
    sheets = [
        Sheet(
            person, _spells(person, line.spells), _places(person, line), _standings(person, line), _card(person, line)
        )
        for person, line in pairs
    ]
    insert_many(Membership, [row for each in sheets for row in each.memberships])
    insert_many(Placement, [row for each in sheets for row in each.placements])
    insert_many(Standing, [row for each in sheets for row in each.standings])
    insert_many(MemberCard, [row for each in sheets for row in each.cards])
    return sheets


def _person(line: Newcomer) -> Any:
    columns = person_columns(
        line.family_name,
        line.given_name,
        sex=line.sex,
        born_on=line.born_on,
        identity=line.identity,
        invented=line.invented,
        details=line.details,
    )
    person = blank(Person, **columns)
    if findings := check_person(person, line.identity, line.spells[0].starts_on):
        raise Refusal(f"{WHAT}: {line.family_name} {line.given_name}", findings)
    return person


def _refuse_doubles(people: Sequence[Any], lines: Sequence[Newcomer]) -> None:
    """Numbers given twice in the list. Those that somebody has already are refused by the database itself."""
    indexes = [person.identity_index for person in people if person.identity_index]
    numbers = [line.card[0] for line in lines if line.card]
    if len(set(indexes)) < len(indexes) or len(set(numbers)) < len(numbers):
        raise Refusal(f"{WHAT}: có số định danh hoặc số thẻ ghi hai lần.")


def _spells(person: Any, lines: Iterable[SpellLine]) -> list[Any]:
    rows: list[Any] = []
    for line in lines:
        row = blank(
            Membership,
            person_id=person.id,
            kind=line.kind,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            ends_by=line.ends_by,
            undated=line.undated,
            decision=line.decision,
            decided_on=line.decided_on,
            restored=line.restored,
        )
        if rows and rows[-1].ends_by == Membership.End.RECOGNIZED:
            rows[-1].end_decision, rows[-1].end_decided_on = line.decision, line.decided_on
        rows.append(row)
    return rows


def _places(person: Any, line: Newcomer) -> list[Any]:
    kind, rows = Placement.Kind, list[Any]()
    if line.left_on is None or line.placed_on < line.left_on:
        rows.append(_place(person, line, kind.OFFICIAL.value, line.placed_on, line.left_on))
    if line.left_on is not None:
        rows.append(_place(person, line, kind.FORMER.value, line.left_on, None))
    return rows


def _place(person: Any, line: Newcomer, kind: str, since: date, until: date | None) -> Any:
    return blank(
        Placement,
        person_id=person.id,
        organization_id=line.organization_id,
        kind=kind,
        starts_on=since,
        ends_on=until,
        ground=line.ground,
    )


def _standings(person: Any, line: Newcomer) -> list[Any]:
    return [blank(Standing, person_id=person.id, kind=kind, starts_on=day) for kind, day in line.standings]


def _card(person: Any, line: Newcomer | Revision) -> list[Any]:
    return [blank(MemberCard, person_id=person.id, number=line.card[0], issued_on=line.card[1])] if line.card else []


def _made(sheet: Sheet) -> Effect:
    made = {}
    for name, rows in (
        ("membership", sheet.memberships),
        ("placement", sheet.placements),
        ("standing", sheet.standings),
        ("card", sheet.cards),
    ):
        if rows:
            made[name] = [row.id for row in rows]
    return Effect(sheet.person.id, True, made)


def _held(revisions: Sequence[Revision]) -> dict[int, Sheet]:
    """The people to be revised, locked, and as they were when the office looked."""
    ids = sorted(revision.person_id for revision in revisions)
    hold_many(ids)
    sheets = sheets_of(ids)
    for revision in revisions:
        if revision.person_id not in sheets or picture(sheets[revision.person_id]) != revision.picture:
            raise Refusal(f"{WHAT}: hồ sơ của một người trong danh sách đã thay đổi sau khi xem trước.")
    return sheets


def _revise(revisions: Sequence[Revision], sheets: Mapping[int, Sheet]) -> list[tuple[Effect, list[int]]]:
    """Write the revisions; each effect comes with the memberships that it touched."""
    people: dict[int, Mapping[str, Any]] = {}
    memberships: dict[int, Mapping[str, Any]] = {}
    cards: dict[int, Mapping[str, Any]] = {}
    done: list[tuple[Effect, list[int]]] = []
    for revision in revisions:
        sheet = sheets[revision.person_id]
        effect = Effect(revision.person_id, False)
        people[revision.person_id] = columns = _columns(revision)
        _keep(effect, "person", sheet.person, columns)
        for row in sheet.memberships:
            if row.id in revision.memberships:
                memberships[row.id] = revision.memberships[row.id]
                _keep(effect, "membership", row, memberships[row.id])
        for card in sheet.cards:
            if card.id in revision.cards:
                cards[card.id] = {"issued_on": revision.cards[card.id]}
                _keep(effect, "card", card, cards[card.id])
        done.append((effect, list(revision.memberships)))
    update_many(Person, people)
    update_spells(memberships, {row.id: row for sheet in sheets.values() for row in sheet.memberships})
    update_many(MemberCard, cards)
    _add(revisions, sheets, done)
    return done


def _add(revisions: Sequence[Revision], sheets: Mapping[int, Sheet], done: Sequence[tuple[Effect, list[int]]]) -> None:
    """The rows that revisions add, and the memberships of everybody once more in order."""
    pairs = list(zip(revisions, done, strict=True))
    spells = [(row, *each) for line, each in pairs for row in _spells(sheets[line.person_id].person, line.spells)]
    cards = [(row, *each) for line, each in pairs for row in _card(sheets[line.person_id].person, line)]
    insert_many(Membership, [row for row, *_ in spells])
    insert_many(MemberCard, [row for row, *_ in cards])
    for spell, effect, touched in spells:
        effect.made.setdefault("membership", []).append(spell.id)
        touched.append(spell.id)
    for card, effect, _ in cards:
        effect.made.setdefault("card", []).append(card.id)
    changed = {line.person_id for line in revisions if line.memberships or line.spells}
    for sheet in sheets_of(changed).values():
        _check_order(sorted(sheet.memberships, key=lambda row: row.starts_on), sheet.person)


def _columns(revision: Revision) -> dict[str, Any]:
    columns: dict[str, Any] = {name: nfc(value) for name, value in revision.columns.items()}
    if revision.name:
        family, given = map(nfc, revision.name)
        columns |= {"family_name": family, "given_name": given, "folded": fold(f"{family} {given}")}
        columns["sort_key"] = sort_key(family, given)
    if revision.identity:
        columns |= {"identity_secret": seal(revision.identity), "identity_index": blind_index(revision.identity)}
    return columns


def _keep(effect: Effect, table: str, row: Any, columns: Iterable[str]) -> None:
    if columns := list(columns):
        effect.was.setdefault(table, {})[str(row.id)] = kept(row, columns)
