"""Is this act in order, complete and rightly dated? Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chibo.common.dates import display
from chibo.engine.cases.rules.history import Past
from chibo.engine.cases.rules.progress import Situation, applies, redone_before, why_not
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.model import StepSpec


def check_step(step: StepSpec, now: Situation) -> list[Finding]:
    """The step may be performed now: the case is open, it applies, nothing before it is missing, it was not done."""
    if now.closed:
        return [_no("CASE-CLOSED", "Hồ sơ đã kết thúc", step)]
    if now.history.stopped is not None:
        return [_no("CASE-STOPPED", f"Hồ sơ đang tạm dừng từ {display(now.history.stopped.on)}", step)]
    if applies(step, now) is False:
        return [_no("STEP-CONDITION", f"Trường hợp này không thuộc diện làm bước {step.title.lower()}", step)]
    if now.history.done(step.code) is not None and not step.repeatable:
        return [_no("STEP-ONCE", "Bước này đã được ghi; sửa bằng đính chính có căn cứ", step)]
    # An unknown condition holds up the step until the fact is stated: nothing is passed by in silence.
    return [_binding(finding, step) for finding in why_not(step, now)]


def _binding(finding: Finding, step: StepSpec) -> Finding:
    """The order of steps binds whatever the confidence of its clause: no step is skipped (mission, 2)."""
    return Finding(
        finding.code,
        Outcome.FAILED,
        finding.sentence,
        None,
        finding.seen,
        finding.missing,
        finding.who,
        None,
        finding.asks,
    )


def check_data(step: StepSpec, data: Mapping[str, Any]) -> list[Finding]:
    """Every required fact is stated and nothing is stated that the step does not ask for."""
    known = {field.name for field in step.fields}
    missing = [f for f in step.fields if f.required and data.get(f.name) in (None, "", [])]
    strange = sorted(set(data) - known)
    return [
        *(
            Finding(
                "FIELD-MISSING", Outcome.FAILED, f"Còn thiếu: {f.label.lower()}", None, missing=(f.name,), asks=f.name
            )
            for f in missing
        ),
        *(Finding("FIELD-UNKNOWN", Outcome.FAILED, f"Bước này không có mục {name}") for name in strange),
    ]


def check_papers(step: StepSpec, papers: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """Every paper that the step rests on is in hand; one that is absent is named with its form."""
    in_hand = {paper.get("form") for paper in papers if paper.get("present") is True}
    return [
        Finding(
            "PAPER-MISSING",
            Outcome.FAILED,
            f"Còn thiếu giấy tờ: {paper.title} ({paper.form})",
            None,
            missing=(paper.form,),
            asks=paper_field(index),
        )
        for index, paper in enumerate(step.papers)
        if paper.required and not paper.makes and paper.form not in in_hand
    ]


def check_number(step: StepSpec, number: str, vote_passed: bool | None) -> list[Finding]:
    """A resolution or decision that stands carries its number; a vote that missed makes no paper."""
    makes = any(paper.makes and paper.required for paper in step.papers)
    if not makes or number.strip() or vote_passed is False or step.act not in {"vote", "decision"}:
        return []
    return [
        Finding("NUMBER-MISSING", Outcome.FAILED, "Còn thiếu: số văn bản", None, missing=("number",), asks="number")
    ]


def paper_field(index: int) -> str:
    """The name of the form field for the step's paper at that place."""
    return f"paper_{index}"


def check_later(step: str, on: date, now: Situation) -> list[Finding]:
    """A corrected day may not fall after the steps that already rest on it."""
    resting = [now.history.done(s.code) for s in now.procedure.steps.values() if step in s.requires]
    return [
        Finding("DATE-ORDER", Outcome.FAILED, f"Ngày {display(on)} sau ngày của bước {_dated(past, now)}")
        for past in resting
        if past is not None and past.on < on
    ]


def check_dates(step: StepSpec, on: date, today: date, opened_on: date, now: Situation) -> list[Finding]:
    """Not ahead of the clock, not before the case, not before the steps that it rests on."""
    if on > today:
        return [_no("DATE-AHEAD", f"Ngày {display(on)} chưa đến", step)]
    if on < opened_on:
        return [_no("DATE-ORDER", f"Ngày {display(on)} trước ngày mở hồ sơ {display(opened_on)}", step)]
    direct = now.procedure.required_on(now.route.code, step)
    before = [now.history.done(code) for code in dict.fromkeys((*direct, *redone_before(step, now)))]
    return [
        _no("DATE-ORDER", f"Ngày {display(on)} trước ngày của bước {_dated(past, now)}", step)
        for past in before
        if past is not None and on < past.on
    ]


def _dated(past: Past, now: Situation) -> str:
    return f"{now.procedure.named(past.step)} là {display(past.on)}"


def _no(code: str, sentence: str, step: StepSpec) -> Finding:
    return Finding(code, Outcome.FAILED, sentence, None, seen={"step": step.code})
