"""The law's own pages: which text governs on a day, values, procedures, questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook import queries
from chibo.foundation.rulebook.cases import CaseAnswer
from chibo.foundation.rulebook.law import rulebook
from chibo.foundation.rulebook.registry import ANSWERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(User.objects.create_user("hoa", full_name="Nguyễn Thị Hoa"))
    return client


def said(response: HttpResponse) -> str:
    """The words of the page between its tabs and its end, spaces evened out."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


# Which text governs what


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            "09/6/2025",
            "Hướng dẫn 06-HD/TW ngày 9/6/2025 đã có hiệu lực từ ngày 09/06/2025, còn Quy định 294-QĐ/TW ngày "
            "26/5/2025 đến ngày 01/07/2025 mới có hiệu lực; trước ngày đó vẫn thi hành Quy định 232-QĐ/TW",
        ),
        (
            "20/4/2026",
            "Hướng dẫn 06-HD/TW ngày 9/6/2025 ban hành khi Quy định 294-QĐ/TW ngày 26/5/2025 còn là văn bản mới nhất, "
            "nay áp dụng cùng Quy định 20-QĐ/TW ngày 8/4/2026",
        ),
        (
            "27/7/2026",
            "Hướng dẫn 01-HD/TW ngày 19/5/2026 ban hành khi Quy định 20-QĐ/TW ngày 8/4/2026 còn là văn bản mới nhất, "
            "nay áp dụng cùng Quy định 208-QĐ/TW ngày 26/7/2026",
        ),
    ],
)
def test_texts_that_overlap_are_told_in_words(reader: Client, day: str, sentence: str) -> None:
    page = said(reader.get("/quy-dinh/", {"ngay": day}))
    assert sentence in page
    assert "Văn bản gối nhau" in page


def test_where_nothing_overlaps_nothing_is_told(reader: Client) -> None:
    assert "Văn bản gối nhau" not in said(reader.get("/quy-dinh/", {"ngay": "01/10/2025"}))


def test_the_texts_of_a_day_stand_in_a_table(reader: Client) -> None:
    rows = reader.get("/quy-dinh/", {"ngay": "27/7/2026"}).context["governing"]["rows"]
    told = {row["cells"][0]: row["cells"][1] for row in rows}
    assert told["Thi hành Điều lệ Đảng"] == "Quy định 208-QĐ/TW ngày 26/7/2026"
    assert told["Hướng dẫn cụ thể thi hành Điều lệ Đảng"] == "Hướng dẫn 01-HD/TW ngày 19/5/2026"
    assert "sửa đổi: Quy định 264-QĐ/TW ngày 14/2/2025" in told["Kỷ luật tổ chức đảng, đảng viên vi phạm"]
    assert told["Nghiệp vụ công tác đảng viên"].endswith("riêng Hà Nội: Hướng dẫn 02-HD/BTCTU ngày 21/11/2025")


def test_a_text_that_waits_for_its_day_is_told(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/", {"ngay": "09/6/2025"}))
    assert "Đã ban hành, chưa có hiệu lực" in page
    assert "có hiệu lực từ ngày 01/07/2025" in page


def test_another_day_is_said_on_the_page_and_kept_in_its_links(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/", {"ngay": "20/4/2026"}))
    assert "Đang xem số liệu tại ngày <strong>20/04/2026</strong>" in page
    assert 'href="/quy-dinh/gia-tri/?ngay=20%2F04%2F2026"' in page
    assert "ngay=" not in said(reader.get("/quy-dinh/gia-tri/"))


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("31/02/2026", "Ngày 31/02/2026 không có trong lịch"),
        ("hôm qua", "chưa phải là ngày"),
        ("01/01/2005", "Chưa có văn bản nào được ghi trước ngày 25/04/2006"),
    ],
)
def test_a_bad_day_is_refused_at_its_field(reader: Client, day: str, fault: str) -> None:
    response = reader.get("/quy-dinh/", {"ngay": day})
    assert response.status_code == 422
    assert fault in said(response)
    assert f'value="{day}"' in said(response)


