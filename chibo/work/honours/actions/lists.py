"""The list that goes up, and the decision on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.engine.cases.actions import Stroke
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Form, Organization
from chibo.roll.organizations.queries import form_of, law_for, lineage
from chibo.work.honours.actions.checking import check_day, check_said, enter_in_file
from chibo.work.honours.actions.nominations import judge
from chibo.work.honours.candidates import candidates_of
from chibo.work.honours.models import Award, Decision, Nomination, Submission
from chibo.work.honours.permissions import check_can_decide, check_can_manage
from chibo.work.honours.witness import award_row

_OUTCOME = Nomination.Outcome


@transaction.atomic
def submit(
    *,
    organization: Organization,
    round_on: date,
    nominations: Sequence[Nomination],
    number: str,
    on: date,
    stroke: Stroke,
) -> Submission:
    """The committee's list for one round: those below it whom their cells have proposed.

    Raises:
        Refusal: nobody chosen, somebody of another round or place, not considered by the cell, or in a list already.
    """
    what = "Không ghi nhận tờ trình"
    form = form_of(organization, stroke.today)
    check_can_manage(authority_of(stroke.by, stroke.today), form)
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("person")
    held = list(rows.filter(pk__in=[each.pk for each in nominations]).order_by("pk"))
    if not held:
        raise Refusal(f"{what}: chưa chọn ai.")
    below = set(Form.objects.on(stroke.today).under(form.path).values_list("organization", flat=True))
    for each in held:
        if each.cell_id not in below or each.round_on != round_on:
            raise Refusal(f"{what}: {each.person} không thuộc đợt này của cấp ủy.")
        if each.considered_on is None or each.outcome:
            raise Refusal(f"{what}: {each.person}: chi bộ chưa đề nghị.")
        if each.submission_id is not None:
            raise Refusal(f"{what}: {each.person} đã ở trong một tờ trình.")
    latest = max(each.considered_on for each in held if each.considered_on)
    refuse_if_any(
        what,
        [
            *check_day(on, stroke.today, "on", latest, "nghị quyết của chi bộ ngày"),
            *check_said(number, "Chưa ghi số tờ trình.", "number"),
            *_check_new(Submission.objects.filter(organization=organization, number=nfc(number), submitted_on=on)),
        ],
    )
    submission = Submission.objects.create(
        organization=organization, round_on=round_on, number=nfc(number), submitted_on=on, by=stroke.by
    )
    Nomination.objects.filter(pk__in=[each.pk for each in held]).update(submission=submission)
    record(
        action="honours.submit",
        by=stroke.by,
        on=on,
        subject=f"organization:{organization.pk}",
        organization=organization.code,
        payload={"submission": submission.pk, "number": number, "nominations": [each.pk for each in held]},
    )
    return submission


@transaction.atomic
def decide(
    *,
    submission: Submission,
    organization: Organization,
    number: str,
    on: date,
    left_out: Mapping[int, str],
    stroke: Stroke,
) -> Decision:
    """The decision on a list, made by ``organization``: all that still stand in it, but those left out with a ground.

    ``left_out`` maps nominations to their ground. Whoever is awarded has an award from now on; what bars one on the
    day of the decision refuses it, if its source is confirmed. The committee that submitted, or one above, records it.
    """
    what = "Không ghi nhận quyết định"
    path = lineage(submission.organization, stroke.today)
    check_can_decide(authority_of(stroke.by, stroke.today), path, organization)
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("person")
    held = list(rows.filter(submission=submission, outcome="").order_by("pk"))
    if not held:
        raise Refusal(f"{what}: không còn ai trong danh sách chờ quyết định.")
    above = {each.organization_id: each for each in path}
    findings = [
        *check_day(on, stroke.today, "on", submission.submitted_on, "tờ trình ngày"),
        *check_said(number, "Chưa ghi số quyết định.", "number"),
        *_check_new(Decision.objects.filter(organization=organization, number=nfc(number), decided_on=on)),
        *_check_decider(above.get(organization.pk), submission, on),
    ]
    unsaid = [each for each in held if each.pk in left_out and not left_out[each.pk].strip()]
    if unsaid:
        names = ", ".join(str(each.person) for each in unsaid)
        findings.append(failed("SAID", None, f"Chưa ghi lý do chưa tặng: {names}.", asks="left_out"))
    awarded = [each for each in held if each.pk not in left_out]
    refuse_if_any(what, [*findings, *_check_still(awarded, submission.organization, on)])
    decision = Decision.objects.create(
        submission=submission, organization=organization, number=nfc(number), decided_on=on, by=stroke.by
    )
    for each in held:
        each.decision, each.outcome_on = decision, on
        each.outcome = _OUTCOME.LEFT_OUT if each.pk in left_out else _OUTCOME.AWARDED
        each.outcome_ground = nfc(left_out.get(each.pk, ""))
        each.save(update_fields=["decision", "outcome", "outcome_on", "outcome_ground"])
    name = above[organization.pk].name
    awards = [_award(each, decision, name) for each in awarded]
    for award in awards:
        enter_in_file(award, stroke)
    record(
        action="honours.decide",
        by=stroke.by,
        on=on,
        subject=f"organization:{submission.organization_id}",
        organization=organization.code,
        payload={
            "decision": decision.pk,
            "number": number,
            "left_out": sorted(left_out),
            "rows": [award_row(award) for award in awards],
        },
    )
    return decision


def _award(nomination: Nomination, decision: Decision, decided_by: str) -> Award:
    return Award.objects.create(
        person=nomination.person,
        level=nomination.level,
        ground=nomination.ground,
        decision=decision.number,
        decided_on=decision.decided_on,
        decided_by=decided_by,
        nomination=nomination,
    )


def _check_decider(form: Form | None, submission: Submission, on: date) -> list[Finding]:
    """Whoever decided stands on the way from the committee to the top; the level is the law's, as far as known."""
    if form is None:
        return [
            failed("BADGE-DECIDER", None, "Nơi quyết định không phải là cấp trên của cấp ủy trình.", asks="decider")
        ]
    value = law_for(submission.organization, on).get("badge.decider_level")
    if value is not None and form.level != value.value:
        told = f"{form.name} không phải là cấp quyết định tặng Huy hiệu Đảng theo nguồn đã có."
        return [failed("BADGE-DECIDER", value, told, asks="decider")]
    return []


def _check_still(awarded: Sequence[Nomination], organization: Organization, on: date) -> list[Finding]:
    """The rules once more, on the day of the decision: a discipline may have come between."""
    if not awarded:
        return []
    law, known = law_for(organization, on), candidates_of([each.person_id for each in awarded], awarded[0].round_on)
    return [
        finding
        for each in awarded
        for finding in judge(known[each.person_id], each.level, each.ground, each.round_on, law)
    ]


def _check_new(rows: object) -> list[Finding]:
    exists = rows.exists()  # type: ignore[attr-defined]  # a queryset of either table
    return [failed("NUMBER", None, "Số và ngày này đã ghi.", asks="number")] if exists else []
