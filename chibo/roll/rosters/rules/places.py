"""Which cell a text means, among those under the organization of the list. What is not known stays unknown."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from chibo.common.dates import display
from chibo.common.text import fold

_SHORT = {"cb": "chi bo", "tdp": "to dan pho", "kp": "khu pho", "thpt": "trung hoc pho thong", "db": "dang bo"}
_NUMBER = re.compile(r"\b0+(\d)")
_SIGNS = re.compile(r"[^a-z0-9]+")


class Shape(NamedTuple):
    """A name that an organization has or had; ``ends_on`` in the past: a former name, or the end of it."""

    organization: int
    code: str
    name: str
    above: str  # name of the organization above
    starts_on: date
    ends_on: date | None


class Cell(NamedTuple):
    id: int
    code: str
    name: str
    above: str
    founded_on: date


def key(text: str) -> str:
    """How names are compared: without marks, signs, "số", leading zeros and the usual abbreviations."""
    words = [_SHORT.get(word, word) for word in _SIGNS.sub(" ", _NUMBER.sub(r"\1", fold(text))).split()]
    return " ".join(word for word in " ".join(words).split() if word != "so")


@dataclass
class Places:
    """The cells of the subtree on the day, their former names, and what the office has said about texts."""

    cells: Mapping[int, Cell]
    shapes: Iterable[Shape]
    answers: Mapping[str, str] = field(default_factory=dict)  # key of a text -> code of the cell
    _seen: dict[tuple[str, str], tuple[int, str, tuple[int, ...]]] = field(default_factory=dict)

    @cached_property
    def _now(self) -> dict[str, list[int]]:
        names: dict[str, list[int]] = defaultdict(list)
        for cell in self.cells.values():
            names[key(cell.name)].append(cell.id)
        return names

    @cached_property
    def _former(self) -> dict[str, list[Shape]]:
        names: dict[str, list[Shape]] = defaultdict(list)
        for shape in self.shapes:
            if shape.ends_on is not None:
                names[key(shape.name)].append(shape)
        return names

    @cached_property
    def _codes(self) -> dict[str, int]:
        return {cell.code: cell.id for cell in self.cells.values()}

    def find(self, text: str, above: str = "") -> tuple[int, str, tuple[int, ...]]:
        """The cell or 0, a sentence that says what to know of it, and the cells that may be meant."""
        asked = (text, above)
        if asked not in self._seen:
            self._seen[asked] = self._find(text, above)
        return self._seen[asked]

    def _find(self, text: str, above: str) -> tuple[int, str, tuple[int, ...]]:
        if text.strip() in self._codes:
            return self._codes[text.strip()], "", ()
        wanted = key(text)
        if code := self.answers.get(wanted):
            return self._codes.get(code, 0), "", ()
        same = self._narrowed(self._now.get(wanted) or self._inside(wanted), text, above)
        if len(same) == 1:
            return same[0], "", ()
        if same:
            return 0, f"Có {len(same)} chi bộ cùng tên “{text}”; chọn đúng chi bộ.", tuple(same)
        if former := self._former.get(wanted):
            return self._once(text, former)
        near = difflib.get_close_matches(wanted, self._now, n=5, cutoff=0.75)
        close = tuple(pk for name in near for pk in self._now[name])
        hint = " Gần giống: " + "; ".join(self.cells[pk].name for pk in close) + "." if close else ""
        return (
            0,
            f"Không có chi bộ “{text}” trong phạm vi của danh sách.{hint} Chọn chi bộ, hoặc lập chi bộ trước.",
            close,
        )

    def _inside(self, wanted: str) -> list[int]:
        """A text that names the cell and then what stands above it."""
        found = [name for name in self._now if name and (wanted + " ").startswith(name + " ")]
        longest = max(found, key=len, default="")
        rest = wanted[len(longest) :].strip()
        return [pk for pk in self._now.get(longest, ()) if rest and key(self.cells[pk].above).endswith(rest)]

    def _narrowed(self, same: list[int], text: str, above: str) -> list[int]:
        if len(same) < 2:
            return same
        wanted = key(f"{text} {above}")
        told = [pk for pk in same if (name := key(self.cells[pk].above)) and name in wanted]
        return told or same

    def _once(self, text: str, former: list[Shape]) -> tuple[int, str, tuple[int, ...]]:
        latest = max(former, key=lambda shape: shape.starts_on)
        until = display(latest.ends_on) if latest.ends_on else ""
        still = {shape.organization for shape in former} & self.cells.keys()
        if len(still) == 1:
            (pk,) = still
            return pk, f"“{text}” là tên cũ (đến {until}) của {self.cells[pk].name}.", ()
        if still:
            return 0, f"“{text}” là tên cũ của {len(still)} chi bộ; chọn đúng chi bộ.", tuple(sorted(still))
        return 0, f"“{text}” đã kết thúc hoạt động từ {until}; chọn chi bộ hiện nay.", ()
