"""What the rules of admission look at: the facts of one case as they stand on one day.

Every fact may be unknown (None). The names are those of the fields in ``law/procedures``, so that :func:`gather` can
read a case's events without knowing any step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from chibo.common.dates import PartialDate, full_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """One member's introduction of the applicant."""

    member: str = ""  # who: the same member introduces once
    official: bool | None = None
    relation: str | None = None  # work, study, residence
    common_from: date | None = None
    common_months: int | None = None
    same_base_organisation: bool | None = None
    on: date | None = None

    def months(self, day: date) -> int | None:
        """Whole months together up to ``day``."""
        return full_months(self.common_from, self.on or day) if self.common_from else self.common_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """How one part of the applicant's CV was settled: verified, or spared with a ground."""

    subjects: tuple[str, ...]
    exemption: str = ""  # VER-SKIP1, VER-SKIP2, VER-LOCAL; empty: verified
    result: str = ""  # matches, differs, unclear
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A case on the day ``on``. ``days`` holds the last day of each step done; ``missed`` counts votes that failed."""

    on: date
    days: Mapping[str, date] = field(default_factory=dict)
    missed: Mapping[str, int] = field(default_factory=dict)
    missed_on: Mapping[str, date] = field(default_factory=dict)

    # the person, from the register
    born: PartialDate | None = None
    age_years: int | None = None  # when only the age is known
    citizen: bool | None = None
    education: str | None = None

    # what the cell said when it proposed the dossier
    introduction_way: str | None = None  # two_members, youth_union, trade_union
    area: str | None = None
    applicant_kind: str | None = None
    circumstances: tuple[str, ...] | None = None

    # introductions and opinions
    introductions: tuple[Introduction, ...] | None = None
    introducer_official: bool | None = None  # of the introduction being recorded
    introducer_relation: str | None = None
    common_from: date | None = None
    common_months: int | None = None
    same_base_organisation: bool | None = None
    union_resolution: bool | None = None
    union_members: int | None = None
    union_agree: int | None = None
    union_disagree: int | None = None
    asked: int | None = None
    agree: int | None = None
    disagree: int | None = None
    residence_opinion: str | None = None
    residence_exempt_ground: str | None = None
    months_here: int | None = None
    cell_is: str | None = None  # workplace, residence
    employer_opinion: bool | None = None

    # the helper
    helper_official: bool | None = None
    helper_reason: str | None = None  # first, replacement, moved

    # papers with a term
    certificate_months: int | None = None  # when only the age of the certificate is known
    dossier_months: int | None = None

    # the CV
    verification_subjects: tuple[str, ...] | None = None
    checks: tuple[Check, ...] | None = None
    subjects: tuple[str, ...] | None = None  # of the verification being recorded
    exemption_ground: str | None = None
    confirmed_complete: bool | None = None
    verification_way: str | None = None
    verifier_is_relative: bool | None = None
    abroad: bool | None = None
    cv_true: bool | None = None
    cv_eligible: bool | None = None
    political_issue: bool | None = None
    within_power: bool | None = None
    politics_eligible: bool | None = None
    cv_unchanged: bool | None = None  # since it was verified
    undeclared_matter: bool | None = None
    fault_conclusion: str | None = None  # continue, stop

    # special paths
    health_and_prestige: bool | None = None
    base_without_org_or_member: bool | None = None
    special_need: bool | None = None
    provincial_consent: bool | None = None
    religion_recognised: bool | None = None
    religion_consent: bool | None = None
    three_generations: bool | None = None
    nationality_papers: bool | None = None
    security_verified: bool | None = None
    member_child: bool | None = None
    marriage_lawful: bool | None = None
    spouse_cv: bool | None = None
    owner_qualifies: bool | None = None
    duties_fulfilled: bool | None = None

    # bodies and votes
    has_division: bool | None = None
    official_members: int | None = None  # of the cell, on the day
    decider_delegated: bool | None = None
    delegation_kind: str | None = None  # agency, enterprise, public_unit, armed_forces
    delegation_members: int | None = None
    delegation_good_years: int | None = None
    after_shortfall: str | None = None  # vote_again, stop
    appraisal: str | None = None  # complete, not_eligible

    # moving away
    moved_on: date | None = None
    same_decider: bool | None = None
    base_votes: bool | None = None  # on the road of the cell's resolution the base committee votes besides
    review_result: str | None = None  # sound, cured, annulled

    # readmission
    readmission: bool | None = None
    left_on: date | None = None
    left_months: int | None = None
    exit_ground: str | None = None
    exit_hardship: bool | None = None
    expunged_on: date | None = None
    expunged_months: int | None = None
    earlier_readmissions: int | None = None
    children: int | None = None  # born in breach of population policy: which child was the last
    violated_again: bool | None = None

    # probation and recognition
    ceremony_on: date | None = None
    admission_decided_on: date | None = None
    official_from: date | None = None
    failed_votes_elsewhere: int | None = None  # on removal, when recognition is considered, and the reverse
    removal_decided: bool | None = None
    card_number: str | None = None

    # revocation
    revocation_kind: str | None = None
    wrong_decision: str | None = None
    wrong_decided_on: date | None = None
    considered_on: date | None = None
    reception_done: bool | None = None
    issuer_gone: bool | None = None
    higher_consent: bool | None = None
    redone_on: date | None = None
    reset_on: date | None = None

    # removal of a probationary member
    complaint_result: str | None = None

    # what a local standard asks for besides
    local_met: tuple[str, ...] | None = None

    def has(self, circumstance: str) -> bool | None:
        """Whether a circumstance was recorded; None when nobody has said anything yet."""
        return None if self.circumstances is None else circumstance in self.circumstances

    def failed(self, *steps: str) -> int:
        """How many votes on these steps missed their threshold."""
        return sum(self.missed.get(step, 0) for step in steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One event of a case, without its database: what was done, when, with which fields, and how a vote went."""

    step: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    passed: bool | None = None  # of a vote
    proposed: bool = False  # being recorded now: its statements count, its day does not yet


