"""The party card: handed out, lost, damaged, exchanged, taken back, kept. The old one stays as history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import MemberCard, Membership, Person
from chibo.roll.members.rules import cards as rules
from chibo.roll.members.rules import dates
from chibo.roll.members.witness import card_row
from chibo.roll.members.writing import enter, form_or_refuse, hold
from chibo.roll.organizations.models import Organization, in_force

_END = MemberCard.End
#: Ends after which the member gets another card; the others end the holding of cards.
REPLACED = (_END.LOST, _END.DAMAGED, _END.EXCHANGED)
_AT_A_TIME = 500


@transaction.atomic
def issue_card(
    *, person: Person, number: str, issued_by: Organization, by: User | None, on: date, decision: str
) -> MemberCard:
    """A card is for an official member without one; a number is given once.

    After a loss this is the new card: it remembers which one it stands in for.
    """
    what = "Không ghi nhận thẻ đảng viên"
    person = hold(person)
    lost = person.cards.filter(ended_by__in=REPLACED, replaced_by__isnull=True).order_by("-ends_on", "-pk").first()
    card = _handed_out(what, person, number, issued_by, on, decision, lost)
    enter(
        "issue_card",
        person,
        by=by,
        on=on,
        organization=issued_by,
        card=card.pk,
        decision=decision,
        row=card_row(card),
    )
    return card


@transaction.atomic
def end_card(
    *, card: MemberCard, ended_by: str, by: User | None, on: date, document: str = "", ground: str = ""
) -> MemberCard:
    """The card is no longer used from ``on``; why is said, and for a loss, damage or taking back, by which paper."""
    what = "Không ghi nhận việc thẻ thôi dùng"
    person = hold(card.person)
    card = _ended(what, card, ended_by, on, document, ground)
    enter("end_card", person, by=by, on=on, card=card.pk, ended_by=ended_by, document=document, row=card_row(card))
    return card


@transaction.atomic
def replace_card(
    *,
    card: MemberCard,
    ended_by: str,
    number: str,
    issued_by: Organization,
    by: User | None,
    on: date,
    decision: str,
    document: str = "",
    ground: str = "",
) -> MemberCard:
    """One card ends and another is handed out on the same day: damaged, wrong, of an earlier kind, or lost."""
    what = "Không ghi nhận việc đổi thẻ"
    if ended_by not in REPLACED:
        raise Refusal(f"{what}: chưa chọn đúng lý do đổi, cấp lại.")
    person = hold(card.person)
    old = _ended(what, card, ended_by, on, document or decision, ground)
    new = _handed_out(what, person, number, issued_by, on, decision, old)
    enter(
        "replace_card",
        person,
        by=by,
        on=on,
        organization=issued_by,
        old=old.pk,
        card=new.pk,
        ended_by=ended_by,
        decision=decision,
        rows=[card_row(old), card_row(new)],
    )
    return new


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of an exchange: the card that ends, and the number of the new one."""

    card: MemberCard
    number: str


