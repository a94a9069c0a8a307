"""Work that a closed browser does not stop: asked for here, done by the worker, one after another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from chibo.common.planning import learn
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.rosters.actions.applying import apply, undo
from chibo.roll.rosters.actions.checking import check
from chibo.roll.rosters.models import Batch, Job

#: A job that ended so many workers is not tried again.
ATTEMPTS = 3
#: After so many rows the tables are no longer what the database knows of them.
MANY = 1_000
_OPEN = (Job.State.WAITING, Job.State.RUNNING)
Clock = Callable[[], datetime]


@transaction.atomic
def ask(*, batch: Batch, kind: str, by: User | None, on: date, at: datetime) -> Job:
    """Put the work in the queue. Raises ``Refusal`` while other work on the batch is not done."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    running = held.jobs.filter(state__in=_OPEN).first()
    if running:
        raise Refusal(f"{held}: đang làm việc khác ({running.get_kind_display().lower()}), chờ xong rồi làm tiếp.")
    return Job.objects.create(batch=held, kind=kind, by=by, on=on, asked_at=at)


def take_up(*, at: datetime) -> None:
    """No worker lives: what the last one left unfinished goes back into the queue. Its work left no half traces."""
    left = Job.objects.filter(state=Job.State.RUNNING)
    told = ["Việc này đã dừng giữa chừng nhiều lần. Sổ không thay đổi gì; đồng chí báo quản trị hệ thống rồi làm lại."]
    left.filter(attempts__gte=ATTEMPTS).update(state=Job.State.FAILED, ended_at=at, answer=told)
    Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.WAITING)


def work(*, clock: Clock) -> bool:
    """Do the oldest work of the queue, if there is any."""
    job = Job.objects.filter(state=Job.State.WAITING).order_by("id").first()
    if job is None:
        return False
    claimed = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not claimed.update(state=Job.State.RUNNING, begun_at=clock(), attempts=job.attempts + 1):
        return True  # another worker was faster
    try:
        _do(job, clock)
    except Refusal as refusal:
        said = [refusal.what, *(finding.sentence for finding in refusal.findings)]
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, ended_at=clock(), answer=said)
    except Exception:
        said = ["Có lỗi của chương trình, chưa làm được. Sổ không thay đổi gì; báo quản trị hệ thống."]
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, ended_at=clock(), answer=said)
        raise
    else:
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, ended_at=clock())
        if job.kind != Job.Kind.CHECK:
            learn_after(job.batch)
    return True


def learn_after(batch: Batch) -> None:
    """The list went in or out."""
    if batch.rows >= MANY:
        learn()


def _do(job: Job, clock: Clock) -> None:
    def progress(done: int, total: int) -> None:
        Job.objects.filter(pk=job.pk).update(done=done, total=total)

    if job.kind == Job.Kind.CHECK:
        check(batch=job.batch, by=job.by, progress=progress)
    elif job.kind == Job.Kind.APPLY:
        apply(batch=job.batch, by=job.by, at=clock())
    else:
        undo(batch=job.batch, by=job.by, on=job.on, at=clock())
