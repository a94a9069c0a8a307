"""Looking for somebody: by name with or without marks, or by a number; exact ones first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Substr
from django.db.models.lookups import GreaterThanOrEqual, In, LessThan

from chibo.common.secrets import blind_index
from chibo.common.text import fold, nfc, sort_ranges
from chibo.roll.members.models import MemberCard, Person, PersonQuerySet, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.status import MemberRow, rows_for
from chibo.roll.members.rules.dates import cv_number
from chibo.roll.organizations.models import SEGMENT, in_force

#: A search of fewer letters finds nothing in particular.
SHORTEST = 2
#: Up to so many organizations a scope is narrow: its own people are looked through.
NARROW = 200
#: Up to so many people are read first and then looked for within the scope; of more, the names are walked.
SELECTIVE = 1_000
#: Up to so many people of a name PostgreSQL puts in order at once: of several words, and of a single one.
RANKED, RANKED_OF_ONE = 8_000, 400
#: In a wide scope so many of the first ones are looked at for each that is wanted; mostly they are enough.
AHEAD = 5


def find_people(authority: Authority, text: str, on: date, limit: int = 20) -> list[MemberRow]:
    """Search within the asker's scope: names, 12 digits, a card number or a CV number."""
    text = nfc(text)
    if any(char.isdigit() for char in text):
        return rows_for(_within(authority, on, _by_number(text))[:limit], on)
    if len(fold(text)) < SHORTEST:
        return []
    scope = [] if _wide(authority) else list(authority.ids_in_view()[: NARROW + 1])
    if not _wide(authority) and len(scope) <= NARROW:
        here = Placement.objects.filter(in_force(on), organization__in=scope)
        people = Person.objects.filter(folded__words_here=text, pk__in=here.values("person"))
        found = list(people.order_by(_rank(text), "sort_key", "pk")[:limit])
    else:
        found = _of_many(authority, on, text, limit)
    found.sort(key=lambda person: person.name.lower() != text.lower())
    return rows_for(found, on)


def _wide(authority: Authority) -> bool:
    """Nearly everybody is in the scope: an office at a root of the tree."""
    return any(len(held.path) == SEGMENT and held.reach(Right.VIEW_MEMBERS) for held in authority.appointments)


def _several(text: str) -> bool:
    return len(fold(text).split()) > 1


def _of_many(authority: Authority, on: date, text: str, limit: int) -> list[Person]:
    """Where most people are in the scope, the first ones of each way are read, and then looked for within it."""
    if connection.vendor == "sqlite":
        return _looked_through(authority, on, text, limit)
    if not _wide(authority):
        return _scoped(authority, on, text, limit)
    waiting: list[int] = []
    found: list[Person] = []
    for first in _ways(text, AHEAD * limit):
        waiting = list(dict.fromkeys([*waiting, *first]))
        full = len(first) == AHEAD * limit
        if full or len(waiting) >= limit:
            found = _of_these(authority, on, waiting)
            if len(found) >= limit:
                return found[:limit]
            if full:
                return _scoped(authority, on, text, limit, given=False)
    return found if len(waiting) >= limit else _of_these(authority, on, waiting)


def _of_these(authority: Authority, on: date, ids: list[int]) -> list[Person]:
    """Those of them who are in the scope, in their order."""
    people = {person.pk: person for person in _within(authority, on, Person.objects.filter(pk__in=ids)).order_by()}
    return [people[pk] for pk in ids if pk in people]


def _ways(text: str, ahead: int) -> Iterator[list[int]]:
    """Of each way the first people: of several words the whole name, then the names that begin as it was typed, that
    have all words, and all their beginnings; of a single word the given name instead of the first and the third."""
    several = _several(text)
    if several:
        same = Person.objects.filter(folded=fold(text)).order_by("sort_key", "pk")
        yield list(same.values_list("pk", flat=True)[:ahead])
    else:
        yield [person.pk for person in _walked(map(Person.objects.filter, _given(text)), ahead)]
    yield list(_begun(text).values_list("pk", flat=True)[:ahead])
    if several:
        yield _first(Person.objects.filter(folded__whole_words=text), text, ahead, RANKED)[0]
    yield _first(Person.objects.filter(folded__words=text), text, ahead, RANKED if several else RANKED_OF_ONE)[0]


def _looked_through(authority: Authority, on: date, text: str, limit: int) -> list[Person]:
    """On SQLite, which has no index of words: the same ways, the last of which looks through all names."""
    wide, several = _wide(authority), _several(text)
    if wide and several:
        found = list(_within(authority, on, _begun(text)).order_by("folded")[:limit])
    else:
        same = Person.objects.filter(folded=fold(text))
        found = list(_within(authority, on, same).order_by(Substr("sort_key", 1), "pk")[:limit])
    if len(found) < limit:
        ranges = (_within(authority, on, Person.objects.filter(each)) for each in _given(text))
        found = _more(found, _walked(ranges, limit))
    if len(found) < limit and wide and not several:
        found = _more(found, _within(authority, on, _begun(text)).order_by("folded")[:limit])
    if len(found) < limit:
        found = _more(found, _some(authority, on, Person.objects.filter(folded__words=text), text, limit))
    return found[:limit]


