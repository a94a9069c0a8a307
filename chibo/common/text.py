"""Vietnamese text: one way to store it, one to search it, one to put it in order."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SORT_KEY_LENGTH = 160

#: The alphabet with the four foreign letters in their usual places; a letter's rank is its order.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
#: Ranks are written in characters that every collation puts in this order.
_RANK = dict(zip(_ALPHABET, "123456789abcdefghijklmnopqrstuvwxyz", strict=False))
_MARKED = {("a", "\u0306"), ("a", "\u0302"), ("e", "\u0302"), ("o", "\u0302"), ("o", "\u031b"), ("u", "\u031b")}
#: Level, falling, asking, tumbling, sharp, heavy: the order of dictionaries.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}

_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")  # look-alikes that old keyboards typed

_LOOK_ALIKES = re.compile("[ÐðƉɖ]")
#: The marks that Vietnamese letters carry, taken apart.
_MARKS = re.compile("[\u0300-\u036f]+")

_LOWER = _ALPHABET + "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
#: Text typed for a pre-Unicode font and pasted as it was: "NguyÔn V¨n An" (TCVN3), "Nguyeãn Vaên An" (VNI).
_LEGACY = re.compile(
    r"[^\W\d_][¨©¬®µ¶·¸¹¼½¾\u00ad]|[¨©¬®µ¶·¸¹¼½¾\u00ad][^\W\d_]|[^\W\d_][ª«»¡¢£¤¥¦§][^\W\d_]"
    rf"|[{_LOWER}][ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞß]"
    r"|§[^\W\d_]|[aA][âêùøûõïáàåãäéèúüëÂÊÙØÛÕÏÁÀÅÃÄÉÈÚÜË]|[eE][âùøûõïáàåãäÂÙØÛÕÏÁÀÅÃÄ]|[oO][âùøûõïåäÂÙØÛÕÏÅÄ]"
    r"|[ôöuÔÖU][ùøûõïÙØÛÕÏ]|ö[ôoiu]|Ö[ÔOIU]|[yY][ùøûõÙØÛÕ]|\b[ñÑ][^\W\d_]"
)

#: What every such text has; quickly looked for, and most texts have none of it.
_PERHAPS_LEGACY = re.compile(
    "[¨©¬®µ¶·¸¹¼½¾\u00adª«»¡¢£¤¥¦§ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßöñ]|[aAeEoOôuUyY][âêùøûõïáàåãäéèúüëÂÊÙØÛÕÏÁÀÅÃÄÉÈÚÜË]"
)


def nfc(text: str) -> str:
    """As it is stored: composed, one space between words, none around, nothing invisible."""
    # Most texts are so, and quickly seen: printable text holds nothing invisible, and no space but the plain one.
    if (
        text.isprintable()
        and (text.isascii() or (unicodedata.is_normalized("NFC", text) and not _LOOK_ALIKES.search(text)))
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
    ):
        return text
    composed = unicodedata.normalize("NFC", text).translate(_ETH)
    visible = (char for char in composed if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"})
    return unicodedata.normalize("NFC", " ".join("".join(visible).split()))


def fold(text: str) -> str:
    """As it is searched: lower case without marks, so that "Đặng Thị Bưởi" is found by "dang thi buoi"."""
    stored = nfc(text)
    quick = " ".join(map(_folded, stored.split(" ")))
    if quick.isascii():
        return quick
    plain = _strip(_strip(stored).lower()).replace("đ", "d")
    return nfc(plain)


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", word)).lower().replace("đ", "d")


def _strip(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def sort_key(family: str, given: str) -> str:
    """As lists are ordered: by given name, then by family and middle names; plain letters and digits only."""
    key = "00".join((*_ranks(given), *_ranks(family)))
    return key[:SORT_KEY_LENGTH]


@lru_cache(maxsize=5_000)
def _ranks(name: str) -> tuple[str, str]:
    """The letters of a name, then its tones: dictionaries compare tones only between words of equal letters."""
    words = [_word(word) for word in nfc(name).lower().split()]
    return "0".join([letters for letters, _ in words]), "".join([tone for _, tone in words])


@lru_cache(maxsize=20_000)
def _word(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tone = "1"
    for char in unicodedata.normalize("NFD", word):
        if letters and (letters[-1], char) in _MARKED:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        elif char in _RANK:
            letters.append(char)
        else:
            tone = _TONES.get(char, tone)
    return "".join(_RANK[letter] for letter in letters), tone


#: A folded letter -> the letters that it may stand for.
_MAY_BE = {"a": "aăâ", "d": "dđ", "e": "eê", "o": "oôơ", "u": "uư"}
_MOST_SPELLINGS = 64


def sort_ranges(word: str) -> list[tuple[str, str]]:
    """Where names whose given name begins with the folded word stand in the order: ``[low, high)`` of sort keys.

    One range for each way of marking its vowels, in order; none for a word with too many of them.
    """
    spellings = [""]
    for letter in fold(word):
        if letter not in _RANK:
            return []
        spellings = [spelling + mark for spelling in spellings for mark in _MAY_BE.get(letter, letter)]
        if len(spellings) > _MOST_SPELLINGS:
            return []
    prefixes = sorted("".join(_RANK[letter] for letter in spelling) for spelling in spellings)
    return [(prefix, prefix + "zzzz") for prefix in prefixes]  # no letter ranks as high as z


def initials(name: str) -> str:
    """``NVA`` for Nguyễn Văn An."""
    return "".join(word[0] for word in nfc(name).split()).upper()


def has_legacy_font(text: str) -> bool:
    """Whether the text looks typed for a TCVN3 or VNI font, and so cannot be read as it stands."""
    composed = unicodedata.normalize("NFC", text)
    return _PERHAPS_LEGACY.search(composed) is not None and _LEGACY.search(composed) is not None


#: What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """As it may stand in a spreadsheet: what a program could take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def unsafe(text: str) -> str:
    """What :func:`safe` made safe, as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
