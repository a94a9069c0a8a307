"""How days, numbers, states, citations and forms are said and drawn."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from chibo.common.dates import PartialDate
from chibo.common.fields import CountField, DayField
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import Confidence
from chibo.web.templatetags.chibo import STATES, cited, day, money, number, percent, relative_day, state
from tests.web.gallery import COLUMNS, FAILED, KEPT, MISSING, ROWS, STEPS, SURE, UNSURE, VOTE, WARNED, EverythingForm

MONDAY = date(2026, 11, 23)
CALENDAR = WorkCalendar(holidays={date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
SP = "\u00a0"


def drawn(name: str, **context: Any) -> str:
    """A component as plain words: tags gone, spaces single."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render_to_string(f"components/{name}.html", context))).strip()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (5800, "5.800"),
        (1_250_000, "1.250.000"),
        (12.5, "12,5"),
        (Decimal("1234.50"), "1.234,5"),
        (100.0, "100"),
        (-3, "-3"),
        (Fraction(2, 3), "2/3"),
        (Fraction(4, 2), "2"),
        (0, "0"),
        (None, ""),
    ],
)
def test_numbers(value: object, words: str) -> None:
    assert number(value) == words


def test_percent_and_money() -> None:
    assert percent(12.5) == f"12,5{SP}%"
    assert money(1_250_000) == f"1.250.000{SP}đ"
    assert percent(None) == money(None) == ""


def test_a_number_is_a_number() -> None:
    with pytest.raises(TypeError):
        number("5800")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 9, 5), "05/09/2026"),
        (PartialDate(1990, 5), "05/1990"),
        ("2026-09-05", "05/09/2026"),
        ("1990", "1990"),
        (None, ""),
    ],
)
def test_days(value: object, words: str) -> None:
    assert day(value) == words


@pytest.mark.parametrize(
    ("due", "calendar", "words"),
    [
        (MONDAY, None, "hôm nay (23/11)"),
        (date(2026, 11, 30), None, f"7{SP}ngày nữa (30/11)"),
        (date(2026, 11, 30), CALENDAR, f"4{SP}ngày làm việc nữa (30/11)"),
        (date(2026, 11, 18), CALENDAR, f"quá hạn 3{SP}ngày làm việc (18/11)"),
        (date(2027, 1, 5), None, f"43{SP}ngày nữa (05/01/2027)"),
    ],
)
def test_a_day_is_said_with_its_distance(due: date, calendar: WorkCalendar | None, words: str) -> None:
    assert relative_day(due, MONDAY, calendar) == words


@pytest.mark.parametrize("name", STATES)
def test_a_state_has_icon_and_word(name: str) -> None:
    badge = state(name)
    assert "<svg" in badge
    assert STATES[name].word in badge


def test_words_of_people_are_escaped() -> None:
    assert "&lt;b&gt;" in state("passed", "<b>")


class TestCitation:
    def test_a_sure_one_is_a_sentence(self) -> None:
        assert drawn("citation", citation=SURE) == f"Căn cứ {SURE.label}"

    def test_an_unsure_one_says_so_and_who_may_confirm(self) -> None:
        words = drawn("citation", citation=UNSURE)
        assert "Chưa đối chiếu văn bản gốc" in words
        assert "Cấp ủy có thẩm quyền xác nhận" in words

    def test_an_inherited_one_says_so(self) -> None:
        assert "tạm dùng cho đến khi đối chiếu" in drawn("citation", citation=KEPT)

    def test_the_dict_of_a_record_reads_the_same(self) -> None:
        kept = {"instrument": "Quy định 294-QĐ/TW ngày 26/5/2025", "clause": "Mục 3", "confidence": "low"}
        source = cited(kept)
        assert source is not None
        assert (source.label, source.confidence) == ("Mục 3 Quy định 294-QĐ/TW ngày 26/5/2025", Confidence.LOW)

    def test_none_draws_nothing(self) -> None:
        assert drawn("citation", citation=None) == ""


def test_a_failure_of_an_unread_source_is_told_apart() -> None:
    assert "Chưa đối chiếu văn bản gốc" in drawn("finding", finding=WARNED)


def test_the_row_that_a_record_keeps_of_a_finding_reads_the_same() -> None:
    row = {"outcome": "failed", "sentence": WARNED.sentence, "source": UNSURE.label, "confidence": "unverified"}
    assert drawn("findings", findings=[row]) == drawn("findings", findings=[WARNED])


def test_a_refusal_has_four_parts() -> None:
    words = drawn(
        "refusal",
        refusal=Refusal("Không ghi nhận nghị quyết", [FAILED]),
        links={"A15x": "/bao-cao/"},
        next=[{"label": "Báo cáo kết quả lên đảng ủy", "url": "/len/"}],
    )
    for part in (
        "Không ghi nhận nghị quyết",
        "Tiêu chuẩn " + SURE.label,
        "Còn thiếu Báo cáo kết quả biểu quyết gửi đảng ủy",
        "Người giải quyết Bí thư chi bộ, trước ngày 30/11/2026",
        "Đến chỗ bổ sung",
        "Báo cáo kết quả lên đảng ủy",
    ):
        assert part in words


