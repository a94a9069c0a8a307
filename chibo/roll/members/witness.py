"""Memberships and cards are witnesses of the ledger: each row still is what the acts recorded.

No membership came in beside them; of cards only those that an act handed out, exchanged or ended are vouched for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from chibo.common.compact import compact
from chibo.foundation.ledger.chain import WITHDRAWN, Row
from chibo.roll.members.models import MemberCard, Membership

_json = compact(between=", ")  # a list: as ``json.dumps`` writes it
KIND, CARD = "membership", "card"


def digest(membership: Any) -> str:
    facts = [
        membership.person_id,
        membership.kind,
        membership.starts_on.isoformat(),
        membership.ends_on.isoformat() if membership.ends_on else None,
        membership.ends_by,
        membership.decision,
        membership.decided_on.isoformat() if membership.decided_on else None,
        membership.end_decision,
        membership.end_decided_on.isoformat() if membership.end_decided_on else None,
    ]
    if membership.undated:
        facts.append("undated")
    return sha256(_json(facts).encode()).hexdigest()


def row_of(membership: Any) -> Row:
    """Of the model, or as ``common.rows`` makes it."""
    return {"kind": KIND, "id": membership.id, "digest": digest(membership)}


def withdrawn(pk: int) -> Row:
    """The row was taken back with the batch that made it."""
    return Row(kind=KIND, id=pk, digest=WITHDRAWN)


def digests(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: digest(row) for row in Membership.objects.filter(pk__in=list(ids))}


def ids() -> list[int]:
    return list(Membership.objects.values_list("pk", flat=True))


def card_digest(card: MemberCard) -> str:
    facts = [card.person_id, card.number, card.ends_on.isoformat() if card.ends_on else None, card.ended_by]
    return sha256(json.dumps([*facts, card.replaces_id], ensure_ascii=False).encode()).hexdigest()


def card_row(card: MemberCard) -> Row:
    return Row(kind=CARD, id=card.pk, digest=card_digest(card))


def card_digests(ids: Iterable[int]) -> dict[int, str]:
    return {card.pk: card_digest(card) for card in MemberCard.objects.filter(pk__in=list(ids))}
