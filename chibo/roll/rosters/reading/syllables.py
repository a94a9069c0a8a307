"""Whether a text is Vietnamese as it is spelled: the measure by which encodings are told apart."""

from __future__ import annotations

import re
import unicodedata

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?"
    r"(?:oai|oay|oeo|uai|uây|uôi|uyê|uya|uyu|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo"
    r"|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"""[^\s,;:.()/\\"'“”–\-+*=\d]+""")


def share_of_syllables(text: str) -> tuple[float, int]:
    """The share of well-spelled syllables among the words that carry marks or signs, and the number of such words.

    Words of plain letters say nothing about an encoding and are left out.
    """
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not words:
        return 1.0, 0
    return sum(1 for word in words if is_syllable(word)) / len(words), len(words)


def is_syllable(word: str) -> bool:
    """One syllable of Vietnamese with at most one tone, in small letters, capitals, or with a first capital."""
    composed = unicodedata.normalize("NFC", word)
    if not (composed.islower() or composed.isupper() or composed.istitle()):
        return False
    apart = unicodedata.normalize("NFD", composed.lower())
    plain, tones = _TONES.subn("", apart)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)) is not None
