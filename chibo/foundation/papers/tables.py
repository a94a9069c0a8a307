"""Tables on paper: the heads of the issuing body, one table over as many pages as it needs, places to sign."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from chibo.foundation.papers.pdf import FONTS

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[str, ...]
    strong: bool = False
    level: int = 0  # how far the first cell stands in


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Every text as it is to stand; ``heads`` are (group, label), ``numbers`` the columns that stand to the right."""

    title: str
    issuer: str
    heads: tuple[tuple[str, str], ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    superior: str = ""
    motto: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    under: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ("NGƯỜI LẬP BIỂU", "DUYỆT BIỂU")
    signing: str = "(Ký, ghi rõ họ tên)"
    foot: str = ""
    landscape: bool = False


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    source = Path(__file__).parent / "templates" / "papers" / "table.typ"
    return typst.Compiler(input=str(source), root=str(source.parent), font_paths=fonts)


def render_table(table: PrintedTable) -> bytes:
    """The table as PDF; the same data give the same bytes."""
    return render_tables([table])


def render_tables(tables: Sequence[PrintedTable]) -> bytes:
    """Several tables in one PDF, each from a page of its own; their pages are numbered through."""
    told = json.dumps([asdict(table) for table in tables], ensure_ascii=False)
    with _ONE_AT_A_TIME:
        pdf = _compiler().compile(format="pdf", sys_inputs={"tables": told}, timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return pdf