def _more(found: list[Person], people: Iterable[Person]) -> list[Person]:
    """With those who were not found yet."""
    return list(({person.pk: person for person in found} | {person.pk: person for person in people}).values())


def _some(authority: Authority, on: date, wanted: PersonQuerySet, text: str, limit: int) -> list[Person]:
    """The first ones in order; of a frequent name the first ones of some."""
    ahead = AHEAD * limit if _wide(authority) else SELECTIVE
    order = _rank(text), Substr("sort_key", 1), "pk"  # these few are put in order, no index is walked
    some = Person.objects.filter(pk__in=wanted.order_by().values("pk")[:SELECTIVE]).order_by(*order)
    ids = list(some.values_list("pk", flat=True)[:ahead])
    found = list(_within(authority, on, Person.objects.filter(pk__in=ids)).order_by(*order)[:limit])
    return found if len(ids) < ahead or len(found) == limit else list(_within(authority, on, wanted)[:limit])


def _scoped(authority: Authority, on: date, text: str, limit: int, *, given: bool = True) -> list[Person]:
    """The same ways, each of which asks the scope itself. Five queries at most."""
    same, others = Person.objects.filter(folded=fold(text)), Person.objects.exclude(folded=fold(text))
    found = list(_within(authority, on, same)[:limit])
    whole, words = others.filter(folded__whole_words=text), others.filter(folded__words=text)
    if len(found) < limit:
        if _several(text) and not _first(whole, text, 1, RANKED)[1]:
            found += _within(authority, on, whole).order_by(_rank(text), "sort_key", "pk")[: limit - len(found)]
        elif given:
            ranges = (_within(authority, on, others.filter(each)) for each in _given(text))
            found += _walked(ranges, limit - len(found))
    if len(found) < limit:
        rest = words.exclude(pk__in=[person.pk for person in found])
        found += _within(authority, on, rest)[: limit - len(found)]
    return found


def _begun(text: str) -> PersonQuerySet:
    """Whose names are the words as they were typed, or begin with them; as they stand in the index."""
    start = fold(text)
    return Person.objects.filter(folded__gte=start, folded__lt=f"{start}!").order_by("folded")


def _given(text: str) -> list[Q]:
    """Those of whose given name the first or the last word is the beginning: they stand together in the order."""
    words = list(dict.fromkeys(fold(text).split()))
    asked = []
    for word in dict.fromkeys([words[0], words[-1]]):
        limits = sort_ranges(word)
        ranges = [Q(sort_key__gte=low, sort_key__lt=high) for low, high in limits]
        if connection.vendor == "sqlite" and ranges:  # which knows no union of limited lists
            ranges = [_one(limits)]
        others = Q(folded__words=" ".join(each for each in words if each != word))
        asked += [each & others for each in ranges]
    return asked


def _one(limits: list[tuple[str, str]]) -> Q:
    """Several ranges as one from the first to the last, walked in order; what lies between them is left out."""
    between = [
        Q(GreaterThanOrEqual(Substr("sort_key", 1), low), LessThan(Substr("sort_key", 1), high))
        for low, high in limits
    ]
    return Q(sort_key__gte=min(limits)[0], sort_key__lt=max(high for _, high in limits)) & reduce(or_, between)


def _walked(ranges: Iterable[PersonQuerySet], most: int) -> list[Person]:
    """The first people of ranges of the names, each walked no further than needed."""
    ways = [each.order_by("sort_key", "pk")[:most] for each in ranges]
    if connection.vendor != "sqlite" and len(ways) > 1:
        ways = [ways[0].union(*ways[1:])]
    people = {person.pk: person for way in ways for person in way}
    return sorted(people.values(), key=lambda person: (person.sort_key, person.pk))[:most]


def _rank(text: str) -> Case:
    """In order: the whole name, a given name that begins with one of the words, any other."""
    starts = [[low for low, _ in sort_ranges(word)] for word in fold(text).split()]
    given = [When(In(Substr("sort_key", 1, len(some[0])), some), then=1) for some in starts if some]
    return Case(When(folded=fold(text), then=0), *given, default=2)


#: Those of a name in order, or when they are too many some of them.
_FIRST = (
    "WITH found AS MATERIALIZED ({rows}) SELECT pk, (SELECT COUNT(*) FROM found) FROM found ORDER BY rank, key, pk"
)


def _first(wanted: PersonQuerySet, text: str, ahead: int, most: int) -> tuple[list[int], bool]:
    """The ids of the first ones, in no scope, and whether there are too many to put all of them in order."""
    most = max(most, ahead)
    rows = wanted.annotate(rank=_rank(text), key=F("sort_key")).order_by().values_list("pk", "rank", "key")
    try:
        sql, parameters = rows[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return [], False
    with connection.cursor() as cursor:
        cursor.execute(f"{_FIRST.format(rows=sql)} LIMIT %s", [*parameters, ahead])
        lines = cursor.fetchall()
    return [pk for pk, _ in lines], bool(lines) and lines[0][1] > most


def _within(authority: Authority, on: date, wanted: PersonQuerySet) -> PersonQuerySet:
    here = Placement.objects.filter(in_force(on), organization__in=authority.ids_in_view())
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
