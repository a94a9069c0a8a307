"""Looking for somebody: by name with or without marks, or by a number; exact ones first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr

from chibo.common.secrets import blind_index
from chibo.common.text import fold, nfc, sort_ranges
from chibo.roll.members.models import MemberCard, Person, PersonQuerySet, Placement
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries.status import MemberRow, rows_for
from chibo.roll.members.rules.dates import cv_number
from chibo.roll.organizations.models import in_force

#: A search of fewer letters finds nothing in particular.
SHORTEST = 2
#: Up to so many people are read first and then looked for within the scope; of more, the names are walked.
SELECTIVE = 1_000


def find_people(authority: Authority, text: str, on: date, limit: int = 20) -> list[MemberRow]:
    """Search within the asker's scope: names, 12 digits, a card number or a CV number. Nine queries at most."""
    text = nfc(text)
    if any(char.isdigit() for char in text):
        return rows_for(_within(authority, on, _by_number(text))[:limit], on)
    if len(fold(text)) < SHORTEST:
        return []
    exact = Person.objects.filter(folded=fold(text))
    found = _found(authority, on, exact, limit)
    found.sort(key=lambda person: person.name.lower() != text.lower())
    others = named(Person.objects.exclude(folded=fold(text)), text)
    if len(found) < limit:
        found += _by_given_name(authority, on, text, limit - len(found))
    if len(found) < limit:
        known = {person.pk for person in found}
        rest = _found(authority, on, others, limit)
        found += [person for person in rest if person.pk not in known][: limit - len(found)]
    return rows_for(found, on)


def _by_given_name(authority: Authority, on: date, text: str, limit: int) -> list[Person]:
    """Those of whose given name one of the words is the beginning: they stand together in the order of names."""
    people = _within(authority, on, Person.objects.exclude(folded=fold(text)))
    words = fold(text).split()
    ways: list[PersonQuerySet] = []
    for word in dict.fromkeys(words):
        others = " ".join(words[: words.index(word)] + words[words.index(word) + 1 :])
        ranges = [Q(sort_key__gte=low, sort_key__lt=high) for low, high in sort_ranges(word)]
        if connection.vendor == "sqlite" and ranges:  # which knows no union of limited lists
            ranges = [reduce(or_, ranges)]
        ways += [named(people.filter(each), others)[:limit] for each in ranges]
    if connection.vendor != "sqlite" and len(ways) > 1:  # each range is walked no further than needed
        ways = [ways[0].union(*ways[1:])]
    found = {person.pk: person for way in ways for person in way}
    return sorted(found.values(), key=lambda person: (person.sort_key, person.pk))[:limit]


def named(people: PersonQuerySet, text: str) -> PersonQuerySet:
    """Those whose name has every word, in any order and without marks, each from its beginning."""
    for word in fold(text).split():
        people = people.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    return people


def _found(authority: Authority, on: date, wanted: PersonQuerySet, limit: int) -> list[Person]:
    if limit <= 0:
        return []
    ids = list(wanted.order_by().values_list("pk", flat=True)[: SELECTIVE + 1])
    those = _within(authority, on, Person.objects.filter(pk__in=ids))
    some = list(those.order_by(Substr("sort_key", 1), "pk")[:limit])  # these few are put in order, no index is walked
    if len(ids) <= SELECTIVE or len(some) == limit:
        return some  # of a frequent name the first ones found, when the scope is wide
    return list(_within(authority, on, wanted)[:limit])


def _within(authority: Authority, on: date, wanted: PersonQuerySet) -> PersonQuerySet:
    here = Placement.objects.filter(in_force(on), organization__in=authority.organizations_in_view())
    return wanted.filter(Exists(here.filter(person=OuterRef("pk")))).order_by("sort_key", "pk")


def _by_number(text: str) -> PersonQuerySet:
    """A card number however it is spaced, an identity number, or a CV number with or without its letters."""
    digits = text.replace(".", "").replace(" ", "")
    spaced = {text, digits, f"{digits[:2]}.{digits[2:]}", f"{digits[:2]}.{digits[2:5]}.{digits[5:]}"}
    ids = set(MemberCard.objects.filter(number__in=spaced).values_list("person", flat=True))
    number = cv_number(text)
    ids |= {pk for pk, kept in _alike(number) if kept == number or kept.removeprefix(number).isalpha()}
    if len(digits) == 12 and digits.isascii() and digits.isdigit():
        ids |= set(Person.objects.filter(identity_index=blind_index(digits)).values_list("pk", flat=True))
    return Person.objects.filter(pk__in=ids)


def _alike(number: str) -> Iterable[tuple[int, str]]:
    """CV numbers that begin so: 012345 finds 012345VP."""
    return Person.objects.filter(cv_number__startswith=number).values_list("pk", "cv_number")[:SELECTIVE]
