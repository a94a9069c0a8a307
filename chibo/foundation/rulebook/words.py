"""chibo/law/words.yaml: the words of the trade for the codes of the law's files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from chibo.foundation.rulebook.loader import LAW


@cache
def words(shelf: str) -> Mapping[str, str]:
    """All words of one kind, in the order of the file: subjects, matters, levels, parts, guards …"""
    return _all()[shelf]


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    shelves: dict[str, dict[str, str]] = yaml.safe_load((LAW / "words.yaml").read_text(encoding="utf-8"))
    return shelves


def word(shelf: str, code: str) -> str:
    """The words for a code; the code itself where the law has gained one that nobody has named yet."""
    return words(shelf).get(code, code)
