"""The spells of membership that a line tells of somebody new. Bodies decided these days: what is missing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.common.dates import PartialDate, add_months, display, earliest_day, parse_day
from chibo.roll.members.rules.dates import SpellLine
from chibo.roll.rosters.rules.lines import TYPED, Judged, Question, Titles

PROBATIONARY, OFFICIAL = "PROBATIONARY", "OFFICIAL"
_ENDS = {"DIED": "DEATH", "EXPELLED": "EXPULSION", "STRUCK_OFF": "STRIKE_OFF", "RESIGNED": "RESIGNATION"}
_STANDINGS = {"EXEMPT": "miễn công tác và sinh hoạt", "SUSPENDED": "đình chỉ sinh hoạt"}
_LEFT = (("STRIKE_OFF", "Xóa tên"), ("EXPULSION", "Khai trừ"), ("RESIGNATION", "Xin ra khỏi Đảng"))
_AS_MEMBER = "member"
_OVER = frozenset({"LEFT", *_ENDS})


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not depend on the line: the day of the list, and the probation of the law of that day in months."""

    on: date
    probation_months: int
    titles: Titles


def plan_spells(judged: Judged, setting: Setting) -> None:
    """Fill the plan's spells and standings, or put the questions that stand in the way."""
    admitted_on = _day(judged, setting, "admitted_on", "Chưa có ngày vào Đảng (ghi đủ ngày, tháng, năm).")
    if admitted_on is None or not _in_order(judged, setting, admitted_on):
        return
    spells = _chain(judged, setting, admitted_on, judged.entry.day("official_on"), _paper(judged))
    spells = _again(judged, setting, spells)
    if spells:
        judged.plan.spells = _status(judged, setting, spells)


def run_starts_on(spells: list[SpellLine]) -> date:
    """The first day of the last stretch without a gap."""
    start = spells[-1]
    for spell in reversed(spells[:-1]):
        if spell.ends_on != start.starts_on:
            break
        start = spell
    return start.starts_on


def _paper(judged: Judged) -> tuple[str, date | None, str, date | None]:
    values, entry = judged.entry.values, judged.entry
    return (
        values.get("decision", ""),
        entry.day("decided_on"),
        values.get("recognition_decision", ""),
        entry.day("recognition_decided_on"),
    )


def _in_order(judged: Judged, setting: Setting, admitted_on: date) -> bool:
    """Birth, admission, recognition, today: whatever stands the other way round cannot be true."""
    entry, titles = judged.entry, setting.titles
    born = entry.values.get("born_on", "")
    official_on = entry.day("official_on")
    if admitted_on > setting.on:
        text = f"Ngày vào Đảng {display(admitted_on)} ở sau ngày của danh sách {display(setting.on)}. Sửa ngày."
        judged.refuse(titles["admitted_on"], text)
    if born and earliest_day(born) >= admitted_on:
        text = f"Ngày vào Đảng {display(admitted_on)} không sau ngày sinh {PartialDate.parse(born).display}. Sửa ngày."
        judged.refuse(titles["admitted_on"], text)
    if official_on and official_on < admitted_on:
        text = f"Ngày chính thức {display(official_on)} trước ngày vào Đảng {display(admitted_on)}. Sửa một trong hai."
        judged.refuse(titles["official_on"], text)
    if official_on and official_on > setting.on:
        text = f"Ngày chính thức {display(official_on)} ở sau ngày của danh sách {display(setting.on)}. Sửa ngày."
        judged.refuse(titles["official_on"], text)
    return not judged.messages or all(message.weight != "refused" for message in judged.messages)


