"""The judgement of a line: its readings, who it is about, what it adds, what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chibo.common.dates import PartialDate
from chibo.common.text import fold
from chibo.roll.members.rules.dates import check_cv_number, cv_number
from chibo.roll.rosters.rules import differences, matching, spells
from chibo.roll.rosters.rules.lines import (
    BLANK,
    PROPOSED,
    TYPED,
    Entry,
    Judged,
    Message,
    Question,
    Reading,
    Titles,
    Twin,
    Verdict,
    Weight,
    question_of,
    settle,
)
from chibo.roll.rosters.rules.matching import Register
from chibo.roll.rosters.rules.places import Places
from chibo.roll.rosters.rules.spells import Setting

_TWINS = {"identity": "số định danh", "card_number": "số thẻ", "full_name": "họ tên và ngày sinh"}


@dataclass(frozen=True, slots=True)
class Bench:
    """What every line is judged against."""

    register: Register
    places: Places
    setting: Setting
    columns: frozenset[str]  # plain columns of a person that a list may bring
    codes: Mapping[str, Mapping[str, str]]  # field -> folded word -> code, for columns that hold codes
    limits: Mapping[str, int]  # field -> how many characters the register keeps of it
    titles: Sequence[Titles] = ()  # of each table, where the file has several
    sheets: Sequence[str] = ()  # their sheets, where these differ

    def at(self, table: int) -> Bench:
        """With the titles of that table."""
        if table >= len(self.titles) or self.titles[table] is self.setting.titles:
            return self
        return replace(self, setting=replace(self.setting, titles=self.titles[table]))

    def row(self, table: int, number: int) -> str:
        """How a row is told."""
        return f"dòng {number} của trang “{self.sheets[table]}”" if self.sheets else f"dòng {number}"


def judge(entry: Entry, bench: Bench, twin: Twin | None = None) -> Judged:
    bench = bench.at(entry.sheet)
    judged = Judged(entry, twin=twin)
    _readings(judged)
    if twin:
        _ask_twin(judged, twin, bench)
    _lengths(judged, bench)
    if judged.left or not _named(judged, bench) or _hopeless(judged):
        return judged
    _codes(judged, bench)
    known = matching.find(judged, bench.register, bench.setting.titles)
    if known is not None:
        differences.compare(judged, known, bench.columns, bench.places, bench.setting)
    elif not judged.open_questions and not judged.left:
        _newcomer(judged, bench)
    return judged


def _hopeless(judged: Judged) -> bool:
    return any(message.weight == Weight.REFUSED for message in judged.messages)


def _readings(judged: Judged) -> None:
    """What reading could not settle: a refusal stands, a doubt is asked, a warning is told."""
    for number, reading in enumerate(judged.entry.readings):
        if reading.weight == Weight.DOUBT:
            _ask_reading(judged, reading, number)
        elif reading.field == "official_on" and not judged.entry.values.get("official_on"):
            continue  # whether probationary or official is judged here, with card, status and register at hand
        else:
            judged.messages.append(Message(reading.column, reading.weight, reading.text))


def _ask_reading(judged: Judged, reading: Reading, number: int) -> None:
    choices = [(PROPOSED, f"Nhận: {_shown(reading.proposal)}")] if reading.proposal else []
    choices.append((BLANK, "Để trống ô này"))
    code = question_of(number, reading)
    answer = judged.ask(Question(code, reading.column, reading.text, tuple(choices), "text" if reading.field else ""))
    settle(judged.entry.values, reading, answer)


def _shown(value: str) -> str:
    try:
        return PartialDate.parse(value).display if "-" in value else value
    except ValueError:
        return value


def _ask_twin(judged: Judged, twin: Twin, bench: Bench) -> None:
    other = bench.row(twin.table, twin.number)
    text = f"Trùng {_TWINS[twin.field]} với {other}. Mỗi người một dòng: giữ dòng đúng, bỏ dòng kia."
    column = bench.at(judged.entry.sheet).setting.titles[twin.field]
    judged.ask(Question("twin", column, text, (("this", "Nhận dòng này"),)))


def _lengths(judged: Judged, bench: Bench) -> None:
    """What is longer than the register keeps is asked, never cut."""
    limits = bench.limits
    for code, text in [
        item for item in judged.entry.values.items() if len(item[1]) > limits.get(item[0], len(item[1]))
    ]:
        limit = limits[code]
        if code not in bench.codes:
            said = f"Dài {len(text)} ký tự, sổ ghi được {limit}. Ghi gọn lại hoặc để trống ô này."
            question = Question(f"long:{code}", bench.setting.titles[code], said, ((BLANK, "Để trống ô này"),), "text")
            answer = judged.ask(question)
            if answer == BLANK:
                del judged.entry.values[code]
            elif answer.startswith(TYPED):
                judged.entry.values[code] = answer.removeprefix(TYPED)[:limit]


def _named(judged: Judged, bench: Bench) -> bool:
    entry, titles = judged.entry, bench.setting.titles
    if entry.family_name and entry.given_name:
        return True
    asked = any(
        question.code.startswith("read:") and question.code.endswith("_name") for question in judged.open_questions
    )
    if not asked and not any(message.column == titles["full_name"] for message in judged.messages):
        seen = f"Chỉ đọc được “{entry.name}”" if entry.name else "Chưa ghi họ và tên"
        judged.refuse(titles["full_name"], f"{seen}: ghi đủ họ, tên đệm và tên rồi nhập lại dòng này.")
    return False


def _codes(judged: Judged, bench: Bench) -> None:
    """Words of a catalogue become its codes; an unknown word is told and not written. So is a strange CV number."""
    values = judged.entry.values
    if text := values.get("cv_number"):
        values["cv_number"] = cv_number(text)
        if findings := check_cv_number(values["cv_number"]):
            del values["cv_number"]
            judged.warn(bench.setting.titles["cv_number"], f"{findings[0].sentence} Ô này không ghi vào sổ.")
    for code, words in bench.codes.items():
        if (text := values.get(code)) and text not in words.values():
            if known := words.get(fold(text)):
                values[code] = known
            else:
                del values[code]
                judged.warn(bench.setting.titles[code], f"“{text}” không có trong danh mục: ô này không ghi vào sổ.")


def _newcomer(judged: Judged, bench: Bench) -> None:
    """Somebody the register does not have: the cell, the days, and every plain column that the line fills."""
    values, plan = judged.entry.values, judged.plan
    plan.organization = _cell(judged, bench)
    plan.columns |= {code: values[code] for code in bench.columns if values.get(code)}
    plan.name = (judged.entry.family_name, judged.entry.given_name)
    plan.identity = values.get("identity", "")
    if card := values.get("card_number"):
        plan.card = (card, judged.entry.day("card_issued_on"))
    spells.plan_spells(judged, bench.setting)
    if plan.spells and plan.organization:
        founded_on = bench.places.cells[plan.organization].founded_on
        plan.placed_on = max(spells.run_starts_on(plan.spells), founded_on)


def _cell(judged: Judged, bench: Bench) -> int:
    values, places, titles = judged.entry.values, bench.places, bench.setting.titles
    column = titles["organization"]
    text = values.get("organization_code") or values.get("organization", "")
    above = " ".join(filter(None, (values.get("division"), values.get("base_organization"))))
    if not text and len(places.cells) == 1:
        return next(iter(places.cells))
    pk, why, near = places.find(text, above) if text else (0, "Chưa ghi chi bộ đang sinh hoạt. Chọn chi bộ.", ())
    if pk:
        if why:
            judged.warn(column, why)
        return pk
    choices = tuple(
        (places.cells[each].code, f"{places.cells[each].name}, {places.cells[each].above}") for each in near
    )
    answer = judged.ask(Question("place", column, why, choices, "place"))
    chosen, _, _ = places.find(answer.removeprefix(TYPED)) if answer else (0, "", ())
    return chosen


#: Key -> table and number of the line that has taken it.
Owners = dict[str, tuple[int, int]]
_CLEAR = frozenset({Verdict.NEW, Verdict.CHANGED, Verdict.SAME})
_FIELD_OF = {"i": "identity", "c": "card_number", "p": "full_name"}


def collision(judged: Judged, owners: Owners) -> Twin | None:
    """The earlier line, where that one has taken the same person or the same number already."""
    if judged.verdict not in _CLEAR:
        return None
    met: Twin | None = None
    mine = (judged.entry.sheet, judged.entry.number)
    for key in owned(judged.person, judged.plan.identity, judged.plan.card):
        first = owners.setdefault(key, mine)
        if first is not mine and met is None and first != mine:
            met = Twin(_FIELD_OF[key[0]], first[1], first[0])
    return met


def owned(person: int | None, identity: str, card: tuple[str, date | None] | None) -> list[str]:
    """What only one line of a list may take: the number that it brings, the card, the person."""
    keys = [f"i{identity}"] if identity else []
    if card:
        keys.append(f"c{card[0]}")
    if person is not None:
        keys.append(f"p{person}")
    return keys


def own(judged: Judged, owners: Owners, bench: Bench) -> None:
    """A line that comes upon somebody, or a number, of an earlier one is asked about."""
    if met := collision(judged, owners):
        judged.twin = met
        _ask_twin(judged, met, bench)
