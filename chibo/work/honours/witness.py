"""Badges are witnesses of the ledger: each award and each change of one still is what the acts recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from chibo.foundation.ledger.chain import Row
from chibo.work.honours.models import Award, AwardChange

AWARD, CHANGE = "badge", "badge_change"


def award_row(award: Award) -> Row:
    return Row(kind=AWARD, id=award.pk, digest=_award(award))


def change_row(change: AwardChange) -> Row:
    return Row(kind=CHANGE, id=change.pk, digest=_change(change))


def award_digests(ids: Iterable[int]) -> dict[int, str]:
    return {award.pk: _award(award) for award in Award.objects.filter(pk__in=list(ids))}


def award_ids() -> list[int]:
    return list(Award.objects.values_list("pk", flat=True))


def change_digests(ids: Iterable[int]) -> dict[int, str]:
    return {change.pk: _change(change) for change in AwardChange.objects.filter(pk__in=list(ids))}


def change_ids() -> list[int]:
    return list(AwardChange.objects.values_list("pk", flat=True))


def _award(award: Award) -> str:
    awarded = award.awarded_on.isoformat() if award.awarded_on else None
    facts = [award.person_id, award.level, award.ground, award.decision, award.decided_on.isoformat(), awarded]
    return _sealed([*facts, award.number])


def _change(change: AwardChange) -> str:
    return _sealed([change.award_id, change.kind, change.on.isoformat(), change.document, change.number])


def _sealed(facts: list[object]) -> str:
    return sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
