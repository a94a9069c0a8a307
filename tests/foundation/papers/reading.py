"""A form as the catalogue has it, and what a reader of its files sees."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import docx
from docx.table import Table
from pypdf import PdfReader


@dataclass(frozen=True)
class Confidence:
    binds: bool


@dataclass(frozen=True)
class Citation:
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True)
class Form:
    code: str
    title: str
    layout: str
    citation: Citation = Citation(Confidence(binds=True))


def pdf_words(pdf: bytes) -> str:
    """All text of all pages, single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def docx_words(file: bytes) -> str:
    """All text of the body in reading order, then head and foot of the first page."""
    word = docx.Document(BytesIO(file))
    said = []
    for part in word.iter_inner_content():
        if isinstance(part, Table):
            said += [cell.text for row in part.rows for cell in row.cells]
        else:
            said.append(part.text)
    section = word.sections[0]
    for edge in (section.first_page_header, section.first_page_footer):
        said += [paragraph.text for paragraph in edge.paragraphs]
    return " ".join(" ".join(said).split())
