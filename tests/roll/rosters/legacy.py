"""Vietnamese typed for fonts before Unicode, for tests: the tables of the reader, the other way round."""

from __future__ import annotations

import unicodedata

from chibo.roll.rosters.reading.encodings import tables


def tcvn3(text: str) -> str:
    """As typed in a .VnTime font; capitals with tones do not exist there and become small letters."""
    return _through("TCVN3", text)


def vni(text: str) -> str:
    return _through("VNI", text)


def _through(name: str, text: str) -> str:
    back = {letter: code for code, letter in tables()[name].items()}
    return "".join(back.get(char) or back.get(char.lower()) or char for char in unicodedata.normalize("NFC", text))