def _chain(
    judged: Judged,
    setting: Setting,
    admitted_on: date,
    official_on: date | None,
    paper: tuple[str, date | None, str, date | None],
) -> list[SpellLine]:
    """Probation, then official: as far as the line knows."""
    decision, decided_on, recognition, recognized_on = paper
    if official_on == admitted_on:
        return [SpellLine(OFFICIAL, admitted_on, decision=decision, decided_on=decided_on)]
    if official_on:
        probation = SpellLine(PROBATIONARY, admitted_on, official_on, "RECOGNIZED", False, decision, decided_on)
        official = SpellLine(OFFICIAL, official_on, decision=recognition, decided_on=recognized_on)
        return [probation, official]
    kind = _kind(judged, setting, admitted_on)
    if not kind:
        return []
    return [SpellLine(kind, admitted_on, undated=kind == OFFICIAL, decision=decision, decided_on=decided_on)]


def _kind(judged: Judged, setting: Setting, admitted_on: date) -> str:
    """Without a day of recognition: what the line says, what the card says, what the length of probation says."""
    values, titles = judged.entry.values, setting.titles
    column = titles["official_on"]
    said = {values.get("status"), values.get("member_kind")}
    over = add_months(admitted_on, setting.probation_months) <= setting.on
    if PROBATIONARY in said:
        if over:
            judged.warn(column, "Ghi là dự bị nhưng đã quá thời hạn dự bị; kiểm tra việc công nhận chính thức.")
        return PROBATIONARY
    if OFFICIAL in said or values.get("card_number"):
        judged.warn(column, "Chưa có ngày chính thức: ghi là đảng viên chính thức, ngày công nhận để chưa rõ.")
        return OFFICIAL
    if not over:
        return PROBATIONARY
    if "official_on" not in titles:
        judged.warn(
            column, "Danh sách không có cột ngày chính thức; đã hết thời hạn dự bị: ngày công nhận để chưa rõ."
        )
        return OFFICIAL
    text = (
        f"Vào Đảng {display(admitted_on)} mà chưa ghi ngày chính thức. Cho biết đồng chí ấy là chính thức hay dự bị, "
        "hoặc ghi ngày chính thức."
    )
    choices = ((OFFICIAL, "Chính thức, chưa rõ ngày công nhận"), (PROBATIONARY, "Còn dự bị"))
    return judged.ask(Question("spell:kind", column, text, choices))


def _again(judged: Judged, setting: Setting, spells: list[SpellLine]) -> list[SpellLine]:
    """A second admission, or membership restored: only after the first one ended on a known day."""
    entry, titles = judged.entry, setting.titles
    second, restored_on = entry.day("second_admitted_on"), entry.day("restored_on")
    if not spells:
        return spells
    if not (second or restored_on):
        return _never_back(judged, setting, spells)
    left_on = _struck_off(judged, setting)
    if left_on is None:
        return []
    back_on = min(filter(None, (second, restored_on)))
    if not spells[-1].starts_on < left_on <= back_on:
        text = f"Ngày ra khỏi Đảng {display(left_on)} không nằm giữa hai lần là đảng viên. Sửa các ngày này."
        judged.refuse(titles["struck_off"], text)
        return []
    first = [*spells[:-1], spells[-1]._replace(ends_on=left_on, ends_by="STRIKE_OFF")]
    if second is None:
        return [*first, SpellLine(OFFICIAL, back_on, restored=True)]
    return [*first, *_chain(judged, setting, second, entry.day("second_official_on"), ("", None, "", None))]


def _never_back(judged: Judged, setting: Setting, spells: list[SpellLine]) -> list[SpellLine]:
    """Struck off once, and nothing is said of a way back: that is no member of today, unless the office says so."""
    text = judged.entry.values.get("struck_off", "")
    if not text or judged.entry.values.get("status") in _OVER:
        return spells
    why = (
        f"Danh sách ghi bị xóa tên “{text}”, không ghi vào Đảng lần hai hay khôi phục đảng tịch, cũng không ghi đã ra."
    )
    choices = ((_AS_MEMBER, "Không bị xóa tên, đang là đảng viên: bỏ qua ô này"),)
    return spells if judged.ask(Question("spell:never_back", setting.titles["struck_off"], why, choices)) else []


