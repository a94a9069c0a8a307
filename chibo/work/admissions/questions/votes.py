"""Votes: the denominator, what is needed, and whether it was reached."""

from __future__ import annotations

from fractions import Fraction

from chibo.foundation.rulebook.answers import failed, needed, passed, threshold
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.model import Threshold
from chibo.foundation.rulebook.replies import Given, Reply
from chibo.work.admissions.questions.vocabulary import NEXT_STEPS

#: The fact that counts a body, the parameter of its share, and the parameter of who is left out.
BODIES = {
    "official_members": ("cell_threshold", "meeting.cell_denominator_excludes"),
    "committee_members": ("committee_threshold", "meeting.committee_denominator_excludes"),
    "standing_committee_members": ("standing_committee_threshold", "meeting.standing_committee_denominator_excludes"),
}
#: Facts that count people who may not be in the denominator, and the code under which the law leaves them out.
LEFT_OUT = {
    "temporarily_transferred_away": "away",
    "temporarily_transferred_away_absent": "away_absent",
    "activity_exempt_absent": "exempt_absent",
    "suspended": "suspended",
    "prosecuted": "prosecuted",
    "detained": "detained",
    "suspended_or_detained": "suspended",
}
_WORDS = {Fraction(2, 3): "two_thirds", Fraction(1, 2): "half", Fraction(3, 4): "three_quarters"}


def answer_vote(given: Given, law: Law, reply: Reply, matter: str) -> None:
    """One vote of one body on ``matter`` (admission, recognition)."""
    body = next((name for name in BODIES if given.get(name) is not None), None)
    if body is None:
        return
    share, excluded = BODIES[body]
    if body == "committee_members" and (given.get("delegated") or given.get("delegated_committee")):
        share = "delegated_committee_threshold"
    value = law.get(f"{matter}.{share}") or law.get(f"admission.{share}")
    if value is None:
        return
    base = given[body] - _left_out(given, law, excluded)
    asked = threshold(value)
    need = needed(base, asked)
    reply.say(needed=need, threshold=_in_words(asked, body), base=base)
    votes = given.get("votes_for")
    if votes is None:
        return
    told = f"Tính trên {base} người, cần {need} phiếu, được {votes}."
    judge = passed if votes >= need else failed
    passes = reply.found([judge("VOTE", value, told, base=base, needed=need, votes_for=votes)])
    reply.say(passes=passes, next_step=None if passes else _after_missing(law, matter, share))


def _after_missing(law: Law, matter: str, share: str) -> str | None:
    """What the procedure has follow a missed vote of this kind."""
    try:
        steps = law.procedure(matter).steps.values()
    except LookupFailed:
        return None
    missed = [step.vote.on_failure for step in steps if step.vote and step.vote.threshold.endswith(f".{share}")]
    return NEXT_STEPS.get(missed[0]) if missed else None


def _left_out(given: Given, law: Law, parameter: str) -> int:
    excludes = law.get(parameter)
    codes = excludes.value if excludes else ()
    return sum(given.get(fact) or 0 for fact, code in LEFT_OUT.items() if code in codes)


def _in_words(asked: Threshold, body: str) -> str:
    part = _WORDS.get(asked.fraction, str(asked.fraction))
    return f"{'more_than_' if asked.strict else ''}{part}_of_{body}"
