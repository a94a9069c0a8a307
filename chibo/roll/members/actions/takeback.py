"""A list that was taken over is taken back whole, as long as nothing was built on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from chibo.common.dates import display
from chibo.common.rows import delete_many, update_many
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch, wait_for_turn
from chibo.foundation.ledger.chain import Row
from chibo.foundation.ledger.models import BatchRow, Entry
from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal
from chibo.roll.members.actions.takeover import MODELS, Effect
from chibo.roll.members.bulk import hold_many, restored, update_spells
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.pictures import AT_A_TIME, chunks, is_derived, picture, sheets_of
from chibo.roll.members.witness import row_of, withdrawn
from chibo.roll.organizations.models import Organization

#: So many people are named in a refusal; the others are counted.
_NAMED = 20
_WORDS = {
    "members.appointment": "phân công nhiệm vụ",
    "members.committeeseat": "là cấp ủy viên",
    "cases.case": "có hồ sơ vụ việc",
    "files.paper": "có giấy tờ trong hồ sơ đảng viên",
}


@transaction.atomic
def take_back(
    *,
    effects: Iterable[Sequence[Effect]],
    entry: Entry,
    by: User | None,
    on: date,
    subject: str,
    organization: Organization,
    payload: Mapping[str, Any],
) -> Entry:
    """Drop what the entry's list made and put back what it changed; all of it, or a refusal that names what is in
    the way. The effects come some at a time. The new entry withdraws the memberships that go and vouches for those
    that come back."""
    wait_for_turn()
    rows: list[Row] = []
    later: dict[int, list[str]] = {}
    people: list[int] = []
    left = dict(BatchRow.objects.filter(entry=entry, kind="person").values_list("row", "digest"))
    for some in effects:
        later |= _in_the_way(some, entry, left)
        if not later:
            rows += _undo(some)
            people += [effect.person_id for effect in some]
    if later:
        raise Refusal(
            f"Không hoàn tác được đợt nhập danh sách: {len(later)} người đã có việc ghi sau đợt nhập, phải giải "
            "quyết các việc đó trước. Sổ không thay đổi gì",
            [_told(name, why) for name, why in _named(later)],
        )
    withdrawal = record_batch(
        action="members.take_back",
        by=by,
        on=on,
        subject=subject,
        organization=organization.code,
        rows=rows,
        payload={**payload, "entry": entry.seq, "people": len(people)},
    )
    refresh(people)
    return withdrawal


def _undo(effects: Sequence[Effect]) -> list[Row]:
    """Some effects at once; what the ledger withdraws and what it vouches for again."""
    for table in ("card", "standing", "placement", "membership"):
        delete_many(MODELS[table], [pk for effect in effects for pk in effect.made.get(table, ())])
    _restore(effects)
    delete_many(Person, [effect.person_id for effect in effects if effect.new])
    gone = [withdrawn(pk) for effect in effects for pk in effect.made.get("membership", ())]
    back = [int(pk) for effect in effects for pk in effect.was.get("membership", ())]
    return [*gone, *(row_of(row) for row in Membership.objects.filter(pk__in=back).order_by("pk"))]


def _in_the_way(effects: Sequence[Effect], entry: Entry, left: Mapping[int, str]) -> dict[int, list[str]]:
    """Person -> what was recorded about them since (``left``: the digests of people as the entry left them); only
    people about whom anything was."""
    people = sorted(effect.person_id for effect in effects)
    hold_many(people)
    sheets = sheets_of(people)
    later: dict[int, list[str]] = {pk: [] for pk in people if pk not in sheets or picture(sheets[pk]) != left.get(pk)}
    for pk, word in _built_on(effects):
        later.setdefault(pk, []).append(word)
    subjects = {f"person:{pk}": pk for pk in later}
    for some in chunks(sorted(subjects), AT_A_TIME):
        acts = Entry.objects.filter(seq__gt=entry.seq, subject__in=some).order_by("seq")
        for subject, seq, day in acts.values_list("subject", "seq", "on"):
            later[subjects[subject]].append(f"mục {seq} của sổ cái, ngày {display(day)}")
    return later


def _built_on(effects: Sequence[Effect]) -> Iterable[tuple[int, str]]:
    """Rows of other tables that point at what would go, with the person whom they are about."""
    owners: dict[str, dict[int, int]] = {table: {} for table in MODELS}
    for effect in effects:
        if effect.new:
            owners["person"][effect.person_id] = effect.person_id
        for table, rows in effect.made.items():
            owners[table] |= dict.fromkeys(rows, effect.person_id)
    own = set(MODELS.values())
    for table, held in owners.items():
        for model, column in _pointers(MODELS[table]) if held else ():
            if model not in own and not is_derived(model):
                word = _WORDS.get(model._meta.label_lower, f"có dữ liệu ở phần {model._meta.verbose_name}")
                # Rows of one list have keys near each other, and little else points there.
                near = model._default_manager.filter(
                    **{f"{column}__gte": min(held), f"{column}__lte": max(held)}
                ).order_by()
                for pk in near.values_list(column, flat=True).distinct():
                    if pk in held:
                        yield held[pk], word


def _pointers(model: type[Model]) -> list[tuple[type[Any], str]]:
    """The tables with a column that points at this one."""
    relations = (each for each in model._meta.get_fields(include_hidden=True) if isinstance(each, ForeignObjectRel))
    return [(each.related_model, each.field.name) for each in relations if not each.many_to_many]


def _restore(effects: Sequence[Effect]) -> None:
    for table, model in MODELS.items():
        before = {
            int(pk): restored(model, columns)
            for effect in effects
            for pk, columns in effect.was.get(table, {}).items()
        }
        if model is Membership:
            update_spells(before, Membership.objects.in_bulk(list(before)))
        else:
            update_many(model, before)


def _named(later: Mapping[int, list[str]]) -> list[tuple[str, list[str]]]:
    first = sorted(later)[:_NAMED]
    people = Person.objects.in_bulk(first)
    named = [(people[pk].name if pk in people else f"Người số {pk}", later[pk]) for pk in first]
    return [*named, *([("Và", [f"{len(later) - _NAMED} người khác"])] if len(later) > _NAMED else [])]


def _told(name: str, why: Collection[str]) -> Finding:
    reasons = "; ".join(dict.fromkeys(why)) or "hồ sơ đã thay đổi sau đợt nhập"
    return Finding(code="ROSTER-LATER-ACT", outcome=Outcome.FAILED, sentence=f"{name}: {reasons}.")
