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


def numbers_asked(life: Life, catalogue: Catalogue) -> frozenset[int]:
    """The numbers of the papers that must be there: the same as :func:`required` says, without the reasons."""
    return _asked(frozenset(occasions_of(life)), catalogue)


def _asked(codes: frozenset[str], catalogue: Catalogue) -> frozenset[int]:
    """Thousands of people share a few lives: what each calls for is looked up once."""
    if codes not in catalogue.asked:
        catalogue.asked[codes] = frozenset(p.number for p in catalogue.papers.values() if p.needed in codes)
    return catalogue.asked[codes]


def by_priority(numbers: Iterable[int], catalogue: Catalogue) -> Mapping[int, int]:
    """Priority -> how many of these papers."""
    counts = dict.fromkeys(catalogue.priorities, 0)
    for number in numbers:
        counts[catalogue.papers[number].priority] += 1
    return counts
