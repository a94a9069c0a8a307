"""What a line adds to somebody we have, field by field. A blank in the list never erases anything."""

from __future__ import annotations

import unicodedata
from datetime import date

from chibo.common.dates import PartialDate, display
from chibo.common.text import fold, nfc
from chibo.roll.members.rules.dates import SpellLine
from chibo.roll.rosters.rules.known import Known, official_of
from chibo.roll.rosters.rules.lines import Change, Judged, Question
from chibo.roll.rosters.rules.places import Places
from chibo.roll.rosters.rules.spells import OFFICIAL, PROBATIONARY, Setting

TAKE, KEEP = "take", "keep"
_CHOICES = ((KEEP, "Giữ như trong sổ"), (TAKE, "Sửa theo danh sách"))
_ENDED = frozenset({"DIED", "LEFT", "EXPELLED", "STRUCK_OFF", "RESIGNED", "MOVED_OUT"})
#: What a list says of somebody, in words.
STATUSES = {
    "ACTIVE": "đang sinh hoạt",
    "DIED": "từ trần",
    "LEFT": "rời khỏi Đảng",
    "EXPELLED": "khai trừ",
    "STRUCK_OFF": "xóa tên",
    "RESIGNED": "xin ra khỏi Đảng",
    "MOVED_OUT": "đã chuyển đi",
    "EXEMPT": "miễn sinh hoạt",
    "SUSPENDED": "đình chỉ sinh hoạt",
    "INTERRUPTED": "gián đoạn sinh hoạt",
    "MOVED_TEMPORARILY": "chuyển sinh hoạt tạm thời",
    PROBATIONARY: "dự bị",
    OFFICIAL: "chính thức",
}


def compare(judged: Judged, known: Known, columns: frozenset[str], places: Places, setting: Setting) -> None:
    """Fill changes, plan and questions; ``columns`` are the plain columns of a person that lists may bring."""
    judged.person, judged.picture = known.id, known.picture
    _name(judged, known)
    for code in columns:
        _plain(judged, known, code)
    _numbers(judged, known)
    if known.is_member:
        back_on = [(day, code) for code in ("second_admitted_on", "restored_on") if (day := judged.entry.day(code))]
        if known.came_back or back_on:
            _lives(judged, known, setting, min(back_on, default=None))
        else:
            _days(judged, known, setting)
            _papers(judged, known, setting)
        _place(judged, known, places, setting)
    _status(judged, known, setting)


def _name(judged: Judged, known: Known) -> None:
    """Another way of writing the same name changes nothing; other marks do."""
    entry = judged.entry
    if same_words(entry.name, known.name) or entry.name.lower() == fold(entry.name):
        return
    judged.changes.append(Change("full_name", known.name, entry.name))
    judged.plan.name = (entry.family_name, entry.given_name)


def _plain(judged: Judged, known: Known, code: str) -> None:
    new, old = judged.entry.values.get(code, ""), known.values.get(code, "")
    if not new or new == old or same_words(new, old):
        return
    if code == "born_on" and old.startswith(new):
        return  # the list knows less
    judged.changes.append(Change(code, old, new))
    judged.plan.columns[code] = new


def _numbers(judged: Judged, known: Known) -> None:
    entry = judged.entry
    if entry.identity_index and not known.identity_index:
        judged.changes.append(Change("identity", "", entry.values["identity"]))
        judged.plan.identity = entry.values["identity"]
    card, issued_on = entry.values.get("card_number", ""), entry.day("card_issued_on")
    if not card:
        return
    if card not in known.cards:
        judged.changes.append(Change("card_number", ", ".join(known.cards), card))
        judged.plan.card = (card, issued_on)
        return
    pk, day = known.cards[card]
    if issued_on and day is None:
        judged.changes.append(Change("card_issued_on", "", issued_on.isoformat()))
        judged.plan.card_days[pk] = issued_on


