"""Which papers a file must hold, each with its reason; and what is missing of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chibo.common.dates import PartialDate
from chibo.foundation.rulebook.model import Citation
from chibo.roll.files.catalogue import Catalogue, PaperKind
from chibo.roll.files.rules.days import in_words
from chibo.roll.files.rules.occasions import Life, occasions_of


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper that a person's own life calls for, or (``possible``) on whose occasion it may exist."""

    paper: PaperKind
    reason: str  # "Được công nhận chính thức ngày 05/09/2026"
    citation: Citation
    possible: bool = False


def required(life: Life, catalogue: Catalogue) -> list[Needed]:
    """In the order of the catalogue; what is only possible is marked."""
    occasions = occasions_of(life)
    found = []
    for paper in catalogue.papers.values():
        code = paper.needed or paper.possible
        if code in occasions:
            occasion = catalogue.occasions[code]
            reason = _reason(occasion.reason, occasions[code])
            found.append(Needed(paper, reason, occasion.citation, possible=not paper.needed))
    return found


def _reason(sentence: str, days: Sequence[PartialDate | None]) -> str:
    said = " ".join(sentence.replace("{day}", in_words(days[-1])).split()).rstrip(",")
    return f"{said} và {len(days) - 1} lần trước" if len(days) > 1 else said


def missing(needed: Iterable[Needed], settled: Collection[int]) -> list[Needed]:
    """Those that must be there and are not settled: neither found present nor found not to be needed."""
    return [each for each in needed if not each.possible and each.paper.number not in settled]


def by_priority(needed: Iterable[Needed], catalogue: Catalogue) -> Mapping[int, int]:
    """Priority -> how many."""
    counts = dict.fromkeys(catalogue.priorities, 0)
    for each in needed:
        counts[each.paper.priority] += 1
    return counts