NAMES = frozenset(f.name for f in fields(Facts))
_DAYS = frozenset({"common_from", "moved_on", "left_on", "expunged_on", "official_from", "wrong_decided_on"}) | {
    "considered_on",
    "redone_on",
    "reset_on",
}


def gather(on: date, events: Iterable[Done], **register: Any) -> Facts:
    """The facts of a case from its events in order; ``register`` is what the register knows of person and cell."""
    known: dict[str, Any] = {}
    days: dict[str, date] = {}
    missed: dict[str, int] = {}
    missed_on: dict[str, date] = {}
    introductions: dict[Any, Introduction] = {}  # by introducer: one person introduces once
    checks: list[Check] = []
    for event in events:
        if event.passed is False:
            missed[event.step] = missed.get(event.step, 0) + 1
            missed_on[event.step] = event.on
            days.pop(event.step, None)
            continue
        if not event.proposed:
            days[event.step] = event.on
        known |= {name: _plain(name, value) for name, value in event.data.items() if name in NAMES and value != ""}
        if "introducer" in event.data:
            introductions[event.data["introducer"]] = _introduction(event)
        if "subjects" in event.data and ("verification_result" in event.data or "exemption_ground" in event.data):
            checks.append(_check(event))
    if "A05P" in days:
        known.setdefault("circumstances", ())  # left blank: none
    known |= {"introductions": tuple(introductions.values()), "checks": tuple(checks), **register}
    return Facts(on=on, days=days, missed=missed, missed_on=missed_on, **known)


def _plain(name: str, value: Any) -> Any:
    if name in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _introduction(event: Done) -> Introduction:
    data = event.data
    return Introduction(
        member=str(data["introducer"]),
        official=data.get("introducer_official"),
        relation=data.get("introducer_relation"),
        common_from=_plain("common_from", data["common_from"]) if data.get("common_from") else None,
        same_base_organisation=data.get("same_base_organisation"),
        on=event.on,
    )


def _check(event: Done) -> Check:
    data = event.data
    return Check(
        subjects=tuple(data["subjects"]),
        exemption=data.get("exemption_ground", ""),
        result=data.get("verification_result", ""),
        on=event.on,
    )
