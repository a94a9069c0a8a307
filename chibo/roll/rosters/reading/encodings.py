"""Text whose letters went through the wrong table: UTF-8 read as Western, and fonts before Unicode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from chibo.roll.rosters.reading.vocabulary.files import load

#: What the letters of Vietnamese become when their UTF-8 bytes are read as Windows-1252.
_GARBLED = re.compile(r"á[»º][\x80-\uffff]|Ã[\x80-\xbf\u0152-\u2122]|Ä[\x80-\xbf\u0152-\u2122]|Æ[°¡]|áº|á»")


def garbled(text: str) -> bool:
    """Whether the text is UTF-8 that was decoded wrongly and stored so."""
    return _GARBLED.search(text) is not None and repaired(text) != text


def repaired(text: str) -> str:
    """What was probably meant; the text itself when it cannot be told. Only ever to be proposed."""
    from ftfy.bad_codecs.sloppy import CODECS  # only when such text turns up: a tenth of a second

    try:
        raw, _ = CODECS["sloppy-windows-1252"].encode(text, "strict")
        return raw.decode("utf-8")
    except (UnicodeError, KeyError):
        return text


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Name of an old encoding -> its codes, as they look read as Windows-1252, and their letters."""
    return {name: row["letters"] for name, row in load("encodings").items()}
