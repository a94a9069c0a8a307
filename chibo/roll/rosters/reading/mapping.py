"""Which column holds which fact: proposed with its reason, for an office to confirm."""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapped
from dataclasses import replace

from chibo.roll.rosters.reading.model import Choice, Column, Level, Mapping, Note, Table
from chibo.roll.rosters.reading.naming import field_of, near, several
from chibo.roll.rosters.reading.vocabulary import FIELDS, title_key

_LETTERED = re.compile(r" \[[A-Z]+\]$")


def propose_mapping(table: Table, remembered: Mapped[str, str] | None = None) -> Mapping:
    """A field for each column, or "" when nothing is known of it.

    ``remembered`` is what :meth:`Mapping.fields` gave for an earlier file of the same source; it goes before
    everything else, so that a correction is made once.
    """
    memory = {
        title_key(title): code
        for title, code in (remembered or {}).items()
        if (not code or _valid(code)) and not _LETTERED.search(title)
    }
    choices = [_choose(column, table, remembered or {}, memory) for column in table.columns]
    choices = _one_column_each(_whole_name(choices))
    missing = _missing({code for choice in choices for code in choice.field.split("+")})
    return Mapping(tuple(choices), missing, tuple(_notes(table, choices, missing)))


def confirm(mapping: Mapping, answers: Mapped[str, str]) -> Mapping:
    """The mapping as an office confirmed it: letter of the column -> field ("" leaves the column out).

    Raises ``ValueError`` with a sentence when a field is unknown or given to two columns.
    """
    choices = []
    for choice in mapping:
        code = answers.get(choice.column.letter, choice.field)
        if code and not _valid(code):
            raise ValueError(f"Không có mục “{code}” trong danh mục")
        why = "do người nhập xác nhận" if choice.column.letter in answers else choice.why
        choices.append(Choice(choice.column, code, why, sure=True))
    held = [code for choice in choices for code in choice.field.split("+") if code]
    twice = sorted({FIELDS[code].label for code in held if held.count(code) > 1})
    if twice:
        raise ValueError(f"Hai cột cùng được chọn là “{twice[0]}”; mỗi mục chỉ lấy từ một cột")
    return Mapping(tuple(choices), _missing(set(held)))


def _valid(code: str) -> bool:
    return all(part in FIELDS for part in code.split("+"))


def _choose(column: Column, table: Table, exact: Mapped[str, str], memory: Mapped[str, str]) -> Choice:
    lettered = f"{column.title} [{column.letter}]"
    if lettered in exact and (not exact[lettered] or _valid(exact[lettered])):
        return Choice(column, exact[lettered], "như lần nhập trước")
    key = title_key(column.title)
    if key in memory:
        return Choice(column, memory[key], "như lần nhập trước")
    seen = table.suggestions.get(column.index, "")
    if seen in {"family_name", "given_name"}:
        return Choice(column, seen, "họ và tên nằm ở hai cột liền nhau")
    if code := field_of(column.title):
        return Choice(column, code, f"tiêu đề là “{FIELDS[code].label}”")
    if code := near(column.title):
        return Choice(column, code, f"tiêu đề gần giống “{FIELDS[code].label}”", sure=False)
    if codes := several(column.title):
        labels = " và ".join(f"“{FIELDS[code].label}”" for code in codes)
        return Choice(column, "+".join(codes), f"một ô ghi cả {labels}", sure=False)
    if seen:
        return Choice(column, "", f"chưa rõ; nội dung giống “{FIELDS[seen].label}”", suggested=seen, sure=False)
    return Choice(column, "", "không có trong danh mục; cột này không được nhập", sure=False)


def _whole_name(choices: list[Choice]) -> list[Choice]:
    """The name at birth serves when no other is there."""
    held = {choice.field for choice in choices}
    if held & {"full_name", "given_name"} or "birth_name" not in held:
        return choices
    return [replace(choice, field="full_name") if choice.field == "birth_name" else choice for choice in choices]


def _one_column_each(choices: list[Choice]) -> list[Choice]:
    """A field belongs to the first column that surely holds it."""
    owner: dict[str, Choice] = {}
    for choice in sorted(choices, key=lambda choice: not choice.sure):
        if choice.field:
            owner.setdefault(choice.field, choice)
    kept = []
    for choice in choices:
        first = owner.get(choice.field)
        if first is not None and first is not choice:
            why = f"trùng nội dung với cột {first.column.letter} “{first.column.title}”; chọn một cột"
            kept.append(Choice(choice.column, "", why, suggested=choice.field, sure=False))
        else:
            kept.append(choice)
    return kept


def _missing(held: set[str]) -> tuple[str, ...]:
    if "given_name" in held:
        held = held | {"full_name"}
    return tuple(code for code, field in FIELDS.items() if field.required and code not in held)


def _notes(table: Table, choices: list[Choice], missing: tuple[str, ...]) -> list[Note]:
    sheet = table.sheet.name
    notes = [
        Note("missing", Level.REFUSED, f"Chưa có cột “{FIELDS[code].label}”; chỉ ra cột này rồi nhập tiếp.", sheet)
        for code in missing
    ]
    for choice in choices:
        named = f"Cột {choice.column.letter} “{choice.column.title}”"
        if choice.field and not choice.sure:
            notes.append(Note("guess", Level.DOUBT, f"{named}: {choice.why}; xác nhận trước khi nhập.", sheet))
        elif not choice.field and choice.suggested:
            notes.append(Note("duplicate", Level.DOUBT, f"{named}: {choice.why}.", sheet))
        elif not choice.field and not choice.sure:
            notes.append(Note("unknown", Level.WARNING, f"{named}: {choice.why}.", sheet))
    return notes
