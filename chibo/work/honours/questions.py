"""Topic badge: the words of a question as facts, the rules' findings as its answers. No number stands here."""

from __future__ import annotations

from datetime import date
from typing import Any

from chibo.common.dates import add_months
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, first
from chibo.roll.members.questions import service_in
from chibo.roll.members.rules.seniority import Seniority, seniority
from chibo.work.honours.rules import badges
from chibo.work.honours.rules.bonus import bonus

_LEVEL = ("level", "badge_level", "badge_years", "badge", "milestone", "years")
_DEAD = ("death", "died", "deceased", "dies", "posthumous")
_ILL = ("serious_illness", "severe_illness", "seriously_ill", "critical_illness", "illness", "ill")
_LOST = ("badge_lost", "lost_badge", "lost", "badge_lost_reissue")
_REASON = ("legitimate_reason", "good_reason", "valid_reason", "reason_accepted", "justified")
_SINCE = ("months_since_discipline", "months_since_decision", "months_since", "months_ago")
_DISCIPLINED = ("discipline_date", "discipline_decision_date", "disciplined_on", "discipline_decided_on")
#: The forms of discipline as questions name them, and as the parameters do.
_FORMS = {
    **dict.fromkeys(("reprimand", "khien_trach"), "reprimand"),
    **dict.fromkeys(("warning", "caution", "canh_cao"), "warning"),
    **dict.fromkeys(("dismissal", "removal_from_office", "dismissed_from_post", "demotion", "cach_chuc"), "dismissal"),
}
#: The ways of leaving the Party as questions name them, and as the register does.
_ENDS = {
    **dict.fromkeys(("expelled", "expulsion"), "EXPULSION"),
    **dict.fromkeys(("struck_off", "strike_off", "removed", "name_removed", "removed_from_list"), "STRIKE_OFF"),
    **dict.fromkeys(("resigned", "left", "left_party", "left_voluntarily", "resignation"), "RESIGNATION"),
    **dict.fromkeys(("annulled", "admission_annulled"), "ANNULMENT"),
    **dict.fromkeys(_DEAD, "DEATH"),
}


