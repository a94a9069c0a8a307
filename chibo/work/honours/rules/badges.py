"""Party badges (Huy hiệu Đảng): which one, when it is reached, early and posthumous, bars after discipline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from chibo.common.dates import add_months, display, full_months
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.roll.members.rules.seniority import Seniority, Service, seniority


class Ground(StrEnum):
    """On what a badge is proposed."""

    REACHED = "REACHED"
    EARLY = "EARLY"
    POSTHUMOUS = "POSTHUMOUS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """A disciplinary form imposed on a day; where the day is not known, how many whole months ago."""

    form: str  # reprimand, warning, dismissal: as the parameters are named
    decided_on: date | None = None
    months_ago: int | None = None


@dataclass(frozen=True, slots=True)
class Barred:
    """How long a discipline keeps a badge back, and what follows on the day asked."""

    months: int | None
    until: date | None  # the first day on which it no longer bars
    finding: Finding


def levels(law: Law) -> tuple[int, ...]:
    """The years of party age that have a badge on the day, in order; none when the law is not known."""
    value = law.get("badge.levels")
    return tuple(int(code) for code in value.value) if value else ()


def rounds(law: Law, year: int) -> list[date]:
    """The days of the year on which badges are handed out, in order."""
    value = law.get("badge.rounds")
    days = [tuple(map(int, code.split("-"))) for code in value.value] if value else []
    return sorted(date(year, month, day) for month, day in days)


def round_from(law: Law, day: date) -> date | None:
    """The round on the day, or the next one after it."""
    return next((each for year in (day.year, day.year + 1) for each in rounds(law, year) if each >= day), None)


def round_before(law: Law, day: date) -> date | None:
    """The last round before the day."""
    found = [each for year in (day.year - 1, day.year) for each in rounds(law, year) if each < day]
    return found[-1] if found else None


def highest(law: Law, years: int | None) -> int | None:
    """The highest badge that so many whole years give."""
    return max((level for level in levels(law) if years is not None and level <= years), default=None)


def following(law: Law, level: int | None) -> int | None:
    """The badge after that one; the first of all after none."""
    return min((each for each in levels(law) if level is None or each > level), default=None)


def early_value(law: Law, level: int) -> Value | None:
    """By how many months at most a serious illness brings the badge forward."""
    first = law.get("badge.early_long_from_level")
    long = first is not None and level >= first.number
    return law.get("badge.early_long_months" if long else "badge.early_months")


def check_level(level: int, law: Law) -> Finding:
    value = law.get("badge.levels")
    if value is None:
        return unknown("BADGE-LEVEL", None, "Chưa có danh sách mốc Huy hiệu Đảng của thời kỳ này.")
    told = ", ".join(value.value)
    if str(level) in value.value:
        return passed("BADGE-LEVEL", value, f"Có Huy hiệu {level} năm tuổi đảng.")
    return failed(
        "BADGE-LEVEL", value, f"Không có Huy hiệu {level} năm tuổi đảng; các mốc là {told} năm.", level=level
    )


def check_reached(told: Seniority, level: int, on: date, law: Law) -> Finding:
    """Whether party age is so many whole years by the day."""
    code, value = "BADGE-REACHED", law.get("badge.levels")
    reached = told.reached_on(level)
    if reached is None:
        return _cannot_tell(code, told, value)
    if reached <= on:
        return passed(code, value, f"Đủ {level} năm tuổi đảng từ {display(reached)}.", reached_on=reached)
    short = f"Đến {display(on)} chưa đủ {level} năm tuổi đảng; đủ từ {display(reached)}."
    return failed(code, value, short, reached_on=reached)


def check_early(told: Seniority, level: int, on: date, law: Law) -> Finding:
    """Serious illness: the badge may come so many months before its time."""
    return _check_ahead("BADGE-EARLY", "bệnh nặng", told, level, on, early_value(law, level))


def check_posthumous(told: Seniority, level: int, died_on: date, law: Law) -> Finding:
    """Death before the time: so many months may be missing."""
    value = law.get("badge.posthumous_months")
    return _check_ahead("BADGE-POSTHUMOUS", "từ trần", told, level, died_on, value)


def _check_ahead(code: str, why: str, told: Seniority, level: int, on: date, value: Value | None) -> Finding:
    reached = told.reached_on(level)
    if reached is None:
        return _cannot_tell(code, told, value)
    if reached <= on:
        return passed(code, value, f"Đủ {level} năm tuổi đảng từ {display(reached)}.", reached_on=reached)
    if value is None:
        return unknown(code, None, f"Chưa tra được quy định xét sớm vì {why} của thời kỳ này.", reached_on=reached)
    if reached <= add_months(on, value.number):
        told_so = (
            f"Đủ {level} năm tuổi đảng vào {display(reached)}, còn thiếu không quá {value.number} tháng vì {why}."
        )
        return passed(code, value, told_so, reached_on=reached)
    short = (
        f"Đủ {level} năm tuổi đảng vào {display(reached)}, sau {display(on)} quá {value.number} tháng."
        if value.number
        else f"Đủ {level} năm tuổi đảng vào {display(reached)}, sau {display(on)}; quy định không cho xét sớm."
    )
    return failed(code, value, short, reached_on=reached)


def _cannot_tell(code: str, told: Seniority, value: Value | None) -> Finding:
    if told.starts_on is not None:
        return failed(code, value, "Chưa được công nhận chính thức nên chưa tính tuổi đảng.")
    return unknown(
        code, value, "Chưa có ngày quyết định kết nạp nên chưa tính được tuổi đảng.", missing=("decided_on",)
    )


def barred(discipline: Discipline, on: date, law: Law) -> Barred:
    """Whether a discipline still keeps the badge back on the day. Whole months from the day of its decision."""
    code, value = "BADGE-BAR", law.get(f"badge.bar_{discipline.form}_months")
    if value is None:
        told = "Chưa tra được thời gian chưa xét tặng sau hình thức kỷ luật này."
        return Barred(None, None, unknown(code, None, told, form=discipline.form))
    until = add_months(discipline.decided_on, value.number) if discipline.decided_on else None
    what = value.title.partition(":")[0].lower()
    if discipline.decided_on:
        passed_months = full_months(discipline.decided_on, on)
    elif discipline.months_ago is not None:
        passed_months = discipline.months_ago
    else:
        asks = f"Bị kỷ luật {what} nhưng chưa ghi ngày quyết định: chưa biết đã đủ {value.number} tháng chưa."
        return Barred(value.number, None, unknown(code, value, asks, missing=("discipline_decided_on",)))
    if passed_months >= value.number:
        over = f"Kỷ luật {what} đã quá {value.number} tháng, không cản việc xét tặng."
        return Barred(value.number, until, passed(code, value, over, until=until))
    end = f" đến trước {display(until)}" if until else ""
    told = f"Bị kỷ luật {what} chưa đủ {value.number} tháng: chưa xét tặng{end}."
    return Barred(value.number, until, failed(code, value, told, until=until))


def check_lost(reason_accepted: bool | None, law: Law) -> Finding:
    """A lost badge is given again for a good reason."""
    code, value = "BADGE-LOST", law.get("badge.lost_reissued")
    if value is None or reason_accepted is None:
        return unknown(code, value, "Chưa rõ lý do mất huy hiệu có chính đáng không.", missing=("legitimate_reason",))
    if value.value and reason_accepted:
        return passed(code, value, "Mất có lý do chính đáng: được xét cấp lại.")
    return failed(code, value, "Mất không có lý do chính đáng: không cấp lại.")


def check_kept(ends_by: str, law: Law) -> Finding:
    """Whether the badge stays with the person or family when membership ends."""
    code = "BADGE-KEPT"
    if ends_by == "DEATH":
        value = law.get("badge.family_keeps")
        if value is None:
            return unknown(code, None, "Chưa tra được quy định về huy hiệu của đảng viên đã từ trần.")
        return passed(code, value, "Đảng viên từ trần: gia đình được giữ huy hiệu.")
    value = law.get("badge.returned_on")
    if value is None:
        return unknown(code, None, "Chưa tra được quy định nộp lại huy hiệu của thời kỳ này.")
    if ends_by in value.value:
        return failed(code, value, "Đã ra khỏi Đảng: phải nộp lại Huy hiệu Đảng.")
    return passed(code, value, "Không thuộc trường hợp phải nộp lại huy hiệu.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Whoever may be due: their service, what they hold, and what bears on it. ``held`` are years."""

    service: Service
    held: frozenset[int] = frozenset()
    disciplines: tuple[Discipline, ...] = ()
    ill: bool = False  # an early award was asked for because of serious illness
    died_on: date | None = None
    left_by: str = ""  # on what ground somebody alive is no member any more (``Membership.End``)


