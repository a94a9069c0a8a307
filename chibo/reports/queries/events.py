"""What happened to members that their stays do not tell: badges by decision, entries of the files by their document.

A list of events is one of people, each once: who had such an event in the period, where they were on its day. A badge
after death counts where the member was last. Of an entry whose month or day is not known the first day counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Length, NullIf, Substr

from chibo.foundation.rulebook.law import Law, law_on
from chibo.roll.files.models import EntryKind, FileEntry
from chibo.roll.members.models import Sex, Stay, Turn
from chibo.roll.members.queries.counts import under
from chibo.work.honours.models import Award, Ground

#: The parameter that names the forms of discipline as they stand in the files.
FORMS = "records.discipline_forms"
BADGE, ENTRY = "badge", "entry"
ENTRIES = (EntryKind.AWARD, EntryKind.DISCIPLINE)

Span = tuple[date, date]


def is_event(name: str) -> bool:
    return name.partition(".")[0] in {BADGE, ENTRY}


@dataclass(frozen=True, slots=True)
class _Source:
    """Rows with ``person`` and ``day``; ``of`` says which of them a list is made of."""

    rows: QuerySet[Any]
    law: Law

    def of(self, name: str) -> Q:
        """The condition of a list.

        Raises:
            KeyError: no such list.
        """
        source, _, rest = name.partition(".")
        if source == BADGE:
            return self._badge(rest, name)
        kind, _, form = rest.partition(".")
        if kind not in ENTRIES:
            raise KeyError(name)
        asked = Q(kind=kind)
        return asked & Q(what=self.law.parameter(FORMS).labels[form]) if form else asked

    @staticmethod
    def _badge(what: str, name: str) -> Q:
        if not what:
            return Q(level__gte=0)
        if what in Ground.values:
            return Q(ground=what)
        if not what.isdecimal():
            raise KeyError(name)
        return Q(level=int(what))


def _source(name: str, on: date) -> _Source:
    if name == BADGE:
        return _Source(Award.objects.annotate(day=F("decided_on")).order_by(), law_on(on))
    told = Coalesce(NullIf("document_on", Value("")), "from_on")
    whole = Case(
        When(size=len("2020"), then=Concat("told", Value("-01-01"))),
        When(size=len("2020-05"), then=Concat("told", Value("-01"))),
        When(size=len("2020-05-17"), then=F("told")),
    )
    entries = FileEntry.objects.standing().filter(kind__in=ENTRIES).annotate(told=told).annotate(size=Length("told"))
    return _Source(entries.annotate(day=Cast(whole, DateField())).order_by(), law_on(on))


def listed_events(name: str, paths: Sequence[str], first: date, last: date) -> QuerySet[Stay]:
    """The people of a list, by one stay each.

    Raises:
        KeyError: no such list.
    """
    source = _source(name.partition(".")[0], last)
    rows = source.rows.filter(source.of(name), person=OuterRef("person"), day__range=(first, last))
    rows = rows.filter(day__gte=OuterRef("starts_on"))
    there = Q(Exists(rows)) & (Q(ends_on__isnull=True) | Q(ended_by=Turn.DIED)) | Q(
        Exists(rows.filter(day__lt=OuterRef("ends_on")))
    )
    stays = Stay.objects.filter(under(paths)).filter(there)
    return Stay.objects.filter(pk__in=stays.order_by().values("person").annotate(one=Max("pk")).values("one"))


def count_events(
    wanted: Iterable[tuple[str, str]], paths: Sequence[str], spans: Sequence[Span]
) -> Mapping[tuple[str, str], list[int]]:
    """(list, "" or "women") -> how many people in each span: the lengths of the lists. A query for each source."""
    asked = set(wanted)
    people: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for source in sorted({name.partition(".")[0] for name, _ in asked}):
        for person, sex, day, names in _happened(source, paths, spans):
            for at, (first, last) in enumerate(spans):
                if first <= day <= last:
                    for name in names:
                        people[name, "", at].add(person)
                        if sex == Sex.FEMALE:
                            people[name, "women", at].add(person)
    return {each: [len(people[*each, at]) for at in range(len(spans))] for each in asked}


def _happened(name: str, paths: Sequence[str], spans: Sequence[Span]) -> Iterator[tuple[int, str, date, list[str]]]:
    """Person, sex, day and the lists that each event of the spans belongs to."""
    source = _source(name, spans[0][1])
    stay = {f"stay_{column}": F(f"person__stays__{column}") for column in ("starts_on", "ends_on", "ended_by")}
    rows = source.rows.annotate(stay_path=Substr("person__stays__path", 1), **stay)  # events are few: they come first
    rows = rows.filter(
        reduce(or_, (Q(day__range=span) for span in spans)),
        under(paths, "stay_path"),
        Q(stay_ends_on__isnull=True) | Q(stay_ends_on__gt=F("day")) | Q(stay_ended_by=Turn.DIED),
        stay_starts_on__lte=F("day"),
    )
    if name == BADGE:
        for person, sex, day, level, ground in rows.values_list("person", "person__sex", "day", "level", "ground"):
            yield person, sex, day, [BADGE, f"{BADGE}.{level}", f"{BADGE}.{ground}"]
        return
    codes = {label: code for code, label in source.law.parameter(FORMS).labels.items()}
    for person, sex, day, kind, what in rows.values_list("person", "person__sex", "day", "kind", "what"):
        yield person, sex, day, [f"{ENTRY}.{kind}", f"{ENTRY}.{kind}.{codes.get(what, '')}"]
