"""A number of the law, of a document or of a form stands in chibo/law and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.architecture.tree import named, python_files, strings, templates

#: A document by its number, or by its kind and number, or the code of a form.
DOCUMENT = re.compile(
    r"\d+-(?:QĐ|HD|CT|NQ|KL|QC|TT)/(?:TW|BTCTW|UBKTTW|VPTW|BTGTW)"
    r"|(?:Quy định|Hướng dẫn|Chỉ thị|Kết luận|Nghị quyết|Quy chế)(?: số)? \d+"
    r"|\d+[A-C]?-(?:KNĐ|HSĐV|SĐV|KTCĐ)"
)
#: Clauses and limits in a sentence: the article comes from the citation, the number from a value.
CLAUSE = re.compile(r"\bĐiều \d|\b[Kk]hoản \d|\b[Đđ]iểm \d+\.\d|\b\d+ ngày làm việc|\b\d+ tuổi|\b2/3\b")


def said() -> Iterator[tuple[str, str]]:
    """Where, and what: the strings that the code uses (docstrings may cite) and the lines of the pages."""
    for path in python_files():
        yield from ((f"{named(path)}:{line}", text) for line, text in strings(path))
    for path in templates():
        yield from ((f"{named(path)}:{number}", line) for number, line in enumerate(path.read_text().splitlines(), 1))


def test_no_document_and_no_form_is_named_outside_the_law() -> None:
    assert not [f"{where} {text.strip()[:90]}" for where, text in said() if DOCUMENT.search(text)]


def test_no_clause_and_no_limit_is_typed_outside_the_law() -> None:
    assert not [f"{where} {text.strip()[:90]}" for where, text in said() if CLAUSE.search(text)]


def test_numbers_of_the_law_are_recognized() -> None:
    for cited in ("24-QĐ/TW", "Hướng dẫn 12-HD/BTCTW", "Chỉ thị số 28", "mẫu 4A-KNĐ", "2-KNĐ"):
        assert DOCUMENT.search(cited), cited
    for clause in ("Điều 5", "khoản 2", "60 ngày làm việc", "ít nhất 2/3"):
        assert CLAUSE.search(clause), clause
    for innocent in ("Quyết định 15-QĐ/TU", "điều kiện", "Hướng dẫn {number}"):
        assert not DOCUMENT.search(innocent), innocent
        assert not CLAUSE.search(innocent), innocent
