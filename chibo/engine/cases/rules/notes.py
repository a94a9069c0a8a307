"""May this be noted beside the steps: a return, an extension, an account, a stop, a resumption? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chibo.common.dates import display
from chibo.engine.cases.rules.progress import Situation, everything_before
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.model import StepSpec


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be noted at a step; ``reopens`` names the steps that a return takes back."""

    kind: str  # Event.Kind
    on: date
    ground: str
    reopens: Sequence[str] = ()


def check_note(note: Note, step: StepSpec, now: Situation, opened_on: date, today: date) -> list[Finding]:
    """Every note has its ground and its day; each kind then has its own condition."""
    kinds = {"returned": _returned, "extended": _extended, "stopped": _stopped, "resumed": _resumed}
    return [*_always(note, now, opened_on, today), *kinds.get(note.kind, _nothing)(note, step, now)]


def _always(note: Note, now: Situation, opened_on: date, today: date) -> Iterator[Finding]:
    if now.closed:
        yield _no("CASE-CLOSED", "Hồ sơ đã kết thúc")
    if not note.ground.strip():
        yield _no("GROUND-MISSING", "Phải ghi căn cứ", "ground")
    if note.on > today:
        yield _no("DATE-AHEAD", f"Ngày {display(note.on)} chưa đến", "on")
    if note.on < opened_on:
        yield _no("DATE-ORDER", f"Ngày {display(note.on)} trước ngày mở hồ sơ {display(opened_on)}", "on")
    if note.reopens and note.kind != "returned":
        yield _no("NOTE-RETURN", "Chỉ việc trả lại mới nêu bước phải làm lại", "reopens")


def _nothing(note: Note, step: StepSpec, now: Situation) -> Iterator[Finding]:
    yield from ()


def _returned(note: Note, step: StepSpec, now: Situation) -> Iterator[Finding]:
    """What is returned was done and no decision rests on it: that is looked at again in a procedure of its own."""
    decided = [s for s in now.procedure.steps.values() if s.act == "decision" and now.history.done(s.code) is not None]
    settled = {code for s in decided for code in (s.code, *everything_before(s, now.procedure))}
    for code in note.reopens:
        done, spec = now.history.done(code), now.procedure.steps.get(code)
        if done is None or spec is None:
            told = f"Bước {now.procedure.named(code)} chưa được ghi nên không thể trả lại"
            yield _no("NOTE-RETURN", told, "reopens")
        elif code in settled or spec.act == "ceremony":
            told = f"{spec.title}: đã có quyết định nên không trả lại; sai thì xem lại quyết định theo thủ tục riêng"
            yield _no("NOTE-RETURN", told, "reopens")
        elif note.on < done.on:
            told = f"Ngày {display(note.on)} trước ngày của bước “{spec.title}” là {display(done.on)}"
            yield _no("DATE-ORDER", told, "on")


def _extended(note: Note, step: StepSpec, now: Situation) -> Iterator[Finding]:
    limit = step.deadline.extension if step.deadline else ""
    if not limit or now.law.get(limit) is None:
        yield _no("NOTE-EXTENSION", f"Quy định không cho gia hạn bước {step.title.lower()}")
    elif now.history.extended(step.code) is not None:
        yield _no("NOTE-EXTENSION", "Bước này đã được gia hạn một lần")


def _stopped(note: Note, step: StepSpec, now: Situation) -> Iterator[Finding]:
    if now.history.stopped is not None:
        yield _no("NOTE-STOP", f"Hồ sơ đang tạm dừng từ {display(now.history.stopped.on)}")


def _resumed(note: Note, step: StepSpec, now: Situation) -> Iterator[Finding]:
    stopped = now.history.stopped
    if stopped is None:
        yield _no("NOTE-STOP", "Hồ sơ không tạm dừng")
    elif note.on < stopped.on:
        yield _no("DATE-ORDER", f"Ngày {display(note.on)} trước ngày tạm dừng {display(stopped.on)}", "on")


def _no(code: str, sentence: str, asks: str = "") -> Finding:
    return Finding(code, Outcome.FAILED, sentence, asks=asks)
