"""The party card."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import MemberCard, Membership, Person
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import enter, form_or_refuse, hold
from chibo.roll.organizations.models import Organization, in_force


@transaction.atomic
def issue_card(
    *, person: Person, number: str, issued_by: Organization, by: User | None, on: date, decision: str
) -> MemberCard:
    """A card is for an official member; a number is given once."""
    what = "Không ghi nhận thẻ đảng viên"
    person = hold(person)
    form_or_refuse(issued_by, on, what)
    number = nfc(number)
    refuse_if_any(what, dates.check_card_number(number))
    if not decision.strip():
        raise Refusal(f"{what}: chưa ghi số quyết định phát thẻ.")
    if not Membership.objects.filter(in_force(on), person=person, kind=Membership.Kind.OFFICIAL).exists():
        raise Refusal(f"{what}: người này chưa là đảng viên chính thức vào ngày này.")
    if MemberCard.objects.filter(number=number).exists():
        raise Refusal(f"{what}: số thẻ này đã phát.")
    card = MemberCard.objects.create(
        person=person, number=number, issued_on=on, issued_by=issued_by, decision=nfc(decision)
    )
    enter("issue_card", person, by=by, on=on, organization=issued_by, card=card.pk, decision=decision)
    return card