@dataclass(frozen=True, slots=True)
class Due:
    """The badge somebody is due by a round, on what ground, and what speaks for and against."""

    level: int
    ground: Ground
    reached_on: date
    fresh: bool  # reached since the round before: else it should have been given earlier, or was not recorded
    findings: tuple[Finding, ...]
    barred_until: date | None = None

    @property
    def is_barred(self) -> bool:
        return any(finding.code == "BADGE-BAR" and finding.outcome is Outcome.FAILED for finding in self.findings)

    @property
    def asks(self) -> bool:
        return any(finding.asks_people for finding in self.findings)


def due(candidate: Candidate, round_on: date, law: Law, *, since: date | None = None) -> Due | None:
    """The highest badge not yet held that the person has by the round; None when there is none to consider.

    ``since`` is the round before. Party age stands still at death. Nobody is due what they hold, or less than that.
    """
    on = min(round_on, candidate.died_on) if candidate.died_on else round_on
    told = seniority(replace(candidate.service, on=on), law)
    top = max(candidate.held, default=None)
    level = highest(law, told.years)
    if level is not None and (top is None or level > top) and not _just_short(candidate, told, level, law):
        reached = told.reached_on(level)
        assert reached is not None  # a level was reached, so its day is known
        ground = Ground.POSTHUMOUS if candidate.died_on else Ground.REACHED
        found = check_reached(told, level, on, law)
        return _with_bars(level, ground, reached, since, (*told.findings, found), candidate, round_on, law)
    ahead = following(law, max((each for each in (level, top) if each is not None), default=None))
    if ahead is None or told.counted_from is None or not (candidate.ill or candidate.died_on):
        return None
    check = check_posthumous if candidate.died_on else check_early
    found = check(told, ahead, on, law)
    reached = told.reached_on(ahead)
    if reached is None or found.outcome is Outcome.FAILED:
        return None
    ground = Ground.POSTHUMOUS if candidate.died_on else Ground.EARLY
    return _with_bars(ahead, ground, reached, None, (*told.findings, found), candidate, round_on, law)


def _just_short(candidate: Candidate, told: Seniority, level: int, law: Law) -> bool:
    """Whether somebody died so shortly before the badge after this one that the family may ask for that."""
    ahead = following(law, level)
    if candidate.died_on is None or ahead is None or told.counted_from is None:
        return False
    return check_posthumous(told, ahead, candidate.died_on, law).outcome is Outcome.PASSED


def _with_bars(
    level: int,
    ground: Ground,
    reached: date,
    since: date | None,
    findings: tuple[Finding, ...],
    candidate: Candidate,
    round_on: date,
    law: Law,
) -> Due:
    bars = [barred(discipline, round_on, law) for discipline in candidate.disciplines]
    standing = [bar.until for bar in bars if bar.finding.outcome is Outcome.FAILED and bar.until]
    fresh = since is None or reached > since
    told = (*findings, *(bar.finding for bar in bars))
    return Due(level, ground, reached, fresh, told, max(standing, default=None))
