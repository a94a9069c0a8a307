"""The catalogue of papers as ``chibo/law/register/paper_catalogue.yaml`` states it, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

import chibo
from chibo.foundation.rulebook.law import rulebook
from chibo.foundation.rulebook.model import Citation, Confidence

SOURCE: Final = Path(chibo.__file__).parent / "law" / "register" / "paper_catalogue.yaml"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What in a person's life calls for a paper, and where that stands written."""

    code: str
    reason: str  # a sentence with the place of the day
    citation: Citation


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One of the catalogue's kinds of paper; ``needed`` and ``possible`` name occasions."""

    number: int
    title: str
    priority: int
    needed: str = ""
    possible: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Papers by number in their order, the words of the priorities, and the occasions by code."""

    citation: Citation
    priorities: Mapping[int, str]
    occasions: Mapping[str, Occasion]
    papers: Mapping[int, PaperKind]
    asked: dict[frozenset[str], frozenset[int]] = field(default_factory=dict, compare=False)  # looked up before

    def paper_for(self, occasion: str) -> PaperKind | None:
        """The first paper that the occasion makes necessary."""
        return next((paper for paper in self.papers.values() if paper.needed == occasion), None)


@cache
def catalogue() -> Catalogue:
    """The catalogue as it ships.

    Raises:
        ValueError: a number stands twice or is left out, or a paper names an unknown occasion or priority.
    """
    return read_catalogue(yaml.safe_load(SOURCE.read_text(encoding="utf-8")))


def read_catalogue(raw: Mapping[str, Any]) -> Catalogue:
    grounds = raw["grounds"]
    occasions = {
        code: Occasion(code, row["reason"], _citation(grounds[row["ground"]], row["confidence"]))
        for code, row in raw["occasions"].items()
    }
    papers: dict[int, PaperKind] = {}
    for row in raw["papers"]:
        paper = PaperKind(row["number"], row["title"], row["priority"], row.get("needed", ""), row.get("possible", ""))
        if paper.number != len(papers) + 1:
            raise ValueError(f"paper {paper.number} stands where {len(papers) + 1} is expected")
        if paper.priority not in raw["priorities"] or not {paper.needed, paper.possible} <= {"", *occasions}:
            raise ValueError(f"paper {paper.number} names an unknown priority or occasion")
        papers[paper.number] = paper
    return Catalogue(_citation(raw["source"], raw["confidence"]), raw["priorities"], occasions, papers)


def _citation(source: Mapping[str, str], confidence: str) -> Citation:
    return Citation(rulebook().instruments[source["instrument"]], source["clause"], Confidence(confidence))
