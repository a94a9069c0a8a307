"""What a title means: by itself, by its lowest part, nearly, or as several titles in one."""

from __future__ import annotations

from functools import cache, lru_cache

from chibo.roll.rosters.reading.vocabulary import JOINT, neutral_groups, title_key, titles

#: Words that titles carry without meaning more.
_FILLERS = {"dang", "vien", "cua", "hien", "nay", "ghi", "ro", "neu", "co", "dong", "chi", "so", "theo", "cac"}
_SHORTEST_TYPO = 5


@lru_cache(maxsize=8_192)
def field_of(title: str) -> str:
    """The field of a title, or of its lowest part when the group above says nothing of its own."""
    known = titles()
    key = title_key(title)
    if code := known.get(key):
        return code
    group, _, leaf = key.rpartition(JOINT)
    if not group:
        return ""
    if code := known.get(f"{group} {leaf}"):
        return code
    return known.get(leaf, "") if all(part in neutral_groups() for part in group.split(JOINT)) else ""


@cache
def pieces() -> frozenset[str]:
    """Whole titles and the groups that they may stand under."""
    known = titles()
    return frozenset(known) | frozenset(key.split(JOINT)[0] for key in known) | neutral_groups()


@lru_cache(maxsize=8_192)
def several(title: str) -> tuple[str, ...]:
    """Two or more known titles written after one another in one header cell."""
    key = title_key(title)
    return () if JOINT in key else _several(tuple(key.replace("/", " ").split()))


def _several(words: tuple[str, ...]) -> tuple[str, ...]:
    known = titles()
    for cut in range(2, len(words) - 1):
        first = known.get(" ".join(words[:cut]))
        if not first:
            continue
        second = known.get(" ".join(words[cut:]))
        rest = (second,) if second else _several(words[cut:])
        if rest and first not in rest:
            return (first, *rest)
    return ()


def near(title: str) -> str:
    """The field of a title that differs by fillers, or by one letter of one long word."""
    mine = title_key(title).split()
    for known, code in titles().items():
        theirs = known.split()
        if _without_fillers(mine) and _without_fillers(mine) == _without_fillers(theirs):
            return code
        if len(mine) == len(theirs):
            different = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
            if len(different) == 1 and _one_letter(*different[0]):
                return code
    return ""


def _without_fillers(words: list[str]) -> list[str]:
    return kept if len(kept := [word for word in words if word not in _FILLERS]) >= 2 else []


def _one_letter(a: str, b: str) -> bool:
    if min(len(a), len(b)) < _SHORTEST_TYPO or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return sum(x != y for x, y in zip(short, long, strict=True)) == 1
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
