"""One person's badges: party age, what is held, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, law_on, rulebook
from chibo.roll.files.models import Leaving
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import party_age_of, place_of
from chibo.roll.members.rules.seniority import Seniority
from chibo.roll.organizations.queries import law_for
from chibo.work.honours.candidates import candidates_of
from chibo.work.honours.models import Award, AwardChange, Ground, Nomination
from chibo.work.honours.rules import badges
from chibo.work.honours.rules.badges import Barred
from chibo.work.honours.rules.bonus import Bonus, bonus


@dataclass(frozen=True, slots=True)
class Held:
    """A badge with what became of it, newest last, and the money that went with it."""

    award: Award
    changes: Sequence[AwardChange]
    bonus: Bonus

    @property
    def is_settled(self) -> bool:
        """Handed back, or left with the family: nothing more becomes of it."""
        return bool(self.changes) and self.changes[-1].kind in {AwardChange.Kind.RETURNED, AwardChange.Kind.KEPT}

    @property
    def state(self) -> str:
        """In words, as of the last change."""
        if self.changes:
            last = self.changes[-1]
            return f"{last.get_kind_display()} ngày {display(last.on)}"
        if self.award.awarded_on:
            return f"Đã trao ngày {display(self.award.awarded_on)}"
        return "Chưa trao" if self.award.nomination_id else ""


@dataclass(frozen=True, slots=True)
class PersonBadges:
    person: Person
    age: Seniority
    held: Sequence[Held]
    next_level: int | None  # the highest that is reached and not held, as the lists have it; else the one ahead
    next_on: date | None  # when party age reaches it
    reached: bool  # party age has reached it by the day
    next_round: date | None
    next_bonus: Bonus | None
    bars: Sequence[Barred]
    nominations: Sequence[Nomination]
    open: Nomination | None
    died_on: date | None
    left_by: str  # the ground on which somebody alive is no member any more
    posthumous: Finding | None  # of somebody who died: whether the family may ask for the next badge

    @property
    def may_be_proposed(self) -> bool:
        """Not of who left the Party; of the dead until a badge was given after death."""
        given = any(each.award.ground == Ground.POSTHUMOUS for each in self.held)
        return not self.left_by and not (self.died_on and given)


def person_badges(person: Person, on: date) -> PersonBadges:
    """Everything about the badges of one person on the day. The door to the person was passed before."""
    law = law_for(place_of(person, on).organization, on)
    candidate = candidates_of([person.pk], on)[person.pk]
    age = party_age_of(person, on)
    held = held_badges(person)
    top = max((each.award.level for each in held), default=None)
    level = badges.highest(law, age.years)
    if level is None or (top is not None and level <= top):
        level = badges.following(law, top)
    if candidate.died_on is not None and (asked := badges.due(candidate, on, law)) is not None:
        level = asked.level
    reached = age.reached_on(level) if level is not None else None
    nominations = list(
        Nomination.objects.filter(person=person).select_related("submission", "decision").order_by("-pk")
    )
    return PersonBadges(
        person=person,
        age=age,
        held=held,
        next_level=level,
        next_on=reached,
        reached=reached is not None and reached <= on,
        next_round=badges.round_from(law, max(reached, on) if candidate.died_on is None else on) if reached else None,
        next_bonus=bonus(level, law) if level is not None else None,
        bars=[badges.barred(each, on, law) for each in candidate.disciplines],
        nominations=nominations,
        open=next((each for each in nominations if not each.outcome), None),
        died_on=candidate.died_on,
        left_by=candidate.left_by,
        posthumous=badges.check_posthumous(age, level, candidate.died_on, law)
        if candidate.died_on is not None and level is not None
        else None,
    )


def held_badges(person: Person) -> list[Held]:
    """Each badge with the law of the day of its decision for the money."""
    found = []
    for award in Award.objects.filter(person=person).prefetch_related("changes").order_by("-level"):
        changes = sorted(award.changes.all(), key=lambda change: (change.on, change.pk))
        found.append(Held(award, changes, bonus(award.level, _law(award.decided_on))))
    return found


def section_of(person: Person, authority: Authority) -> Section | None:
    """What stands on the person's page."""
    lines = [
        Line(
            f"Huy hiệu {held.award.level} năm tuổi đảng, quyết định {held.award.decision} "
            f"ngày {display(held.award.decided_on)}",
            soft=held.state,
        )
        for held in held_badges(person)
    ]
    open_ = Nomination.objects.filter(person=person, outcome="").first()
    if open_ is not None:
        told = f"Đang đề nghị tặng Huy hiệu {open_.level} năm tuổi đảng, đợt {display(open_.round_on)}"
        lines.insert(0, Line(told))
    own = authority.person is not None and authority.person.pk == person.pk

    opens = bool(authority.appointments) and not own
    url = reverse("honours:person", args=[person.pk]) if opens else reverse("honours:mine") if own else ""
    return Section("Huy hiệu Đảng", lines, empty="Chưa ghi huy hiệu nào.", url=url, act="Tuổi đảng và huy hiệu")


