"""Lists of people within somebody's scope: by name, a page at a time, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from chibo.common.secrets import blind_index
from chibo.common.text import fold, nfc
from chibo.roll.members.models import MemberCard, Person, PersonQuerySet, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.status import Filter, MemberRow, rows_for
from chibo.roll.organizations.models import Form, in_force

PAGE = 30
#: Counting stops here; beyond it the page says "hơn".
COUNTED = 1_000
#: A choice of more than this is looked for in the tree, not in a list.
MOST_CHOICES = 150
#: Up to so many organizations a list is read from the places, beyond it along the names.
FEW = 400


@dataclass(frozen=True, slots=True)
class PeoplePage:
    rows: Sequence[MemberRow]
    count: int
    capped: bool
    following: str  # cursor of the next page; empty on the last


def people_page(
    authority: Authority,
    on: date,
    *,
    text: str = "",
    only: Filter = Filter.MEMBERS,
    within: Form | None = None,
    after: str = "",
) -> PeoplePage:
    """One page of those whom the asker may see, as of the day. Seven queries."""
    organizations = _organizations(authority, within)
    places = Placement.objects.filter(in_force(on), only.condition(on), kind__in=only.places)
    places = places.filter(organization__in=organizations)
    people = named(_placed(places, len(organizations)), text)
    count = people.order_by()[: COUNTED + 1].count()
    key, _, pk = after.rpartition(".")
    if key and pk.isdigit():
        people = people.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=int(pk)), sort_key__gte=key)
    found = list(people.order_by("sort_key", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    following = f"{shown[-1].sort_key}.{shown[-1].pk}" if len(found) > PAGE else ""
    return PeoplePage(rows_for(shown, on), min(count, COUNTED), count > COUNTED, following)


def _organizations(authority: Authority, within: Form | None) -> list[int]:
    organizations = authority.organizations_in_view()
    if within is not None:
        organizations = organizations.filter(
            pk__in=Form.objects.on(authority.on).under(within.path).values("organization")
        ) | organizations.filter(pk=within.organization_id)
    return list(organizations.values_list("pk", flat=True))


def _placed(places: QuerySet[Placement], organizations: int) -> PersonQuerySet:
    """The same people read two ways: few places sort what they find, many places walk along the names."""
    if organizations <= FEW:
        return Person.objects.filter(pk__in=places.values("person"))
    return Person.objects.filter(Exists(places.filter(person=OuterRef("pk"))))


def named(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those whose name has every word, in any order and without marks, each from its beginning."""
    for word in fold(text).split():
        people = people.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    return people


def find_people(authority: Authority, text: str, on: date, limit: int = 20) -> list[MemberRow]:
    """Search within the asker's scope: a name with or without marks, 12 digits, or a card number; exact ones first."""
    text = nfc(text)
    digits = text.replace(".", "").replace(" ", "")
    people = Person.objects.visible_to(authority, on)
    if digits.isascii() and digits.isdigit():
        return rows_for(people.filter(_by_number(text, digits))[:limit], on)
    if len(fold(text)) < 2:
        return []
    same = list(people.filter(folded=fold(text)).order_by("sort_key", "pk")[:limit])
    others = list(named(people, text).exclude(folded=fold(text)).order_by("sort_key", "pk")[: limit - len(same)])
    same.sort(key=lambda person: person.name.lower() != text.lower())
    return rows_for([*same, *others], on)


def _by_number(text: str, digits: str) -> Q:
    """A card number however it is spaced, or an identity number."""
    spaced = {text, digits, f"{digits[:2]}.{digits[2:]}", f"{digits[:2]}.{digits[2:5]}.{digits[5:]}"}
    by_card = Q(Exists(MemberCard.objects.filter(person=OuterRef("pk"), number__in=spaced)))
    return by_card | Q(identity_index=blind_index(digits)) if len(digits) == 12 else by_card


def counts_by_organization(authority: Authority, on: date) -> dict[int, int]:
    """Organization id -> members whose official party life is there on the day, over the whole scope."""
    rows = Placement.objects.filter(
        in_force(on), kind=Placement.Kind.OFFICIAL, organization__in=authority.organizations_in_view()
    )
    return dict(rows.values_list("organization").annotate(people=Count("pk")))


def may_see_anybody(authority: Authority) -> bool:
    return bool(authority.ranges(Right.VIEW_MEMBERS) or authority.singles(Right.VIEW_MEMBERS))


def organization_choices(authority: Authority) -> list[Form]:
    """The organizations of the scope as they stand today; of many, those nearest the top. In the order of the tree."""
    shown = Form.objects.on(authority.on).filter(organization__in=authority.organizations_in_view())
    nearest = list(shown.select_related("organization").order_by(Length("path"), "path")[:MOST_CHOICES])
    return sorted(nearest, key=lambda form: form.path)
