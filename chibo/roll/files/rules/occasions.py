"""What happened in a person's life in the Party, as the occasions that the catalogue of papers knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.common.dates import PartialDate
from chibo.roll.files.rules.days import Day, known

#: Entries of a file by kind, and the occasion that each one is.
OF_ENTRIES: Mapping[str, str] = {
    "POST": "posted",
    "EMPLOYMENT": "posted",
    "GENERAL_EDUCATION": "trained",
    "TRAINING": "trained",
    "DEGREE": "trained",
    "ACADEMIC_TITLE": "trained",
    "LANGUAGE": "trained",
    "IT": "trained",
    "THEORY": "theory",
    "AWARD": "awarded",
    "TITLE": "awarded",
    "BADGE": "badge",
    "DISCIPLINE": "disciplined",
}
OF_CORRECTIONS: Mapping[str, str] = {
    "name": "name_changed",
    "born_on": "birth_changed",
    "home_town": "place_changed",
    "residence": "place_changed",
    "ethnicity": "ethnicity_changed",
}
OF_STANDINGS: Mapping[str, str] = {"EXEMPT": "exempt", "SUSPENDED": "suspended"}
#: How a spell ended, by kind of membership; expulsion is a discipline and comes with a decision of discipline.
OF_ENDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("PROBATIONARY", "STRIKE_OFF"): ("probationer_struck_off", "left"),
    ("OFFICIAL", "STRIKE_OFF"): ("struck_off", "left"),
    ("PROBATIONARY", "EXPULSION"): ("disciplined", "left"),
    ("OFFICIAL", "EXPULSION"): ("disciplined", "left"),
    ("PROBATIONARY", "RESIGNATION"): ("resigned", "left"),
    ("OFFICIAL", "RESIGNATION"): ("resigned", "left"),
    ("PROBATIONARY", "ANNULMENT"): ("admission_annulled",),
    ("OFFICIAL", "ANNULMENT"): ("recognition_annulled",),
    ("PROBATIONARY", "DEATH"): ("died",),
    ("OFFICIAL", "DEATH"): ("died",),
}


@dataclass(frozen=True, slots=True)
class Spell:
    kind: str
    starts_on: date
    ends_on: date | None = None
    ends_by: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What the register knows of a person up to a day. ``moves``: day and ``outside``, ``inside`` or ``temporary``."""

    on: date
    spells: Sequence[Spell] = ()
    moves: Sequence[tuple[date, str]] = ()
    standings: Sequence[tuple[str, date]] = ()
    cards: Sequence[date] = ()
    entries: Sequence[tuple[str, str]] = ()  # kind, from_on
    corrections: Sequence[tuple[str, date]] = ()  # field, day; of changes of the original only
    died_on: str = ""


@dataclass(slots=True)
class Occasions:
    """Occasion code -> its days, earliest first."""

    days: dict[str, list[PartialDate | None]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, day: Day) -> None:
        self.days[code].append(known(day))


def occasions_of(life: Life) -> Mapping[str, Sequence[PartialDate | None]]:
    """Every occasion up to ``life.on``. Pure: more life never takes an occasion away."""
    found = Occasions()
    _memberships(life, found)
    for day, kind in life.moves:
        found.add({"inside": "moved_inside", "outside": "transferred"}.get(kind, "temporary"), day)
    for kind, day in life.standings:
        if kind in OF_STANDINGS:
            found.add(OF_STANDINGS[kind], day)
    for place, day in enumerate(sorted(life.cards)):
        found.add("card" if place == 0 else "card_again", day)
    for kind, began in life.entries:
        if kind in OF_ENTRIES:
            found.add(OF_ENTRIES[kind], began)
    for column, day in life.corrections:
        if column in OF_CORRECTIONS:
            found.add(OF_CORRECTIONS[column], day)
    if life.died_on and "died" not in found.days:
        found.add("died", life.died_on)
    return {code: sorted(days, key=_order) for code, days in found.days.items()}


def _memberships(life: Life, found: Occasions) -> None:
    spells = sorted((spell for spell in life.spells if spell.starts_on <= life.on), key=lambda each: each.starts_on)
    for place, spell in enumerate(spells):
        before = spells[place - 1] if place else None
        if spell.kind == "PROBATIONARY":
            found.add("readmitted" if before else "admitted", spell.starts_on)
        elif before is not None and before.ends_by == "RECOGNIZED":
            found.add("recognised", spell.starts_on)
        elif before is not None:
            found.add("restored", spell.starts_on)
        else:  # entered from a roster without the spell of probation
            found.add("admitted", None)
            found.add("recognised", spell.starts_on)
        if spell.ends_on is not None and spell.ends_on <= life.on:
            for code in OF_ENDS.get((spell.kind, spell.ends_by), ()):
                found.add(code, spell.ends_on)
    if (first := _first_full_year(spells, life.on)) is not None:
        found.add("yearly", PartialDate(first))


def _first_full_year(spells: Sequence[Spell], on: date) -> int | None:
    """The first year that ended with the person in the Party: only then a yearly paper was due."""
    ends = (
        year
        for spell in spells
        for year in range(spell.starts_on.year, on.year)
        if spell.ends_on is None or spell.ends_on > date(year, 12, 31)
    )
    return min(ends, default=None)


def _order(day: PartialDate | None) -> date:
    return day.earliest if day else date.min