def open_honours(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """A nomination under way, the card in hand, the badges: what becomes of each when somebody leaves."""
    url = reverse("honours:person", args=[person.pk])
    lines = []
    nomination = Nomination.objects.filter(person=person, outcome="").first()
    if nomination is not None:
        told = f"Đang đề nghị tặng Huy hiệu {nomination.level} năm tuổi đảng, đợt {display(nomination.round_on)}"
        page = reverse("honours:nomination", args=[nomination.pk])
        soft = "chi bộ ghi rút; từ trần thì xét truy tặng" if ends_by == Membership.End.DEATH else "chi bộ ghi rút"
        if nomination.ground == Ground.POSTHUMOUS:
            soft = "đang xét truy tặng"
        lines.append(Line(told, soft, page))
    if person.cards.filter(ended_by="").exists():
        soft = (
            "ghi việc gia đình giữ thẻ"
            if ends_by == Membership.End.DEATH
            else "ghi việc thu lại thẻ, nộp lên cấp trên"
        )
        lines.append(Line("Thẻ đảng viên đang giữ", soft, url))
    held = [award for award in Award.objects.filter(person=person).order_by("-level") if not award.changes.exists()]
    if held and ends_by:
        law = law_for(place_of(person, authority.on).organization, authority.on)
        kept = badges.check_kept(ends_by, law)
        lines.append(Line(f"Huy hiệu {held[0].level} năm tuổi đảng", kept.sentence.rstrip(".").lower(), url))
    return lines


def honours_since(leaving: Leaving) -> list[Finding]:
    """A posthumous badge on its way or given, and badges that were handed back or left with the family."""
    found = []
    for each in Nomination.objects.filter(person=leaving.person_id, ground=Ground.POSTHUMOUS):
        if each.outcome in {"", Nomination.Outcome.AWARDED}:
            word = "Đã truy tặng" if each.outcome else "Đang đề nghị truy tặng"
            who = "" if each.outcome else "chi bộ ghi rút đề nghị trước"
            told = f"{word} Huy hiệu {each.level} năm tuổi đảng, đợt {display(each.round_on)}."
            found.append(failed("LATER-ACT", None, told, who=who))
    given = (AwardChange.Kind.RETURNED, AwardChange.Kind.KEPT)
    for change in AwardChange.objects.filter(award__person=leaving.person_id, kind__in=given, on__gte=leaving.left_on):
        told = f"Đã ghi về Huy hiệu {change.award.level} năm: {change.get_kind_display().lower()}"
        found.append(failed("LATER-ACT", None, f"{told} ngày {display(change.on)}."))
    return found


def upcoming(law: Law, today: date, months: int = 14) -> list[date]:
    """The rounds from today on, as far as somebody plans, in order."""
    last = add_months(today, months)
    days = [day for year in range(today.year, last.year + 1) for day in badges.rounds(law, year)]
    return [day for day in days if today <= day <= last]


def _law(day: date) -> Law:
    return law_on(max(day, rulebook().first_day))
