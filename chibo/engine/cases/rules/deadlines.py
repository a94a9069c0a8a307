"""When a step is due: counted from another step, in working days or months, with its extension. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chibo.common.dates import add_months, display
from chibo.common.workdays import Count
from chibo.engine.cases.rules.history import History, Past
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, NoSuchValue
from chibo.foundation.rulebook.model import DeadlineSpec, StepSpec, Value


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit with its sum: from which day, how many, which days were left out, until when."""

    starts_on: date
    limit: Value
    due_on: date
    skipped: tuple[tuple[date, str], ...] = ()  # holidays left out, beside Saturdays and Sundays
    extension: Value | None = None
    extended: bool = False
    stated_on: date | None = None  # the day that a paper states, when it comes before the limit

    @property
    def words(self) -> str:
        unit = {"working_days": "ngày làm việc", "days": "ngày", "months": "tháng"}[self.limit.unit]
        total = f"{self.limit.number} {unit}"
        if self.extended and self.extension is not None:
            total += f" + gia hạn {self.extension.number} {unit}"
        text = f"{total} kể từ {display(self.starts_on)}: đến hết {display(self.due_on)}"
        if self.stated_on is not None:
            return (
                f"giấy tờ ghi đến hết {display(self.stated_on)} (nhiều nhất {total} kể từ {display(self.starts_on)})"
            )
        if self.skipped:
            text += f" (không tính {len(self.skipped)} ngày nghỉ lễ, tết)"
        return text


def deadline_of(step: StepSpec, history: History, facts: Mapping[str, date], law: Law) -> Deadline | None:
    """The deadline of a step in the law of the day, or None when nothing has started its clock.

    Args:
        facts: days that a clock may be counted from by ``fact:<name>``.
    """
    spec = step.deadline
    if spec is None:
        return None
    starts_on = _start(spec, history, facts)
    if starts_on is None:
        return None
    try:
        limit = law.value(spec.limit)
    except NoSuchValue:
        return None
    extension = law.get(spec.extension) if spec.extension else None
    extended = extension is not None and history.extended(step.code) is not None
    total = limit.number + (extension.number if extended and extension is not None else 0)
    holidays: tuple[tuple[date, str], ...] = ()
    if limit.unit == "months":
        due_on = add_months(starts_on, total)
    elif limit.unit == "days":
        due_on = date.fromordinal(starts_on.toordinal() + total)
    else:
        counted: Count = law.calendar.add(starts_on, total)
        due_on = counted.ends_on
        holidays = tuple((day, why) for day, why in counted.skipped if day.weekday() < 5)
    stated = facts.get(spec.stated.removeprefix("fact:")) if spec.stated else None
    if stated is not None and stated < due_on:
        return Deadline(starts_on, limit, stated, (), extension, extended, stated)
    return Deadline(starts_on, limit, due_on, holidays, extension, extended)


def _start(spec: DeadlineSpec, history: History, facts: Mapping[str, date]) -> date | None:
    if spec.counted_from.startswith("fact:"):
        return facts.get(spec.counted_from.removeprefix("fact:"))
    event = history.done(spec.counted_from)
    return event.on if event else None


def check_on_time(
    step: StepSpec, deadline: Deadline | None, on: date, late_ground: str, explained: Past | None = None
) -> list[Finding]:
    """Late is recorded only with its ground: the consent of the level above, or the account given to it."""
    if deadline is None:
        return []
    if on <= deadline.due_on:
        return [passed("DEADLINE", deadline.limit, f"Đúng hạn: {deadline.words}", due_on=deadline.due_on)]
    late = f"Quá hạn: {deadline.words}; ngày ghi là {display(on)}"
    spec = step.deadline
    if spec is not None and spec.when_late == "account" and explained is not None and not late_ground:
        late_ground = f"đã giải trình ngày {display(explained.on)}"
    if spec is None or spec.when_late == "warn" or late_ground:
        ground = f"; {late_ground}" if late_ground else ""
        return [passed("DEADLINE-LATE", deadline.limit, late + ground, due_on=deadline.due_on)]
    need = (
        "văn bản đồng ý của cấp ủy cấp trên trực tiếp"
        if spec.when_late == "refuse"
        else "giải trình với cấp ủy cấp trên"
    )
    return [failed("DEADLINE", deadline.limit, f"{late}. Cần ghi {need}", due_on=deadline.due_on, asks="late_ground")]
