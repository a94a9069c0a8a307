"""When a step of a transfer applies."""

from __future__ import annotations

from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import condition
from chibo.work.transfers.facts import Facts

#: The steps by which a stay for a time has begun.
RECEIVED = ("P05", "P05O", "N05")


@condition("to-outside")
def to_outside(facts: Facts, law: Law) -> bool:
    return facts.outside


@condition("issued-by-base")
def issued_by_base(facts: Facts, law: Law) -> bool:
    """The committee over the cell issues itself: it is the competent one, or the law lets it under a province."""
    issuer = law.get("transfer.issuer_under_province")
    return facts.base_issues or (facts.under_province and issuer is not None and issuer.value == "base")


@condition("issued-above")
def issued_above(facts: Facts, law: Law) -> bool:
    return not issued_by_base(facts, law)


@condition("leaves-base-issued-above")
def leaves_base(facts: Facts, law: Law) -> bool:
    return not facts.same_base and issued_above(facts, law)


@condition("temporary-work")
def for_work(facts: Facts, law: Law) -> bool | None:
    return None if facts.purpose is None else facts.purpose != "study"


@condition("temporary-study")
def for_study(facts: Facts, law: Law) -> bool | None:
    return None if facts.purpose is None else facts.purpose == "study"


@condition("not-yet-received")
def not_yet_received(facts: Facts, law: Law) -> bool:
    return not any(step in facts.days for step in RECEIVED)


@condition("comes-for-good")
def for_good(facts: Facts, law: Law) -> bool:
    return facts.stay != "temporary"


@condition("comes-for-a-time")
def for_a_time(facts: Facts, law: Law) -> bool:
    return facts.stay == "temporary"


@condition("back-from-abroad")
def back_from_abroad(facts: Facts, law: Law) -> bool:
    return facts.stay == "return"
