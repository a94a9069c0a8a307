"""What the register does not take from a list: each field with why, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from chibo.roll.rosters.reading.vocabulary.files import load

#: Of the file itself, not of a person: its row numbers and its two columns for our answer.
SERVICE = frozenset({"row_number", "verdict", "verdict_details"})
_NOT_ENTERED = "cột không được nhập; nếu cần, chọn nội dung của cột ở bước xác nhận các cột"


@cache
def unkept() -> Mapping[str, str]:
    """Field -> why it is not kept; what to do instead."""
    return {code: f"{row['why']}; {row['instead']}" for row in load("unkept") for code in row["fields"]}


def is_kept(code: str) -> bool:
    """Whether something of a column goes into the register, or is no fact of anybody; ``code`` may join two fields."""
    return bool(code) and any(part not in unkept() for part in code.split("+"))


def why_not(code: str) -> str:
    """In words, for a column that is taken for this field, or for none."""
    return next((unkept()[part] for part in code.split("+") if part in unkept()), _NOT_ENTERED)