def test_a_text_tells_what_rests_on_it(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/van-ban/06-hd-tw-2025-06-09/"))
    assert "Đọc toàn văn bản sao không chính thức." in page
    assert "Hướng dẫn 01-HD/TW ngày 19/5/2026" in page, "what replaced it"
    assert "Hướng dẫn 01-HD/TW ngày 28/9/2021" in page, "what it replaced"
    assert "Đảng viên chính thức của chi bộ tán thành kết nạp" in page
    assert "A15 Chi bộ xét và biểu quyết" in page


def test_a_text_nobody_compared_says_so(reader: Client) -> None:
    assert "Chưa đối chiếu văn bản gốc" in said(reader.get("/quy-dinh/van-ban/45-qd-tw-2011-11-01/"))


def test_every_text_has_an_address_of_its_own() -> None:
    texts = list(rulebook().instruments.values())
    assert len({queries.slug_of(text) for text in texts}) == len(texts)


# Values


def test_values_are_found_without_marks(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/gia-tri/", {"q": "le ket nap"}))
    assert "Thời hạn tổ chức lễ kết nạp" in page
    assert "Số thẻ" not in page
    assert said(reader.get("/quy-dinh/gia-tri/", {"q": "LỄ Kết nạp"})).count("row-link") == page.count("row-link")


def test_nothing_found_says_what_to_do(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/gia-tri/", {"q": "zalo"}))
    assert "Không có giá trị nào khớp." in page
    assert "Xem tất cả" in page


def test_a_value_stands_as_on_the_day(reader: Client) -> None:
    address = "/quy-dinh/gia-tri/admission.decision_working_days/"
    assert "Vào ngày 04/06/2018: <strong>60 ngày làm việc</strong>" in said(reader.get(address, {"ngay": "4/6/2018"}))
    page = said(reader.get(address, {"ngay": "1/10/2025"}))
    assert "Vào ngày 01/10/2025: <strong>45 ngày làm việc</strong>" in page
    assert "chưa đối chiếu văn bản gốc: hệ thống chỉ nhắc, không chặn" not in page
    assert "hệ thống chỉ nhắc, không chặn" in said(reader.get(address, {"ngay": "20/4/2026"})), "inherited since"


def test_a_value_shows_all_its_eras_and_where_it_is_used(reader: Client) -> None:
    response = reader.get("/quy-dinh/gia-tri/admission.ceremony_counted_from/")
    history = response.context["history"]["rows"]
    assert [row["cells"][1] for row in history[-2:]] == [
        "Ngày chi bộ nhận được quyết định",
        "Ngày ban hành quyết định",
    ]
    assert history[-2]["cells"][0].endswith("(tạm lấy theo văn bản trước)")
    used = reader.get("/quy-dinh/gia-tri/admission.cell_threshold/").context["steps"]
    assert [label for label, _ in used] == ["A15 Chi bộ xét và biểu quyết"]


def test_what_only_committees_ask_for_is_told(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/gia-tri/admission.cell_dispatch_working_days/"))
    assert "Trung ương không quy định" in page


# Procedures


def test_a_procedure_is_told_by_the_law_of_the_day(reader: Client) -> None:
    early = reader.get("/quy-dinh/thu-tuc/admission/", {"tuyen": "R1", "ngay": "4/6/2018"})
    assert "60 ngày làm việc" in said(early)
    late = reader.get("/quy-dinh/thu-tuc/admission/", {"tuyen": "R3", "ngay": "1/10/2025"})
    [vote] = [step for step in late.context["steps"] if step.spec.code == "A15"]
    told = {label: [part.words + part.after for part in parts] for label, parts in vote.lines}
    assert told["Biểu quyết"][0] == "ít nhất 2/3 đảng viên chính thức của chi bộ"
    assert "Tuổi đời" in told["Kiểm tra"]
    assert "A17 " not in said(late), "no base committee on this route"


def test_the_widest_route_is_opened_where_none_is_asked_for(reader: Client) -> None:
    assert reader.get("/quy-dinh/thu-tuc/recognition/").context["route"].code == "R1"


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"tuyen": "R4", "ngay": "1/10/2026"}, "Tuyến R4 không có vào ngày 01/10/2026"),
        ({"ngay": "1/1/2015"}, "Thủ tục này chưa được ghi cho ngày 01/01/2015"),
        ({"ngay": "31/4/2026"}, "Ngày 31/4/2026 không có trong lịch"),
    ],
)
def test_a_route_or_day_that_is_not_there_is_refused(reader: Client, asked: dict[str, str], fault: str) -> None:
    response = reader.get("/quy-dinh/thu-tuc/recognition/", asked)
    assert response.status_code == 422
    assert fault in said(response)


