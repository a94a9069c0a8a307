"""A form says what the record says; what the record lacks is a dotted line and is listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.papers.document import Line, Paragraph
from chibo.foundation.papers.facts import PaperError, in_words
from chibo.foundation.papers.printing import document_of, facts_of, missing
from chibo.foundation.papers.templates import layouts
from tests.foundation.papers.reading import Citation, Confidence, Form
from tests.foundation.papers.sample import FACTS

RESOLUTION = Form("6-KNĐ", "Nghị quyết của chi bộ đề nghị kết nạp đảng viên", "knd-06")


def words(form: Form, data: dict[str, Any]) -> str:
    """The body of a filled form."""
    blocks = document_of(form, data).blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    texts += [cell for block in blocks if isinstance(block, Line) for cell in block.cells]
    return " ".join("".join(run.text for run in text) for text in texts)


def without(*names: str, **other: Any) -> dict[str, Any]:
    return {name: value for name, value in (FACTS | other).items() if name not in names}


@pytest.mark.parametrize("layout", layouts())
def test_a_full_record_leaves_nothing_open(layout: str) -> None:
    assert missing(Form(layout, layout, layout), FACTS) == []


@pytest.mark.parametrize("layout", layouts())
def test_an_empty_record_is_all_open(layout: str) -> None:
    """Each fact that the form asks for is listed once, in the form's own order, with the place where it is entered."""
    asked = [fact.name for fact in missing(Form(layout, layout, layout), {})]
    known = {fact.name: fact for fact in facts_of(layout)}
    assert asked and len(asked) == len(set(asked))
    assert set(asked) <= set(known)
    assert all(known[name].step for name in asked if known[name].kept_in == "step")


@pytest.mark.parametrize("layout", layouts())
def test_every_fact_that_a_form_names_changes_the_form(layout: str) -> None:
    form = Form(layout, layout, layout)
    ordinary = without("residence_exempt_ground", "delegated", "readmission")
    for fact in facts_of(layout):
        assert any(
            document_of(form, data) != document_of(form, data | {fact.name: None}) for data in (FACTS, ordinary)
        ), fact.name


def test_what_is_missing_says_where_to_enter_it() -> None:
    (lacking,) = missing(RESOLUTION, without("votes_for"))
    assert (lacking.name, lacking.step, lacking.field) == ("votes_for", "A15", "vote")
    assert lacking.label == "Số phiếu tán thành"


@pytest.mark.parametrize("nothing", [None, "", "   ", []])
def test_emptiness_is_missing(nothing: object) -> None:
    assert [fact.name for fact in missing(RESOLUTION, FACTS | {"chair_name": nothing})] == ["chair_name"]


def test_nought_is_a_value() -> None:
    assert missing(RESOLUTION, FACTS | {"votes_against": 0, "cv_eligible": False}) == []
    assert "Không tán thành: 0" in words(RESOLUTION, FACTS | {"votes_against": 0})


def test_a_hole_in_a_row_is_missing_too() -> None:
    rows = [FACTS["verifications"][0], FACTS["verifications"][0] | {"replied_on": None}]
    (lacking,) = missing(Form("2-KNĐ", "Lý lịch", "knd-02"), FACTS | {"verifications": rows})
    assert lacking.name == "verifications.2.replied_on"
    assert lacking.label == "Thẩm tra lý lịch, dòng 2: Ngày trả lời"


def test_what_did_not_happen_is_neither_printed_nor_asked() -> None:
    """Nobody is excluded, nobody absent: the paper does not speak of it."""
    said = words(RESOLUTION, without("excluded", "absent"))
    assert "Vắng mặt" not in said and "Không tính vào" not in said
    assert missing(RESOLUTION, without("excluded", "absent")) == []


def test_a_first_admission_is_not_a_readmission() -> None:
    decision = Form("9-KNĐ", "Quyết định kết nạp đảng viên", "knd-09")
    assert "Kết nạp lại" in words(decision, FACTS)
    assert "Kết nạp lại" not in words(decision, without("readmission"))


def test_an_invented_person_is_marked_on_every_page() -> None:
    assert document_of(RESOLUTION, FACTS | {"invented": True}).notes[-1] == "Nhân vật minh họa, không có thật."
    for value in (False, None):
        assert not any("minh họa" in note for note in document_of(RESOLUTION, FACTS | {"invented": value}).notes)


def test_an_unconfirmed_code_is_named_at_the_foot() -> None:
    unsure = Form("20-KNĐ", "Công văn", "knd-20", Citation(Confidence(binds=False), "mã 20-KNĐ theo bộ mẫu 2018"))
    assert "mã 20-KNĐ theo bộ mẫu 2018" in document_of(unsure, FACTS).notes[0]
    assert "mã số mẫu" in document_of(Form("20-KNĐ", "", "knd-20", Citation(Confidence(binds=False))), FACTS).notes[0]
    assert "mã" not in document_of(RESOLUTION, FACTS).notes[0]


@pytest.mark.parametrize(
    ("value", "style", "said"),
    [
        (date(2026, 2, 5), "", "ngày 05 tháng 02 năm 2026"),
        ("2026-11-23", "", "ngày 23 tháng 11 năm 2026"),
        ("2026-03-09", "", "ngày 09 tháng 3 năm 2026"),
        ("1965", "", "năm 1965"),
        ("1965-05", "", "tháng 5 năm 1965"),
        ("2026-02-05", "short", "05/02/2026"),
        ("1965-05", "short", "05/1965"),
    ],
)
def test_days_as_the_party_writes_them(value: object, style: str, said: str) -> None:
    assert in_words(value, "day", style) == said


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("31/02/2026", "day"),
        ("2026-02-31", "day"),
        ("hôm qua", "day"),
        ("0,5", "count"),
        (-1, "count"),
        (True, "count"),
        ("có", "yes_no"),
        (1, "yes_no"),
        ("một chữ", "texts"),
    ],
)
def test_what_cannot_be_read_is_refused_not_guessed(value: object, kind: str) -> None:
    with pytest.raises(PaperError):
        in_words(value, kind)


def test_a_name_at_the_head_breaks_before_the_kind_of_place() -> None:
    assert in_words("Đảng bộ thành phố Phúc Yên", "text", "head") == "ĐẢNG\u00a0BỘ THÀNH\u00a0PHỐ\u00a0PHÚC\u00a0YÊN"


def test_letters_are_composed_and_control_characters_go() -> None:
    assert in_words("Nguye\u0302\u0303n\x00 \x1b Ẵm\n", "text") == "Nguyễn Ẵm"


@pytest.mark.parametrize(("count", "said"), [(0, "0"), ("24", "24"), (4309, "4.309"), (1_000_000, "1.000.000")])
def test_a_count_has_points_between_its_thousands(count: object, said: str) -> None:
    assert in_words(count, "count") == said
