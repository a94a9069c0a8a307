"""Lists of people within somebody's scope: by name, a page at a time, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Length

from chibo.common.secrets import blind_index
from chibo.common.text import fold, nfc
from chibo.roll.members.models import MemberCard, Person, PersonQuerySet, Placement
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries.status import Filter, MemberRow, rows_for
from chibo.roll.members.rules.cards import spellings
from chibo.roll.organizations.models import Form, in_force

PAGE = 30
#: Counting stops here; beyond it the page says "hơn".
COUNTED = 10_000
#: Up to so many people a search or a filter is read first, and then looked for within the scope.
SELECTIVE = 2_000
#: Up to so many organizations a list is read from the places, beyond it along the names.
FEW = 60
#: A longer choice of organizations helps nobody; the tree leads to the others.
MOST_CHOICES = 60
#: A search of fewer letters finds nothing in particular.
SHORTEST = 2


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
    """One page of those whom the asker may see, as of the day. Seven queries at most.

    What is rare is read first: a narrow search is looked for within the scope, a small scope is put in order,
    and only a wide list is walked along the names.
    """
    organizations = _organizations(authority, within)
    places = Placement.objects.filter(
        in_force(on), only.each(on, "person"), kind__in=only.places, organization__in=organizations
    )
    people, counted = _narrowed(places, len(organizations), _wanted(text, only, on))
    count = counted[: COUNTED + 1].count()
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
        inside = Form.objects.on(authority.on).under(within.path).values("organization")
        organizations = organizations.filter(Q(pk__in=inside) | Q(pk=within.organization_id))
    return list(organizations.values_list("pk", flat=True))


def _wanted(text: str, only: Filter, on: date) -> PersonQuerySet | None:
    """Those that the search and the filter leave, wherever they are; None when there is neither."""
    of_kind = only.people(on)
    if not text and of_kind is None:
        return None
    people = named(Person.objects.all(), text)
    return people if of_kind is None else people.filter(pk__in=of_kind)


def _narrowed(
    places: QuerySet[Placement], organizations: int, wanted: PersonQuerySet | None
) -> tuple[PersonQuerySet, QuerySet[Any, Any]]:
    """The people of the list, and the rows to count: the same ones, each read the way that costs least."""
    walked = Person.objects.filter(Exists(places.filter(person=OuterRef("pk"))))
    ids = list(wanted.values_list("pk", flat=True)[: SELECTIVE + 1]) if wanted is not None else None
    if ids is not None and len(ids) <= SELECTIVE:
        rare = walked.filter(pk__in=ids)
        return rare, rare
    people = Person.objects.filter(pk__in=places.values("person")) if organizations <= FEW else walked
    if wanted is not None:
        people = people.filter(pk__in=wanted.values("pk"))
        places = places.filter(person__in=wanted.values("pk"))
    return people, places.values("person").distinct()


def named(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those whose name has every word, in any order and without marks, each from its beginning."""
    for word in fold(text).split():
        people = people.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    return people


def find_people(authority: Authority, text: str, on: date, limit: int = 20) -> list[MemberRow]:
    """Search within the asker's scope: a name with or without marks, 12 digits, or a card number; exact ones first."""
    text = nfc(text)
    digits = text.replace(".", "").replace(" ", "")
    places = Placement.objects.filter(in_force(on), organization__in=_organizations(authority, None))
    if digits.isascii() and digits.isdigit():
        return rows_for(_found(places, _by_number(text, digits))[:limit], on)
    if len(fold(text)) < SHORTEST:
        return []
    same = list(_found(places, Person.objects.filter(folded=fold(text)))[:limit])
    others = _found(places, named(Person.objects.exclude(folded=fold(text)), text))[: limit - len(same)]
    same.sort(key=lambda person: person.name.lower() != text.lower())
    return rows_for([*same, *others], on)


def _found(places: QuerySet[Placement], wanted: PersonQuerySet) -> PersonQuerySet:
    people, _ = _narrowed(places, FEW + 1, wanted)
    return people.order_by("sort_key", "pk")


def _by_number(text: str, digits: str) -> PersonQuerySet:
    """A card number however it is spaced, or an identity number."""
    ids = set(MemberCard.objects.filter(number__in=spellings(text)).values_list("person", flat=True))
    if len(digits) == 12:
        ids |= set(Person.objects.filter(identity_index=blind_index(digits)).values_list("pk", flat=True))
    return Person.objects.filter(pk__in=ids)


def counts_by_organization(authority: Authority, on: date) -> dict[int, int]:
    """Organization id -> members whose official party life is there on the day, over the whole scope."""
    rows = Placement.objects.filter(
        in_force(on), kind=Placement.Kind.OFFICIAL, organization__in=authority.organizations_in_view()
    )
    return dict(rows.values_list("organization").annotate(people=Count("pk")))


def organization_choices(authority: Authority, chosen: str = "") -> list[Form]:
    """The organizations of the scope as they stand today; of many, those nearest the top and the chosen one."""
    shown = Form.objects.on(authority.on).filter(organization__in=authority.organizations_in_view())
    first = Case(When(organization__code=chosen, then=0), default=1)
    nearest = shown.select_related("organization").order_by(first, Length("path"), "path")[:MOST_CHOICES]
    return sorted(nearest, key=lambda form: form.path)