@answers("badge")
def answer_badge(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    level, event = _whole(first(given, *_LEVEL)), str(given.get("event", ""))
    _levels(given, level, law, reply)
    told = seniority(service_in(given), law)
    if told.starts_on is not None:
        reply.found(told.findings)
        reply.say(
            years_reached=told.years,
            full_years=told.years,
            months_over=told.months_over,
            level_reached=badges.highest(law, told.years),
            next_level=badges.following(law, badges.highest(law, told.years)),
        )
    eligible = _discipline(given, law, reply)
    if level is not None:
        _limits(level, law, reply)
        _award(given, level, event, told, eligible, law, reply)
        _money(given, level, law, reply)
    _afterwards(given, event, law, reply)
    return reply.done()


def _levels(given: Given, level: int | None, law: Law, reply: Reply) -> None:
    known = list(badges.levels(law))
    if not known:
        return
    asked = {_whole(year) for year in first(given, "candidate_years", "candidate_levels", "years_asked") or ()} | {
        level
    }
    reply.say(levels=known, valid_levels=known, first_level=known[0], highest_level=known[-1])
    years = sorted(year for year in asked if year is not None)
    reply.found(badges.check_level(year, law) for year in years)
    reply.say(**{f"has_{year}": year in known for year in years})
    if level is not None:
        reply.say(level_exists=level in known)
    rounds = law.get("badge.rounds")
    if rounds is not None:
        on: date = given["event_date"]
        reply.say(
            rounds=list(rounds.value),
            award_rounds=list(rounds.value),
            is_round=on in badges.rounds(law, on.year),
            next_round=badges.round_from(law, on),
        )


def _limits(level: int, law: Law, reply: Reply) -> None:
    early, posthumous = badges.early_value(law, level), law.get("badge.posthumous_months")
    months = posthumous.number if posthumous else None
    reply.say(
        early_months_max=early.number if early else None,
        early_posthumous_months=months,
        early_posthumous_months_max=months,
        posthumous_months_max=months,
    )


def _award(
    given: Given, level: int, event: str, told: Seniority, eligible: bool | None, law: Law, reply: Reply
) -> None:
    """Whether the badge may be given, and from which day on."""
    if told.starts_on is None:
        return
    on: date = given["event_date"]
    ill = event in _ILL or bool(first(given, "serious_illness", "seriously_ill"))
    if event in _DEAD:
        found, ahead = badges.check_posthumous(told, level, on, law), law.get("badge.posthumous_months")
    elif ill:
        found, ahead = badges.check_early(told, level, on, law), badges.early_value(law, level)
    else:
        found, ahead = badges.check_reached(told, level, on, law), None
    reply.found([found])
    award = _answer(found)
    if level not in badges.levels(law) or eligible is False:
        award = False
    reached = told.reached_on(level)
    reply.say(award=award, reached=reached is not None and reached <= on, reached_on=reached)
    reply.say(earliest_date=add_months(reached, -ahead.number) if reached and ahead else reached)


def _discipline(given: Given, law: Law, reply: Reply) -> bool | None:
    """Whether a badge may be considered after the discipline that the question tells of."""
    form = str(first(given, "form", "discipline_form", "discipline") or "")
    if form in ("expulsion", "expelled"):
        reply.say(eligible=False)
        return False
    if form not in _FORMS:
        return _exempt(given, law, reply)
    since = first(given, *_DISCIPLINED)
    discipline = badges.Discipline(form=_FORMS[form], decided_on=since, months_ago=first(given, *_SINCE))
    bar = badges.barred(discipline, given["event_date"], law)
    reply.found([bar.finding])
    eligible = _answer(bar.finding)
    reply.say(eligible=eligible, bar_months=bar.months, bar_until=bar.until, eligible_from=bar.until)
    return eligible


def _exempt(given: Given, law: Law, reply: Reply) -> bool | None:
    """Who is freed from duties and meetings is considered all the same."""
    value = law.get("badge.exempt_considered")
    if value is None or not first(given, "exempt", "activity_exempt", "exempt_from_activity"):
        return None
    reply.say(eligible=bool(value.value))
    return bool(value.value)


def _money(given: Given, level: int, law: Law, reply: Reply) -> None:
    paid = bonus(level, law, _whole(first(given, "base_salary_vnd", "base_salary")))
    reply.found(paid.findings)
    reply.say(
        multiple_of_base_salary=float(paid.multiple) if paid.multiple is not None else None,
        bonus_vnd=paid.amount,
        base_salary_vnd=paid.base,
    )


def _afterwards(given: Given, event: str, law: Law, reply: Reply) -> None:
    """A badge lost, and the badge of somebody whose membership ended."""
    if event in _LOST:
        found = badges.check_lost(first(given, *_REASON), law)
        reply.found([found])
        reply.say(reissued=_answer(found))
    ends_by = _ENDS.get(event) or _ENDS.get(str(first(given, "exit", "exit_ground", "ends_by") or ""))
    if ends_by is None:
        return
    kept = badges.check_kept(ends_by, law)
    reply.found([kept])
    keeps = _answer(kept)
    reply.say(must_return_badge=None if keeps is None else not keeps)
    reply.say(**{"family_keeps_badge" if ends_by == "DEATH" else "keeps_badge": keeps})


def _answer(found: Finding) -> bool | None:
    return None if found.outcome is Outcome.UNKNOWN else found.outcome is Outcome.PASSED


def _whole(told: Any) -> int | None:
    """A year count given as a number or as text."""
    if isinstance(told, bool) or told is None:
        return None
    return int(told) if isinstance(told, int) or str(told).isdigit() else None
