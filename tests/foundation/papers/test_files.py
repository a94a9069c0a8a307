"""The files: the same words in Word and PDF, the font inside, nothing said by a clock, nothing run as code."""

from __future__ import annotations

import re
from collections import Counter
from io import BytesIO
from itertools import pairwise

import docx
import pytest
from pypdf import PdfReader

from chibo.foundation.papers.document import Closing, Line, Paragraph
from chibo.foundation.papers.printing import document_of, render_docx, render_pdf
from chibo.foundation.papers.templates import layouts
from tests.foundation.papers.reading import Form, docx_words, pdf_words
from tests.foundation.papers.sample import FACTS

RESOLUTION = Form("6-KNĐ", "Nghị quyết của chi bộ đề nghị kết nạp đảng viên", "knd-06")
NASTY = (
    "Nguyễn #panic() $x^2$ *đậm* _nghiêng_ [a](b) \\ `mã` <nhãn> @tên ~ -- {{ person }} {% x %} & < > \"kép\" 'đơn'"
)
LETTERS = "ẵ ệ Đ ờ ữ ặ ẫ ỗ ợ ử ỵ ỹ Ẵ Ệ Ờ Ữ Ặ Ỗ Ợ Ử Ỵ Ỹ ĩ Ĩ ũ Ũ"


def letters(text: str) -> str:
    """What is left when spaces and dotted lines are taken away."""
    return re.sub(r"[\s.\u00a0]", "", text)


@pytest.mark.parametrize("layout", layouts())
def test_word_and_pdf_say_the_same(layout: str) -> None:
    """Letter by letter; the file of pages repeats the foot and counts, the Word file leaves that to its reader."""
    form = Form(layout, layout, layout)
    pdf = render_pdf([(form, FACTS)])
    pages = len(PdfReader(BytesIO(pdf)).pages)
    foot = "".join(document_of(form, FACTS).notes) * (pages - 1)
    numbers = "".join(str(page) for page in range(2, pages + 1))
    assert Counter(letters(pdf_words(pdf))) == Counter(letters(docx_words(render_docx(form, FACTS)) + foot + numbers))


def test_the_font_is_inside_and_draws_vietnamese() -> None:
    pdf = render_pdf([(RESOLUTION, FACTS | {"person_name": LETTERS})])
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts and all("+Tinos" in font for font in fonts)
    assert letters(LETTERS) in letters(pdf_words(pdf))


def test_word_asks_for_the_font_by_the_name_that_offices_have() -> None:
    word = docx.Document(BytesIO(render_docx(RESOLUTION, FACTS)))
    assert word.styles["Normal"].font.name == "Times New Roman"
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert used <= {name for style in word.styles if (name := style.name).startswith("Văn bản Đảng")}


@pytest.mark.parametrize("layout", ["knd-02", "phieu-bo-sung", "knd-13"])
def test_a_signature_takes_the_line_before_it_along(layout: str) -> None:
    """A page with nothing but a name is what somebody could put under other words."""
    blocks = document_of(Form(layout, layout, layout), FACTS).blocks
    before = [one for one, after in pairwise(blocks) if isinstance(after, Closing)]
    assert before and all(isinstance(one, Paragraph | Line) and one.keep for one in before)


def test_a_date_is_not_broken_in_a_narrow_column_of_a_word_file() -> None:
    form = Form("so-dang-vien", "so-dang-vien", "so-dang-vien")
    grids = [t for t in docx.Document(BytesIO(render_docx(form, FACTS))).tables if t.style.name == "Table Grid"]
    sides = [t._tbl.tblPr.xpath("w:tblCellMar/w:left/@w:w") for t in grids]
    assert sides == [["60"]], "three points, where Word takes more than five by itself"


def test_a_name_prints_as_it_is_whatever_its_signs() -> None:
    data = FACTS | {"person_name": NASTY, "absent": [NASTY], "legal_bases": [NASTY]}
    assert letters(NASTY) in letters(pdf_words(render_pdf([(RESOLUTION, data)])))
    assert letters(NASTY) in letters(docx_words(render_docx(RESOLUTION, data)))


def test_the_same_record_gives_the_same_bytes() -> None:
    assert render_pdf([(RESOLUTION, FACTS)]) == render_pdf([(RESOLUTION, FACTS)])
    assert render_docx(RESOLUTION, FACTS) == render_docx(RESOLUTION, FACTS)


def test_each_paper_counts_its_own_pages_and_stands_in_the_outline() -> None:
    long = FACTS | {"legal_bases": [f"Văn bản thứ {n} về một việc nào đó" for n in range(40)]}
    reader = PdfReader(BytesIO(render_pdf([(RESOLUTION, long), (RESOLUTION, long), (RESOLUTION, FACTS)])))
    first_lines = [page.extract_text().strip().splitlines() for page in reader.pages]
    numbers = [next((line for line in lines if line.strip() in {"2", "3"}), "1") for lines in first_lines]
    assert numbers in (["1", "2", "1", "2", "1"], ["1", "2", "1", "2", "1", "2"], ["1", "2", "3", "1", "2", "3", "1"])
    assert [entry["/Title"] for entry in reader.outline] == [f"{RESOLUTION.code} – {RESOLUTION.title}"] * 3


def test_the_papers_of_a_case_in_one_file() -> None:
    forms = [Form(layout, layout, layout) for layout in layouts() if layout.startswith("knd-")][:16]
    pdf = render_pdf([(form, FACTS) for form in forms])
    assert len(PdfReader(BytesIO(pdf)).outline) == 16


def test_no_paper_no_file() -> None:
    with pytest.raises(ValueError, match="no paper"):
        render_pdf([])
