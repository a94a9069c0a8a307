"""A paper as blocks of text, before anyone chose between Word and PDF.

Both printers read this and nothing else, so the two files of one paper cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``dots`` marks the dotted place of a fact that the record lacks."""

    text: str
    bold: bool = False
    italic: bool = False
    dots: bool = False


Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    align: str = "justify"  # justify, center, left
    indent: bool = True  # first line
    keep: bool = False  # stays with what follows
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side; a cell that ends in a missing fact is filled with dots up to its edge."""

    cells: tuple[Text, ...]
    keep: bool = False  # stays with what follows
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class Writing:
    """Empty dotted lines for a pen."""

    lines: int
    kind: str = "writing"


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    widths: tuple[int, ...]  # shares of the text width
    rows: tuple[tuple[Text, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Signature:
    day: Text  # place and day, where the paper has none at its top
    authority: Text  # T/M CHI BỘ
    post: Text
    hint: str  # Ký, ghi rõ họ tên
    name: Text


@dataclass(frozen=True, slots=True)
class Closing:
    """The last block of a paper: recipients on the left when there are any, signatures beside them."""

    recipients: tuple[Text, ...]
    signatures: tuple[Signature, ...]
    kind: str = "closing"


Block = Paragraph | Line | Writing | Table | Closing


@dataclass(frozen=True, slots=True)
class Head:
    """The top of the first page. Without an issuing body the motto stands alone in the middle."""

    motto: str
    rule: int  # mm, as long as the motto
    superior: Text
    issuer: Text
    number: Text
    abstract: Text  # of a letter: under the number
    place_and_day: Text


@dataclass(frozen=True, slots=True)
class Document:
    mark: str  # "Mẫu 6-KNĐ", or empty
    title: str
    head: Head
    kind: Text
    abstract: Text
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]  # at the foot of every page