@transaction.atomic
def exchange_cards(
    *, lines: Sequence[Exchange], issued_by: Organization, by: User | None, on: date, decision: str
) -> list[MemberCard]:
    """Many cards at once by one decision, all or none; the first line that makes no sense refuses the whole."""
    what = "Không ghi nhận việc đổi thẻ"
    if not lines:
        raise Refusal(f"{what}: chưa chọn đảng viên nào.")
    form_or_refuse(issued_by, on, what)
    _decision_or_refuse(what, decision)
    people = [line.card.person_id for line in lines]
    list(Person.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk"))
    held = {card.pk: card for card in MemberCard.objects.filter(pk__in=[line.card.pk for line in lines])}
    official = set(
        Membership.objects.filter(in_force(on), person__in=people, kind=Membership.Kind.OFFICIAL).values_list(
            "person", flat=True
        )
    )
    _refuse_taken(what, [line.number for line in lines])
    for line in lines:
        name = line.card.person.name
        card = held[line.card.pk]
        if card.ended_by:
            raise Refusal(f"{what}: {name}: thẻ này đã thôi dùng.")
        if card.person_id not in official:
            raise Refusal(f"{what}: {name} chưa là đảng viên chính thức vào ngày này.")
        refuse_if_any(f"{what}: {name}", [*_number(line.number, on), *rules.check_order(card.issued_on, on)])
        card.ends_on, card.ended_by, card.end_document = on, _END.EXCHANGED, nfc(decision)
    old = list(held.values())
    MemberCard.objects.bulk_update(old, ["ends_on", "ended_by", "end_document"], batch_size=_AT_A_TIME)
    new = MemberCard.objects.bulk_create(
        [
            MemberCard(
                person_id=line.card.person_id,
                number=nfc(line.number),
                issued_on=on,
                issued_by=issued_by,
                decision=nfc(decision),
                replaces_id=line.card.pk,
            )
            for line in lines
        ]
    )
    record_batch(
        action="members.exchange_cards",
        by=by,
        on=on,
        subject=f"organization:{issued_by.pk}",
        organization=issued_by.code,
        rows=(card_row(card) for card in [*old, *new]),
        payload={"cards": len(new), "decision": decision},
    )
    return new


def _handed_out(
    what: str,
    person: Person,
    number: str,
    issued_by: Organization,
    on: date,
    decision: str,
    replaces: MemberCard | None,
) -> MemberCard:
    form_or_refuse(issued_by, on, what)
    number = nfc(number)
    refuse_if_any(what, _number(number, on))
    _decision_or_refuse(what, decision)
    if not Membership.objects.filter(in_force(on), person=person, kind=Membership.Kind.OFFICIAL).exists():
        raise Refusal(f"{what}: người này chưa là đảng viên chính thức vào ngày này.")
    if person.cards.filter(ended_by="").exists():
        raise Refusal(f"{what}: đảng viên này đang giữ một thẻ khác; ghi thẻ đó thôi dùng, hoặc ghi việc đổi thẻ.")
    _refuse_taken(what, [number])
    return MemberCard.objects.create(
        person=person,
        number=number,
        issued_on=on,
        issued_by=issued_by,
        decision=nfc(decision),
        replaces=replaces,
    )


def _ended(what: str, card: MemberCard, ended_by: str, on: date, document: str, ground: str) -> MemberCard:
    card = MemberCard.objects.get(pk=card.pk)
    if ended_by not in _END.values:
        raise Refusal(f"{what}: chưa chọn đúng lý do.")
    if card.ended_by:
        raise Refusal(f"{what}: thẻ này đã ghi thôi dùng trước đó ({card.get_ended_by_display().lower()}).")
    if ended_by != _END.KEPT and not document.strip():
        raise Refusal(f"{what}: chưa ghi số bản báo cáo, biên bản hoặc quyết định làm căn cứ.")
    refuse_if_any(
        what,
        [
            *rules.check_order(card.issued_on, on),
            *rules.check_end(ended_by, _left_by(card.person_id, on), law_on(on)),
        ],
    )
    card.ends_on, card.ended_by = on, ended_by
    card.end_document, card.end_ground = nfc(document), nfc(ground)
    card.save(update_fields=["ends_on", "ended_by", "end_document", "end_ground"])
    return card


def _left_by(person: int, on: date) -> str:
    """On what ground membership ended; empty while a spell runs on the day."""
    spells = Membership.objects.filter(person=person, starts_on__lte=on)
    if spells.filter(in_force(on)).exists():
        return ""
    last = spells.order_by("-starts_on").first()
    return last.ends_by if last else ""


def _number(number: str, on: date) -> list[Finding]:
    return dates.check_card_number(number) or rules.check_number(number, law_on(on))


def _refuse_taken(what: str, numbers: Sequence[str]) -> None:
    if len({rules.bare(number) for number in numbers}) < len(numbers):
        raise Refusal(f"{what}: có số thẻ ghi hai lần.")
    written = sorted({spelling for number in numbers for spelling in rules.spellings(nfc(number))})
    some = (written[start : start + _AT_A_TIME] for start in range(0, len(written), _AT_A_TIME))
    if any(MemberCard.objects.filter(number__in=each).exists() for each in some):
        raise Refusal(f"{what}: số thẻ này đã phát.")


def _decision_or_refuse(what: str, decision: str) -> None:
    if not decision.strip():
        raise Refusal(f"{what}: chưa ghi số quyết định phát thẻ.")
