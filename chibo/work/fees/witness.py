"""Money rows are witnesses of the ledger: none was changed, dropped or slipped in beside the acts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256

from chibo.foundation.ledger.chain import Row
from chibo.foundation.ledger.witnesses import witness
from chibo.work.fees.models import Charge, Closing, Payment

_OF_PAYMENT = (
    "organization_id",
    "person_id",
    "amount",
    "method",
    "paid_on",
    "year",
    "number",
    "reverses_id",
    "ground",
)
_OF_CHARGE = (
    *("organization_id", "person_id", "month", "entered_month", "amount", "exempt", "category", "words"),
    *("corrects", "ground"),
)
_OF_CLOSING = (
    *("organization_id", "month", "members", "exempt", "due", "collected", "unpaid", "retained", "handed_up"),
    *("share", "setting_id"),
)


def _digest(facts: Iterable[object]) -> str:
    plain = [fact.isoformat() if isinstance(fact, date) else fact for fact in facts]
    return sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()


def of_payment(payment: Payment) -> Row:
    """With its parts by month."""
    parts = [[part.month.isoformat(), part.amount] for part in sorted(payment.parts.all(), key=lambda p: p.month)]
    facts = [getattr(payment, name) for name in _OF_PAYMENT]
    return Row(kind="fee_payment", id=payment.pk, digest=_digest([*facts, parts]))


def of_charge(charge: Charge) -> Row:
    return Row(kind="fee_charge", id=charge.pk, digest=_digest(getattr(charge, name) for name in _OF_CHARGE))


def of_closing(closing: Closing) -> Row:
    return Row(kind="fee_closing", id=closing.pk, digest=_digest(getattr(closing, name) for name in _OF_CLOSING))


def _payments(ids: Iterable[int]) -> dict[int, str]:
    rows = Payment.objects.filter(pk__in=list(ids)).prefetch_related("parts")
    return {row.pk: of_payment(row)["digest"] for row in rows}


def _charges(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: of_charge(row)["digest"] for row in Charge.objects.filter(pk__in=list(ids))}


def _closings(ids: Iterable[int]) -> dict[int, str]:
    return {row.pk: of_closing(row)["digest"] for row in Closing.objects.filter(pk__in=list(ids))}


def _all_payments() -> list[int]:
    return list(Payment.objects.values_list("pk", flat=True))


def _all_charges() -> list[int]:
    return list(Charge.objects.values_list("pk", flat=True))


def _all_closings() -> list[int]:
    return list(Closing.objects.values_list("pk", flat=True))


def stand() -> None:
    """Have every verification of the ledger compare them. Called when the app is ready."""
    kinds: dict[str, tuple[Callable[[Iterable[int]], dict[int, str]], Callable[[], Iterable[int]]]] = {
        "fee_payment": (_payments, _all_payments),
        "fee_charge": (_charges, _all_charges),
        "fee_closing": (_closings, _all_closings),
    }
    for kind, (digests, ids) in kinds.items():
        witness(kind, digests=digests, ids=ids)