@pytest.mark.parametrize("code", sorted(rulebook().procedures))
def test_every_procedure_opens_on_every_route_of_its_eras(reader: Client, code: str) -> None:
    for day in ("4/6/2018", "1/10/2025", "27/7/2026"):
        page = reader.get(f"/quy-dinh/thu-tuc/{code}/", {"ngay": day})
        for route in page.context["procedure"].routes:
            opened = reader.get(f"/quy-dinh/thu-tuc/{code}/", {"ngay": day, "tuyen": route})
            assert opened.status_code == 200
            assert opened.context["route"].code == route


# Questions


def test_a_question_is_found_without_marks_and_by_topic(reader: Client) -> None:
    rows = reader.get("/quy-dinh/hoi-dap/", {"q": "tron 18 tuoi"}).context["rows"]
    assert [row["url"] for row in rows] == ["/quy-dinh/hoi-dap/adm-age-18-exact/"]
    only = reader.get("/quy-dinh/hoi-dap/", {"chu_de": "seniority"}).context["rows"]
    assert {row["cells"][1] for row in only} == {"Tuổi đảng"}
    assert "Không có câu hỏi nào khớp." in said(reader.get("/quy-dinh/hoi-dap/", {"q": "zalo"}))
    assert reader.get("/quy-dinh/hoi-dap/", {"chu_de": "khác"}).status_code == 422


def test_a_question_is_answered_by_the_rules(reader: Client) -> None:
    page = said(reader.get("/quy-dinh/hoi-dap/adm-age-17y11m/"))
    assert "Trả lời theo quy định có hiệu lực vào ngày 20/05/2023." in page
    assert "Chưa đạt" in page
    assert "mục 1.1.1 Quy định 24-QĐ/TW ngày 30/7/2021" in page
    assert 'href="/quy-dinh/gia-tri/admission.age_min_years/?ngay=20%2F05%2F2023"' in page
    assert 'href="/quy-dinh/van-ban/24-qd-tw-2021-07-30/?ngay=20%2F05%2F2023"' in page


def test_a_question_that_no_rule_answers_says_so(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "admission", lambda facts, law: CaseAnswer({"age_ok": True}))
    page = said(reader.get("/quy-dinh/hoi-dap/adm-age-17y11m/"))
    assert "Chưa trả lời được." in page
    assert "Đạt" not in page


def test_every_question_that_ships_is_answered_on_its_page(reader: Client) -> None:
    names = [case.id for case in queries.questions()]
    assert names
    silent = [name for name in names if not reader.get(f"/quy-dinh/hoi-dap/{name}/").context["answers"]]
    assert not silent


def test_without_questions_the_page_still_opens(
    reader: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(queries, "QUESTIONS", tmp_path / "none.yaml")
    assert "Chưa có câu hỏi nào." in said(reader.get("/quy-dinh/hoi-dap/"))
    assert reader.get("/quy-dinh/hoi-dap/adm-age-17y11m/").status_code == 404


# Doors


@pytest.mark.parametrize(
    "address",
    ["van-ban/1-qd-tw-1999-01-01/", "gia-tri/admission.shoe_size/", "thu-tuc/khong-co/", "hoi-dap/khong-co/"],
)
def test_an_unknown_name_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(f"/quy-dinh/{address}").status_code == 404


def test_only_those_signed_in_read(client: Client) -> None:
    assert client.get("/quy-dinh/").status_code == 302
    assert client.post("/quy-dinh/").status_code in {302, 405}
