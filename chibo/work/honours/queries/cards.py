"""Cards of an organization's members, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length
from django.http import Http404

from chibo.common.narrowing import Narrowing
from chibo.common.secrets import open_sealed
from chibo.roll.members.actions import Exchange
from chibo.roll.members.models import MemberCard, Membership, Person, Placement, Stay, Turn
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import get_person
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import names_on

PAGE = 50
#: A card number as long as an identity number is one; eight digits are shorter however they are spaced.
NEW_LENGTH = 12
#: How a stay ends when its member is none any more.
_LEFT = (Turn.DIED, Turn.EXPELLED, Turn.STRUCK_OFF, Turn.RESIGNED, Turn.ANNULLED)
#: So many cards are exchanged by one act at most.
MOST = 500


class Filter(Narrowing):
    """What the list of cards shows; the value is its word in the address."""

    WITHOUT = ("", "Chưa có thẻ")
    OLD = ("the-cu", "Còn dùng thẻ mẫu cũ")
    HELD = ("dang-giu", "Đang giữ thẻ")
    ENDED = ("thoi-dung", "Thẻ đã thôi dùng")
    LEFT_BEHIND = ("chua-thu", "Đã từ trần, ra khỏi Đảng, chưa ghi về thẻ")


@dataclass(frozen=True, slots=True)
class CardRow:
    person: Person
    cell: str
    card: MemberCard | None


@dataclass(frozen=True, slots=True)
class CardPage:
    rows: Sequence[CardRow]
    count: int
    number: int

    @property
    def has_more(self) -> bool:
        return self.number * PAGE < self.count


def masked(number: str) -> str:
    """A number of twelve digits is an identity number: only its end is shown; the paper list prints it whole."""
    digits = number.replace(".", "").replace(" ", "")
    return number if len(digits) < NEW_LENGTH else f"•••• •••• {digits[-4:]}"


def card_page(form: Form, on: date, only: Filter, number: int = 1) -> CardPage:
    """Official members below the organization by what card they hold. Five questions, whatever the size."""
    found = members(form, on, only)
    count = found.count()
    number = max(1, min(number, -(-count // PAGE) or 1))
    shown = dict(found.values_list("person", "place")[(number - 1) * PAGE : number * PAGE])
    people = Person.objects.in_bulk(shown)
    cards: dict[int, MemberCard] = {}
    for card in MemberCard.objects.filter(person__in=shown).order_by("issued_on", "pk"):
        if (card.ended_by == "") != (only is Filter.ENDED):
            cards[card.person_id] = card
    names = names_on(set(shown.values()), on)
    return CardPage(
        [CardRow(people[pk], names.get(cell, ""), cards.get(pk)) for pk, cell in shown.items()], count, number
    )


def members(form: Form, on: date, only: Filter) -> QuerySet[Any, Any]:
    """Official members below the organization on the day, by name, and where cards outlive the membership, those who
    died or left there. ``form`` came through its door."""
    here = Q(in_force(on), path__gte=form.path, path__lt=form.path + "~")
    again = Stay.objects.filter(person=OuterRef("person"), starts_on__gte=OuterRef("ends_on"))
    records = _records(form, on)
    gone = Q(~Exists(again), ended_by__in=_LEFT, ends_on__lte=on, person__in=records.values("person"))
    whose = {Filter.LEFT_BEHIND: gone, Filter.ENDED: here | gone}.get(only, here)
    stays = Stay.objects.filter(whose, kind=Membership.Kind.OFFICIAL).annotate(
        place=F("organization_id")
        if whose == here
        else Coalesce(
            Subquery(records.filter(person=OuterRef("person")).values("organization")[:1]),
            F("organization_id"),
            output_field=BigIntegerField(),
        )
    )
    cards = MemberCard.objects.filter(person=OuterRef("person"))
    held = cards.filter(ended_by="")
    wanted: dict[Filter, Any] = {
        Filter.WITHOUT: ~Exists(held),
        Filter.OLD: Exists(held.annotate(length=Length("number")).filter(length__lt=NEW_LENGTH)),
        Filter.HELD: Exists(held),
        Filter.ENDED: Exists(cards.exclude(ended_by="")),
        Filter.LEFT_BEHIND: Exists(held),
    }
    return stays.filter(wanted[only]).order_by("sort_key", "person")


def _records(form: Form, on: date) -> QuerySet[Placement]:
    """Where the records of those who died or left lie, below the organization as it is on the day."""
    below = Form.objects.on(on).under(form.path).values("organization")
    return Placement.objects.filter(in_force(on), kind=Placement.Kind.FORMER, organization__in=below)


def old_cards(form: Form, on: date) -> list[MemberCard]:
    """The cards of the kind before twelve digits that members below hold, by name."""
    people = members(form, on, Filter.OLD).values("person")
    rows = MemberCard.objects.filter(person__in=people, ended_by="").select_related("person")
    return list(rows.order_by("person__sort_key", "person_id"))


def told_apart(lines: Sequence[Exchange], on: date) -> list[tuple[str, str]]:
    """Each card with its holder as a list names them: people of one name are told apart by birth and cell."""
    homes = dict(
        Stay.objects.filter(in_force(on), person__in=[line.card.person_id for line in lines]).values_list(
            "person", "organization"
        )
    )
    names = names_on(set(homes.values()), on)
    found = []
    for line in lines:
        person = line.card.person
        cell = names.get(homes.get(person.pk, 0), "")
        found.append((str(line.card.pk), f"{person.name}, sinh {person.born_on[:4]} – {cell}"))
    return found


def get_card(authority: Authority, pk: int) -> MemberCard:
    """The card of a person whose record the reader may open."""
    found = MemberCard.objects.select_related("person").filter(pk=pk).first()
    if found is None:
        raise Http404("Không có thẻ này trong phạm vi của đồng chí.")
    get_person(authority, found.person_id, authority.on)
    return found


def issued_by(form: Form, starts_on: date, ends_on: date) -> list[tuple[MemberCard, str]]:
    """Cards that the organization handed out from the first to the second day, with the cell of each holder."""
    rows = MemberCard.objects.filter(issued_by=form.organization_id, issued_on__range=(starts_on, ends_on))
    cards = list(rows.select_related("person").order_by("issued_on", "person__sort_key", "pk"))
    homes = dict(
        Stay.objects.filter(in_force(ends_on), person__in=[card.person_id for card in cards]).values_list(
            "person", "organization"
        )
    )
    names = names_on(set(homes.values()), ends_on)
    return [(card, names.get(homes.get(card.person_id, 0), "")) for card in cards]


def exchangeable(form: Form, on: date) -> list[Exchange]:
    """Old cards below the organization whose holders' identity numbers are known, each with its new number."""
    lines = []
    for card in old_cards(form, on)[:MOST]:
        if card.person.identity_secret:
            lines.append(Exchange(card, open_sealed(bytes(card.person.identity_secret))))
    return lines
