"""A whole row: what its parts make together, and what they cannot be together."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import PartialDate, display
from chibo.roll.rosters.reading.model import Level, Problem, Value
from chibo.roll.rosters.reading.vocabulary import FIELDS, identity_numbers

_PARTS: dict[str, list[str]] = {}
for _field in sorted(FIELDS.values(), key=lambda field: field.rank):
    if _field.of:
        _PARTS.setdefault(_field.of, []).append(_field.code)
_ALL_PARTS = frozenset(part for parts in _PARTS.values() for part in parts)
_HERE = "việt nam"
_STATUS_OF_KIND = {"PROBATIONARY": "ACTIVE", "OFFICIAL": "ACTIVE"}


def check_line(values: dict[str, Value], problems: list[Problem], on: date, held: frozenset[str]) -> None:
    """Complete ``values`` and add to ``problems``. ``held``: the fields that the file has a column for."""
    if not held.isdisjoint(_ALL_PARTS):
        _join_parts(values)
    _names(values, problems)
    _marks(values, problems)
    _status(values, problems, held)
    _old_number(values, problems)
    _order(values, problems)
    _identity_speaks(values, problems)


def _tell(problems: list[Problem], code: str, level: Level, message: str, proposal: object = None) -> None:
    problems.append(Problem(FIELDS[code].label, level, message, code, proposal))


def _join_parts(values: dict[str, Value]) -> None:
    """Detail, province, country in one line; the own country is not said."""
    for whole, parts in _PARTS.items():
        given = [value for part in parts if (value := values.get(part)) and value.clean]
        if not given or ((own := values.get(whole)) and own.clean):
            continue
        said = [str(value.clean) for value in given]
        kept = [text for text in said if text.lower() != _HERE] or said
        values[whole] = Value("; ".join(str(value.raw) for value in given), ", ".join(kept), how="ghép từ các cột")


def _names(values: dict[str, Value], problems: list[Problem]) -> None:
    full, family, given = values.get("full_name"), values.get("family_name"), values.get("given_name")
    if full is not None and full.clean and not (given and given.clean):
        _split(values, problems, full)
    elif given is not None and given.clean:
        parts = [str(value.clean) for value in (family, given) if value and value.clean]
        joined = " ".join(parts)
        values["full_name"] = Value(joined, joined, how="ghép từ hai cột")
        if len(parts) < 2:
            _split(values, problems, values["full_name"])
    elif not any(problem.field in {"full_name", "given_name"} for problem in problems):
        _tell(problems, "full_name", Level.REFUSED, "Dòng này không có họ tên; ghi họ và tên rồi nhập lại.")


def _split(values: dict[str, Value], problems: list[Problem], full: Value) -> None:
    family, _, given = str(full.clean).rpartition(" ")
    values["family_name"] = Value(full.raw, family, how=full.how or "tách từ họ và tên")
    values["given_name"] = Value(full.raw, given, how=full.how or "tách từ họ và tên")
    if not family:
        said = f"“{full.clean}” chỉ có một chữ; ghi đủ họ, tên đệm và tên."
        _tell(problems, "full_name", Level.DOUBT, said)


def _marks(values: dict[str, Value], problems: list[Problem]) -> None:
    """Sex told by a cross, or by the column that the year of birth stands in."""
    for code, sex in (("female", "F"), ("male", "M")):
        if (mark := values.get(code)) and mark.clean is True and "sex" not in values:
            values["sex"] = Value(mark.raw, sex, how=f"đánh dấu ở cột {FIELDS[code].label}")
    for code, sex in (("born_male", "M"), ("born_female", "F")):
        value = values.get(code)
        if value is None or not value.clean:
            continue
        if "born_on" in values:
            _tell(problems, "born_on", Level.DOUBT, "Có năm sinh ở cả hai cột nam và nữ; giữ một cột.")
            continue
        values["born_on"] = Value(value.raw, value.clean, how=FIELDS[code].label)
        values.setdefault("sex", Value(value.raw, sex, how=FIELDS[code].label))


def _status(values: dict[str, Value], problems: list[Problem], held: frozenset[str]) -> None:
    status = values.get("status")
    if status and status.clean in _STATUS_OF_KIND:
        values.setdefault("member_kind", Value(status.raw, status.clean, how="theo cột trạng thái"))
        values["status"] = Value(status.raw, "ACTIVE")
    kind = values.get("member_kind")
    official = values.get("official_on")
    if kind and kind.clean == "PROBATIONARY" and official and official.clean:
        said = f"Ghi là đảng viên dự bị nhưng có ngày chính thức {display(official.clean)}; xác nhận."  # type: ignore[arg-type]
        _tell(problems, "official_on", Level.DOUBT, said)
    elif "official_on" in held and (official is None or official.absent) and not (kind and kind.clean):
        said = "Không có ngày chính thức: được hiểu là đảng viên dự bị; nếu không đúng, bổ sung ngày."
        _tell(problems, "official_on", Level.WARNING, said)


def _old_number(values: dict[str, Value], problems: list[Problem]) -> None:
    """Nine digits under the title of the new number are the old one."""
    for position, problem in enumerate(problems):
        value = values.get("identity")
        if problem.field != "identity" or problem.level is not Level.REFUSED or value is None or value.clean:
            continue
        digits = "".join(char for char in str(value.raw) if char.isdigit())
        if len(digits) == 9 and len(str(value.raw).strip("' ")) < 12:
            said = f"“{value.raw}” có 9 chữ số: được hiểu là số CMND cũ, chưa có số định danh; bổ sung khi có."
            problems[position] = Problem(problem.column, Level.WARNING, said, "old_identity")
            values.setdefault("old_identity", Value(value.raw, digits, how="từ cột số định danh"))
            del values["identity"]


def _order(values: dict[str, Value], problems: list[Problem]) -> None:
    """Born, admitted, official: in this order."""
    born, admitted, official = values.get("born_on"), values.get("admitted_on"), values.get("official_on")
    start = admitted.clean if admitted else None
    if born and isinstance(born.clean, PartialDate) and isinstance(start, date) and born.clean.earliest >= start:
        said = f"Ngày vào Đảng {display(start)} không thể trước hoặc trùng ngày sinh {born.clean.display}; sửa lại."
        _tell(problems, "admitted_on", Level.REFUSED, said)
    end = official.clean if official else None
    if isinstance(start, date) and isinstance(end, date) and end < start:
        said = f"Ngày chính thức {display(end)} ở trước ngày vào Đảng {display(start)}; sửa lại."
        _tell(problems, "official_on", Level.REFUSED, said)


def _identity_speaks(values: dict[str, Value], problems: list[Problem]) -> None:
    """The number of a province carries sex and year of birth: told when they differ, never more than a warning."""
    number = values.get("identity")
    if number is None or not isinstance(number.clean, str):
        return
    digits = number.clean
    provinces, centuries = identity_numbers()
    sex, first = centuries.get(digits[3], ("", 0))
    if not sex or not 0 < int(digits[:3]) <= provinces:
        return
    born, told = values.get("born_on"), values.get("sex")
    year = first + int(digits[4:6])
    if born and isinstance(born.clean, PartialDate) and born.clean.year != year:
        said = f"Số định danh {digits} cho thấy năm sinh {year}, tệp ghi {born.clean.display}; đối chiếu lại."
        _tell(problems, "born_on", Level.WARNING, said)
    if told and told.clean and told.clean != sex:
        words = "nam" if sex == "M" else "nữ"
        said = f"Số định danh {digits} cho thấy giới tính {words}, tệp ghi khác; đối chiếu lại."
        _tell(problems, "sex", Level.WARNING, said)