def _struck_off(judged: Judged, setting: Setting) -> date | None:
    text = judged.entry.values.get("struck_off", "")
    try:
        return parse_day(text)
    except ValueError:
        seen = f"“{text}” chưa rõ ngày" if text else "chưa ghi ngày"
        why = f"Có lần vào Đảng thứ hai hoặc khôi phục đảng tịch nhưng {seen} bị xóa tên lần trước. Ghi đủ ngày."
        answer = judged.ask(Question("spell:struck_off", setting.titles["struck_off"], why, (), "day"))
        return _typed_day(answer)


def _status(judged: Judged, setting: Setting, spells: list[SpellLine]) -> list[SpellLine]:
    """What the status makes of the last spell."""
    status, titles = judged.entry.values.get("status", ""), setting.titles
    column = titles["status"]
    if status == "LEFT":
        text = "Danh sách chỉ ghi “rời khỏi Đảng”. Chọn đúng trường hợp."
        ends_by = judged.ask(Question("spell:left", column, text, _LEFT))
        return _ended(judged, setting, spells, ends_by) if ends_by else []
    if status in _ENDS:
        return _ended(judged, setting, spells, _ENDS[status])
    if status in _STANDINGS or judged.entry.values.get("exempt_from"):
        return spells if _standing(judged, setting, spells, status or "EXEMPT") else []
    if status == "MOVED_OUT":
        judged.refuse(column, "Danh sách ghi đã chuyển sinh hoạt đi: người này do nơi đến ghi vào sổ.")
    elif status in {"INTERRUPTED", "MOVED_TEMPORARILY"}:
        text = (
            "Sổ không ghi tình trạng này từ danh sách. Ghi là đang sinh hoạt rồi làm thủ tục riêng, hoặc bỏ dòng này."
        )
        judged.ask(Question("spell:status", column, text, ((_AS_MEMBER, "Ghi là đang sinh hoạt chính thức ở đây"),)))
    return spells


def _ended(judged: Judged, setting: Setting, spells: list[SpellLine], ends_by: str) -> list[SpellLine]:
    day = _day(judged, setting, "status_on", "Chưa có ngày từ trần hoặc ra khỏi Đảng (ghi đủ ngày, tháng, năm).")
    if day is None:
        return []
    last = spells[-1]
    if not last.starts_on < day <= setting.on:
        text = f"Ngày {display(day)} không sau ngày {display(last.starts_on)} hoặc ở sau ngày của danh sách. Sửa ngày."
        judged.refuse(setting.titles["status_on"], text)
        return []
    if ends_by == "DEATH":
        judged.plan.columns["died_on"] = day.isoformat()
    return [*spells[:-1], last._replace(ends_on=day, ends_by=ends_by)]


def _standing(judged: Judged, setting: Setting, spells: list[SpellLine], kind: str) -> bool:
    kind = kind if kind in _STANDINGS else "EXEMPT"
    code = "exempt_from" if kind == "EXEMPT" and judged.entry.values.get("exempt_from") else "status_on"
    day = _day(judged, setting, code, f"Chưa có ngày bắt đầu {_STANDINGS[kind]} (ghi đủ ngày, tháng, năm).")
    if day is None:
        return False
    if not spells[0].starts_on <= day <= setting.on:
        text = f"Ngày {display(day)} ở trước ngày vào Đảng hoặc sau ngày của danh sách. Sửa ngày."
        judged.refuse(setting.titles[code], text)
        return False
    judged.plan.standings.append((kind, day))
    return True


def _day(judged: Judged, setting: Setting, code: str, missing: str) -> date | None:
    """The whole day of the field; asked when it is blank or only partly known."""
    if day := judged.entry.day(code):
        return day
    value = judged.entry.values.get(code, "")
    seen = f" Danh sách ghi “{PartialDate.parse(value).display}”." if value else ""
    answer = judged.ask(Question(f"spell:{code}", setting.titles[code], missing + seen, (), "day"))
    return _typed_day(answer)


def _typed_day(answer: str) -> date | None:
    return date.fromisoformat(answer.removeprefix(TYPED)) if answer.startswith(TYPED) else None