def _days(judged: Judged, known: Known, setting: Setting) -> None:
    """Days that bodies decided: what is unknown is filled in, what differs is asked."""
    admitted_on, official_on = judged.entry.day("admitted_on"), judged.entry.day("official_on")
    first, last = known.run[0], known.run[-1]
    if admitted_on and admitted_on != first.starts_on:
        answer = _asked(judged, setting, "admitted_on", first.starts_on, admitted_on)
        if answer == TAKE and first.ends_on and admitted_on >= first.ends_on:
            _cannot(judged, setting, "admitted_on")
        elif answer == TAKE:
            _take(judged, "admitted_on", first.starts_on, admitted_on, {first.id: {"starts_on": admitted_on}})
    if not official_on or official_on == known.official_on:
        return
    if last.undated and official_on > last.starts_on:
        judged.changes.append(Change("official_on", "", official_on.isoformat()))
        _split(judged, known, official_on)
    elif _asked(judged, setting, "official_on", known.official_on, official_on) == TAKE:
        _recognize(judged, known, official_on, setting)


def _lives(judged: Judged, known: Known, setting: Setting, back: tuple[date, str] | None) -> None:
    """Somebody who came back, in the register or by the list: the days of each life are compared with that life's, and
    what differs is mended in the file, not by a list. Where the list tells one life only, it may be either."""
    first, last = known.first_run, known.run
    begun, recognized = {first[0].starts_on}, {official_of(first)}
    if back is None:
        begun.add(last[0].starts_on)
        recognized.add(official_of(last))
    held: dict[str, set[date | None]] = {"admitted_on": {*begun}, "official_on": recognized}
    if back is not None:
        held[back[1]] = {last[0].starts_on} if known.came_back else set()
        held["second_official_on"] = {official_of(last)} if known.came_back else set()
    for code, days in held.items():
        if (told := judged.entry.day(code)) and told not in days:
            seen = " hoặc ".join(display(day) for day in sorted(filter(None, days))) or "chưa ghi"
            text = f"Trong sổ: {seen}; danh sách: {display(told)}. Hai lần là đảng viên thì sửa ở hồ sơ đảng viên."
            judged.ask(Question(f"lives:{code}", setting.titles[code], text, _CHOICES[:1]))


def _recognize(judged: Judged, known: Known, official_on: date, setting: Setting) -> None:
    """By the office's answer: the recognition recorded, or its day mended."""
    last = known.run[-1]
    before = known.run[-2] if len(known.run) > 1 else None
    if last.kind == PROBATIONARY and official_on > last.starts_on:
        judged.changes.append(Change("official_on", "", official_on.isoformat()))
        _split(judged, known, official_on)
    elif before and before.ends_by == "RECOGNIZED" and official_on > before.starts_on:
        rows: dict[int, dict[str, object]] = {
            before.id: {"ends_on": official_on},
            last.id: {"starts_on": official_on},
        }
        _take(judged, "official_on", last.starts_on, official_on, rows)
    else:
        _cannot(judged, setting, "official_on")


def _split(judged: Judged, known: Known, official_on: date) -> None:
    """The running spell becomes the probation, and another one begins with the recognition."""
    last = known.run[-1]
    values = judged.entry.values
    decision, decided_on = values.get("recognition_decision", ""), judged.entry.day("recognition_decided_on")
    columns: dict[str, object] = {"kind": PROBATIONARY, "ends_on": official_on, "ends_by": "RECOGNIZED"}
    columns |= {"undated": False, "end_decision": decision, "end_decided_on": decided_on}
    judged.plan.rows.setdefault(last.id, {}).update(columns)
    judged.plan.spells = [SpellLine(OFFICIAL, official_on, decision=decision, decided_on=decided_on)]


def _papers(judged: Judged, known: Known, setting: Setting) -> None:
    """The decisions behind the spells: filled in where the register has none, asked where they differ."""
    pairs = [("decision", "decided_on", known.run[0])]
    if known.official_on and len(known.run) > 1:
        pairs.append(("recognition_decision", "recognition_decided_on", known.run[-1]))
    for number, day, spell in pairs:
        _paper(judged, setting, number, spell.decision, judged.entry.values.get(number, ""), spell.id, "decision")
        decided_on = judged.entry.day(day)
        old = spell.decided_on.isoformat() if spell.decided_on else ""
        new = decided_on.isoformat() if decided_on else ""
        _paper(judged, setting, day, old, new, spell.id, "decided_on")


