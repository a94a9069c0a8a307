"""Documents to one PDF, through a typesetter that stays warm between calls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from chibo.foundation.papers.document import Document
from chibo.foundation.papers.templates import page

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts"
_ONE_AT_A_TIME = Lock()


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    source = _HERE / "templates" / "papers" / "paper.typ"
    return typst.Compiler(input=str(source), root=str(source.parent), font_paths=fonts)


def to_pdf(documents: Sequence[Document]) -> bytes:
    """One file for all; each paper starts a page, counts its own pages and stands in the outline."""
    if not documents:
        raise ValueError("no paper to print")
    inputs = {
        "page": json.dumps(page().raw, ensure_ascii=False),
        "papers": json.dumps([asdict(document) for document in documents], ensure_ascii=False),
        "title": documents[0].title if len(documents) == 1 else page().raw["bundle_title"],
    }
    with _ONE_AT_A_TIME:
        pdf = _compiler().compile(format="pdf", sys_inputs=inputs, timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return pdf
