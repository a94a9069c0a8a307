"""Documents to Word files with real styles, so that an office can go on working on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from chibo.foundation.papers.document import (
    Block,
    Closing,
    Document,
    Line,
    Paragraph,
    Signature,
    Table,
    Text,
    Writing,
)
from chibo.foundation.papers.templates import page

FONT = "Times New Roman"
#: No clock: a file made twice is the same file.
_MADE_AT = datetime(1980, 1, 1, tzinfo=UTC)
_ALIGN = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
}
Container = WordDocument | _Cell


def to_docx(document: Document) -> bytes:
    return _Writer(document).bytes()


class _Writer:
    """One Word file. Measures come from the page settings of the law's forms."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.page: Any = page().raw
        self.sizes: dict[str, float] = self.page["sizes"]
        self.width = 210 - self.page["margins"]["left"] - self.page["margins"]["right"]
        self.word = docx.Document()

    def bytes(self) -> bytes:
        self._properties()
        self._styles()
        self._section()
        self._head()
        self._kind()
        write: dict[str, Callable[[Any], None]] = {
            "paragraph": self._paragraph,
            "line": self._line,
            "writing": self._writing,
            "table": self._table,
            "closing": self._closing,
        }
        block: Block
        for block in self.document.blocks:
            write[block.kind](block)
        return _same_bytes(self.word)

    def _properties(self) -> None:
        properties = self.word.core_properties
        properties.title, properties.language = self.document.title, "vi-VN"
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = _MADE_AT

    def _styles(self) -> None:
        sizes, normal = self.sizes, self.word.styles["Normal"]
        assert isinstance(normal, ParagraphStyle)
        normal.font.size = Pt(sizes["body"])
        _font(normal)
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.line_spacing = 1.0
        body = self._style("Văn bản Đảng – nội dung", sizes["body"], after=2)
        body.paragraph_format.first_line_indent = Mm(self.page["indent"])
        self._style("Văn bản Đảng – dòng khai", sizes["body"], after=2)
        self._style("Văn bản Đảng – tiêu đề", sizes["motto"], bold=True, center=True)
        self._style("Văn bản Đảng – cấp trên", sizes["superior"], center=True)
        self._style("Văn bản Đảng – cơ quan", sizes["issuer"], bold=True, center=True)
        self._style("Văn bản Đảng – số, ngày", sizes["number"], center=True)
        self._style("Văn bản Đảng – tên loại", sizes["kind"], bold=True, center=True, before=10)
        self._style("Văn bản Đảng – trích yếu", sizes["abstract"], bold=True, center=True)
        self._style("Văn bản Đảng – mục", sizes["body"], bold=True, before=2, after=2)
        self._style("Văn bản Đảng – bảng", sizes["table"])
        self._style("Văn bản Đảng – ký", sizes["body"], bold=True, center=True)
        self._style("Văn bản Đảng – nơi nhận", sizes["recipients"])
        self._style("Văn bản Đảng – ghi chú", sizes["note"])

    def _style(
        self, name: str, size: float, *, bold: bool = False, center: bool = False, before: int = 0, after: int = 0
    ) -> ParagraphStyle:
        style = self.word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = self.word.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), bold
        _font(style)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if center:
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return style

    def _section(self) -> None:
        section, margins = self.word.sections[0], self.page["margins"]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(margins["top"]), Mm(margins["bottom"])
        section.left_margin, section.right_margin = Mm(margins["left"]), Mm(margins["right"])
        section.header_distance = Mm(self.page["page_number_from_edge"])
        section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _page_number(number)
        mark = section.first_page_header.paragraphs[0]
        mark.style = self.word.styles["Văn bản Đảng – ghi chú"]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run(self.document.mark).italic = True
        for footer in (section.first_page_footer, section.footer):
            for at, note in enumerate(self.document.notes):
                line = footer.paragraphs[0] if at == 0 else footer.add_paragraph()
                line.style = self.word.styles["Văn bản Đảng – ghi chú"]
                line.add_run(note).italic = True

    def _head(self) -> None:
        head = self.document.head
        if not head.issuer:
            self._motto(self.word.add_paragraph(), self.width)
            if head.place_and_day:
                place = self._say(self.word, head.place_and_day, "Văn bản Đảng – số, ngày", italic=True)
                place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                place.paragraph_format.space_before = Pt(4)
            return
        right = self.page["right_column"]
        table = self._frame((self.width - right, right))
        left_cell, right_cell = table.rows[0].cells
        if head.superior:
            self._say(left_cell, head.superior, "Văn bản Đảng – cấp trên")
        self._say(left_cell, head.issuer, "Văn bản Đảng – cơ quan")
        left_cell.add_paragraph("*", style="Văn bản Đảng – số, ngày")
        if head.number:
            self._say(left_cell, head.number, "Văn bản Đảng – số, ngày")
        if head.abstract:
            self._say(left_cell, head.abstract, "Văn bản Đảng – số, ngày", italic=True, size="letter_abstract")
        _drop_first(left_cell)
        self._motto(right_cell.paragraphs[0], right)
        place = self._say(right_cell, head.place_and_day, "Văn bản Đảng – số, ngày", italic=True)
        place.paragraph_format.space_before = Pt(4)

    def _motto(self, paragraph: WordParagraph, width: float) -> None:
        """The rule is the paragraph's lower border, drawn in from both sides to the length of the words."""
        head = self.document.head
        paragraph.style = self.word.styles["Văn bản Đảng – tiêu đề"]
        paragraph.add_run(head.motto)
        side = max((width - head.rule) / 2 - 2, 0)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
        _rule_below(paragraph)

    def _kind(self) -> None:
        if not self.document.kind:
            self.word.add_paragraph()
            return
        self._say(self.word, self.document.kind, "Văn bản Đảng – tên loại")
        if not self.document.abstract:
            return
        self._say(self.word, self.document.abstract, "Văn bản Đảng – trích yếu")
        rule = self.word.add_paragraph(style="Văn bản Đảng – ghi chú")
        side = Mm((self.width - self.page["abstract_rule"]) / 2)
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = side
        rule.paragraph_format.line_spacing = Pt(5)
        rule.paragraph_format.space_after = Pt(8)
        _rule_below(rule)

    def _say(self, where: Container, text: Text, style: str, *, italic: bool = False, size: str = "") -> WordParagraph:
        paragraph = where.add_paragraph(style=style)
        for run in text:
            made = paragraph.add_run(run.text)
            made.bold = True if run.bold else None
            made.italic = True if run.italic or italic else None
            if size:
                made.font.size = Pt(self.sizes[size])
        return paragraph

    def _paragraph(self, block: Paragraph) -> None:
        heading = not block.indent and block.align == "left"
        style = "Văn bản Đảng – mục" if heading else "Văn bản Đảng – nội dung"
        paragraph = self._say(self.word, block.text, style)
        for run, said in zip(paragraph.runs, block.text, strict=True):
            run.bold = said.bold
        paragraph.alignment = _ALIGN[block.align]
        paragraph.paragraph_format.keep_with_next = block.keep
        if not block.indent:
            paragraph.paragraph_format.first_line_indent = Mm(0)

    def _line(self, block: Line) -> None:
        if len(block.cells) == 1:
            self._field(self.word, block.cells[0], self.width, keep=block.keep)
            return
        shares = self.page["cells"][: len(block.cells)]
        widths = [self.width * share / sum(shares) for share in shares]
        table = self._frame(tuple(widths))
        for cell, text, width in zip(table.rows[0].cells, block.cells, widths, strict=True):
            self._field(cell, text, width - 4, keep=block.keep)
            _drop_first(cell)

    def _field(self, where: Container, text: Text, width: float, *, keep: bool = False) -> None:
        """A label and its fact; dots run to the edge when the fact is missing."""
        open_end = bool(text and text[-1].dots)
        paragraph = self._say(where, text[:-1] if open_end else text, "Văn bản Đảng – dòng khai")
        paragraph.paragraph_format.keep_with_next = keep
        if open_end:
            self._leader(paragraph, width)

    def _leader(self, paragraph: WordParagraph, width: float) -> None:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run("\t")

    def _writing(self, block: Writing) -> None:
        for _ in range(block.lines):
            line = self.word.add_paragraph(style="Văn bản Đảng – dòng khai")
            line.paragraph_format.space_before = Length(Mm(self.page["writing_space"]) - Pt(self.sizes["body"] * 1.15))
            line.paragraph_format.space_after = Pt(0)
            self._leader(line, self.width)
        line.paragraph_format.space_after = Pt(6)

    def _table(self, block: Table) -> None:
        table = self.word.add_table(rows=1, cols=len(block.headings), style="Table Grid")
        for cell, heading in zip(table.rows[0].cells, block.headings, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = self.word.styles["Văn bản Đảng – bảng"]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(heading).bold = True
        _repeat(table)
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                self._say(cell, text, "Văn bản Đảng – bảng")
                _drop_first(cell)
        _widths(table, tuple(self.width * share / sum(block.widths) for share in block.widths))
        _margins(table, beside=3, above=1)
        self.word.add_paragraph(style="Văn bản Đảng – ghi chú")

    def _closing(self, block: Closing) -> None:
        signatures: list[Signature | None] = list(block.signatures)
        if block.recipients or len(signatures) == 1:
            signatures.insert(0, None)
        self.word.add_paragraph(style="Văn bản Đảng – ghi chú").paragraph_format.keep_with_next = True
        right = self.page["right_column"]
        others = (self.width - right) / (len(signatures) - 1)
        table = self._frame((*(others for _ in signatures[1:]), right))
        for cell, signature in zip(table.rows[0].cells, signatures, strict=True):
            if signature is None:
                self._recipients(cell, block.recipients)
            else:
                self._signature(cell, signature)
            _drop_first(cell)

    def _recipients(self, cell: _Cell, recipients: tuple[Text, ...]) -> None:
        label = cell.add_paragraph(style="Văn bản Đảng – nơi nhận")
        if recipients:
            run = label.add_run("Nơi nhận:")
            run.underline, run.font.size = True, Pt(self.sizes["recipients_label"])
        for recipient in recipients:
            paragraph = self._say(cell, recipient, "Văn bản Đảng – nơi nhận")
            paragraph.runs[0].text = f"- {paragraph.runs[0].text}"

    def _signature(self, cell: _Cell, signature: Signature) -> None:
        if signature.day:
            day = self._say(cell, signature.day, "Văn bản Đảng – số, ngày", italic=True)
            day.paragraph_format.keep_with_next = True
        if signature.authority:
            self._say(cell, signature.authority, "Văn bản Đảng – ký")
        if signature.post:
            self._say(cell, signature.post, "Văn bản Đảng – ký")
        if signature.hint:
            hint = cell.add_paragraph(style="Văn bản Đảng – ký").add_run(f"({signature.hint})")
            hint.bold, hint.italic, hint.font.size = False, True, Pt(self.sizes["hint"])
        name = self._say(cell, signature.name, "Văn bản Đảng – ký")
        name.paragraph_format.space_before = Mm(self.page["signing_space"])

    def _frame(self, widths: tuple[float, ...]) -> WordTable:
        """A table without lines that only sets things side by side and is never torn apart."""
        table: WordTable = self.word.add_table(rows=1, cols=len(widths))
        _widths(table, widths)
        _margins(table, beside=0)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return table


def _font(style: ParagraphStyle) -> None:
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)


def _rule_below(paragraph: WordParagraph) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _page_number(paragraph: WordParagraph) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run.append(mark)


def _widths(table: WordTable, widths: tuple[float, ...]) -> None:
    """Some readers believe the columns, others the cells: both are told."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _margins(table: WordTable, *, beside: int, above: int = 0) -> None:
    """Room in every cell, in points; what Word takes by itself breaks words in narrow columns."""
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(points * 20))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _repeat(table: WordTable) -> None:
    """The headings stand again on every page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _drop_first(cell: _Cell) -> None:
    """A new cell holds an empty paragraph; once others stand in it, it goes."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def _same_bytes(word: WordDocument) -> bytes:
    """Word files are zip archives; their parts are written again without the time of day."""
    raw, fixed = BytesIO(), BytesIO()
    word.save(raw)
    with ZipFile(raw) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()