def _paper(judged: Judged, setting: Setting, code: str, old: str, new: str, row: int, column: str) -> None:
    if not new or nfc(new) == old:
        return
    if old and _asked(judged, setting, code, old, new) != TAKE:
        return
    judged.changes.append(Change(code, old, new))
    value: object = date.fromisoformat(new) if column == "decided_on" else nfc(new)
    judged.plan.rows.setdefault(row, {})[column] = value


def _asked(judged: Judged, setting: Setting, code: str, old: object, new: object) -> str:
    seen = f"Trong sổ: {_shown(old)}; danh sách: {_shown(new)}."
    text = f"{seen} Điều này do cấp có thẩm quyền quyết định: chọn bên đúng."
    return judged.ask(Question(f"decided:{code}", setting.titles[code], text, _CHOICES))


def _shown(value: object) -> str:
    if isinstance(value, date):
        return display(value)
    text = str(value or "")
    return PartialDate.parse(text).display if text[:4].isdecimal() and text[4:5] == "-" else text or "chưa ghi"


def _take(judged: Judged, code: str, old: date, new: date, rows: dict[int, dict[str, object]]) -> None:
    judged.changes.append(Change(code, old.isoformat(), new.isoformat()))
    for pk, columns in rows.items():
        judged.plan.rows.setdefault(pk, {}).update(columns)


def _cannot(judged: Judged, setting: Setting, code: str) -> None:
    judged.refuse(setting.titles[code], "Ngày này không khớp với các ngày khác trong sổ; sửa ở hồ sơ đảng viên.")


def _place(judged: Judged, known: Known, places: Places, setting: Setting) -> None:
    """Where somebody's party life is changes by a transfer, not by a list."""
    text = judged.entry.values.get("organization_code") or judged.entry.values.get("organization", "")
    if not text:
        return
    cell, _, _ = places.find(text, _above(judged))
    if cell and known.cell and cell != known.cell and known.cell in places.cells:
        seen = f"Trong sổ đang sinh hoạt ở {places.cells[known.cell].name}, danh sách ghi {places.cells[cell].name}."
        ask = f"{seen} Chuyển nơi sinh hoạt phải làm thủ tục chuyển sinh hoạt đảng."
        judged.ask(
            Question("place:other", setting.titles["organization"], ask, ((KEEP, "Giữ nơi sinh hoạt trong sổ"),))
        )


def _above(judged: Judged) -> str:
    values = judged.entry.values
    return " ".join(filter(None, (values.get("division"), values.get("base_organization"))))


def _status(judged: Judged, known: Known, setting: Setting) -> None:
    """A status that the register does not share is an act of its own, with its paper."""
    values = judged.entry.values
    status, kind = values.get("status", ""), values.get("member_kind", "")
    told = [word for word in (status, kind) if word and not _holds(word, known)]
    if told:
        word = STATUSES.get(told[0], told[0])
        state = "đang là đảng viên" if known.is_member else "đã ra khỏi Đảng hoặc chưa là đảng viên"
        text = (
            f"Danh sách ghi “{word}”, trong sổ người này {state} và chưa ghi việc đó. Ghi việc đó ở hồ sơ đảng viên."
        )
        column = setting.titles["status" if told[0] == status else "member_kind"]
        judged.ask(Question("status", column, text, ((KEEP, "Giữ như trong sổ"),)))


def _holds(status: str, known: Known) -> bool:
    if status == "ACTIVE":
        return known.is_member
    if status in {PROBATIONARY, OFFICIAL}:
        return known.is_member and known.last is not None and known.last.kind == status
    if status in {"EXEMPT", "SUSPENDED"}:
        return status in known.standings
    if status in _ENDED:
        return not known.is_member and bool(known.spells)
    return False


def same_words(a: str, b: str) -> bool:
    """The same letters with the same marks, whatever the case, the spacing and the place of the tone in a word."""
    return a == b or _letters(a) == _letters(b)


def _letters(text: str) -> list[list[str]]:
    return [sorted(unicodedata.normalize("NFD", word)) for word in nfc(text).lower().split()]
