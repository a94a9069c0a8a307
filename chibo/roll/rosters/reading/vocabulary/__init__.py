"""The words of rosters, from the YAML files beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from chibo.common.text import fold
from chibo.roll.rosters.reading.vocabulary.files import load

_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGN = re.compile(r"[^a-z0-9/&]+")
_FORMAT = re.compile(r"\s*\bd{1,2}[ /]m{1,2}[ /]y{2,4}\b")
_ORDINAL = re.compile(r"^\d{1,2}\s+(?=[a-z])")
_SLASH = re.compile(r"\s*[/&]\s*")
#: Between the parts of a title that stood in several header rows.
JOINT = " – "


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that a column may hold."""

    code: str
    label: str
    kind: str
    required: bool = False
    digits: tuple[int, ...] = ()
    choices: str = ""
    of: str = ""  # the field that this part is joined into
    rank: int = 0
    present: bool = False  # a place as it is called now, not as it was called then


def _fields() -> dict[str, Field]:
    return {
        code: Field(
            code=code,
            label=row["vi"],
            kind=row["kind"],
            required=row.get("required", False),
            digits=tuple(row.get("digits", ())),
            choices=row.get("choices", ""),
            of=row.get("of", ""),
            rank=row.get("rank", 0),
            present=row.get("present", False),
        )
        for code, row in load("fields").items()
    }


#: Every field by its code, in the order of the catalogue.
FIELDS: Mapping[str, Field] = _fields()


@lru_cache(maxsize=8_192)
def title_key(title: str) -> str:
    """How titles are compared: "Số CCCD *⏎(12 số)" and "so cccd" are one; the joint of group and part is kept."""
    parts = (_part_key(part) for part in title.split(JOINT))
    return JOINT.join(part for part in parts if part)


def _part_key(part: str) -> str:
    folded = fold(part)
    plain = _SIGN.sub(" ", _HINT.sub(" ", folded)).strip() or _SIGN.sub(" ", folded).strip()
    plain = _ORDINAL.sub("", _FORMAT.sub("", plain)) or plain
    return _SLASH.sub("/", plain).strip(" /&")


@cache
def titles() -> Mapping[str, str]:
    """Key of a title -> code of its field."""
    known: dict[str, str] = {}
    for code, row in load("fields").items():
        for title in (row["vi"], *row["titles"]):
            known.setdefault(title_key(title), code)
    return known


def word_key(text: str) -> str:
    """How words in cells are compared."""
    return fold(text).strip(" .:;,()[]*")


@cache
def choices(name: str) -> Mapping[str, str]:
    """Word -> code of a list of choices."""
    return {word_key(word): code for code, words in load("words")["choices"][name].items() for word in words}


@cache
def words(name: str) -> frozenset[str]:
    """A list of words, as compared; signs that are nothing but punctuation stay as they are."""
    return frozenset(word_key(word) or word for word in map(str, load("words")[name]))


@cache
def marks(name: str) -> frozenset[str]:
    """A list of words as whole cells are compared: lower case, with marks or without."""
    listed = [str(word).lower() for word in load("words")[name]]
    return frozenset(listed) | frozenset(key for word in listed if (key := fold(word)))


@cache
def neutral_groups() -> frozenset[str]:
    return frozenset(title_key(title) for title in load("words")["neutral_groups"])


@cache
def kinds() -> Mapping[str, tuple[str, int, frozenset[str]]]:
    """Kind of sheet -> its Vietnamese name, how many titles tell it, and the titles."""
    return {
        kind: (row["vi"], row["least"], frozenset(title_key(title) for title in row["titles"]))
        for kind, row in load("words")["kinds"].items()
    }


@cache
def sums() -> Mapping[str, tuple[str, ...]]:
    """Field of a sum -> the fields that make it."""
    return {whole: tuple(parts) for whole, parts in load("words")["sums"].items()}


@cache
def identity_numbers() -> tuple[int, Mapping[str, tuple[str, int]]]:
    """The highest province number, and what the fourth digit says: sex and first year of the century."""
    row = load("words")["identity_number"]
    return row["provinces"], {digit: (sex, year) for digit, (sex, year) in row["centuries"].items()}