def test_what_is_missing_says_who_by_when_and_where() -> None:
    words = drawn("missing", missing=MISSING, purpose="để chi bộ biểu quyết", today=MONDAY, calendar=CALENDAR)
    assert words.startswith("Còn thiếu 2 việc để chi bộ biểu quyết Giấy giới thiệu")
    assert f"Ban Chấp hành Đoàn phường · 4{SP}ngày làm việc nữa (30/11)".replace(SP, " ") in words.replace(SP, " ")
    assert "Ghi giấy giới thiệu" in words


def test_nothing_missing_draws_nothing() -> None:
    assert drawn("missing", missing=[]) == ""


def test_steps_say_their_state_to_everybody() -> None:
    page = render_to_string("components/steps.html", {"steps": STEPS})
    assert page.count('aria-current="step"') == 1
    for word in ("Đã xong", "Đang làm", "Có thể làm", "Chưa đến bước này"):
        assert f'aria-label="{word}"' in page


def test_a_vote_shows_its_sum_and_who_was_left_out() -> None:
    words = drawn("vote", vote=VOTE)
    assert "= 25; cần 17 (2/3); tán thành 19" in words
    assert "Không tính: Lê Thị Cúc (được miễn sinh hoạt, vắng mặt)" in words
    assert "Phạm Văn Dũng" not in words


class TestTable:
    def page(self, rf: Any, query: str = "", **context: Any) -> str:
        request = rf.get(f"/ds/{query}")
        context = {"columns": COLUMNS, "rows": ROWS, "caption": "Hồ sơ", **context}
        return render_to_string("components/table.html", context, request)

    @pytest.fixture
    def rf(self, rf: Any, db: None) -> Any:
        return rf

    def test_three_facts_stay_on_a_phone(self, rf: Any) -> None:
        assert self.page(rf).count(" fact") == 3 * len(ROWS)

    def test_sorting_stays_in_the_address_with_the_filter(self, rf: Any) -> None:
        page = self.page(rf, "?chi-bo=3&trang=2", order="ten")
        assert 'href="?chi-bo=3&amp;xep=-ten"' in page
        assert 'aria-sort="ascending"' in page

    def test_empty_says_why_and_what_to_do(self, rf: Any) -> None:
        empty = {"why": "Chưa có hồ sơ.", "what": "Mở từ danh sách.", "url": "/ds/", "act": "Mở danh sách"}
        page = self.page(rf, rows=[], empty=empty)
        assert "Chưa có hồ sơ." in page
        assert "Mở danh sách" in page

    def test_a_row_of_another_length_is_a_mistake(self, rf: Any) -> None:
        with pytest.raises(ValueError, match="zip"):
            self.page(rf, rows=[{"cells": ["một mình"]}])


class TestForm:
    class Short(forms.Form):
        held_on = DayField(label="Ngày họp")
        count = CountField(label="Tán thành", help_text="Đếm phiếu hợp lệ")
        method = forms.ChoiceField(label="Hình thức", widget=forms.RadioSelect, choices=[("k", "Phiếu kín")])
        note = forms.CharField(label="Ghi chú", required=False)

    def page(self, form: forms.Form) -> str:
        return Template('{% include "components/form.html" with act="Ghi" %}').render(Context({"form": form}))

    def test_label_hint_box(self) -> None:
        page = self.page(self.Short())
        assert page.index("Tán thành") < page.index("Đếm phiếu hợp lệ") < page.index('name="count"')
        assert 'aria-describedby="id_count_helptext"' in page
        assert "(không bắt buộc)" in page

    def test_errors_stand_at_the_top_and_at_the_field(self) -> None:
        page = self.page(self.Short({"held_on": "31/02/2026", "count": "5"}))
        assert page.count("Ngày 31/02/2026 không có trong lịch") == 2
        assert page.count("Chưa chọn") == 2
        assert 'value="31/02/2026"' in page
        assert 'aria-describedby="id_held_on_helptext id_held_on_error"' in page

    def test_links_of_the_summary_lead_to_a_box(self) -> None:
        page = self.page(EverythingForm({}))
        targets = re.findall(r'href="#([^"]+)"', page)
        assert len(targets) == 8
        assert not [target for target in targets if f'id="{target}"' not in page]

    def test_what_cannot_be_undone_is_said_before_the_button(self) -> None:
        text = '{% include "components/form.html" with act="Ghi" before="Không sửa được." %}'
        page = Template(text).render(Context({"form": self.Short()}))
        assert page.index("Không sửa được.") < page.index("<button class")
