"""Every component on pages of its own, so that they can be looked at: a URLconf for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from chibo.common.fields import CountField, DayField, IdentityField, NameField, PartialDayField
from chibo.common.workdays import vietnam_calendar
from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal
from chibo.foundation.rulebook.model import Citation, Confidence, Instrument

TODAY = date(2026, 11, 23)
PATH = [
    {"name": "Đảng bộ phường Phúc Yên", "url": "/dang-bo/"},
    {"name": "Đảng bộ bộ phận Trưng Trắc", "url": "/dang-bo/2/"},
    {"name": "Chi bộ Tổ dân phố số 3", "url": "/dang-bo/2/3/"},
]


def _instrument(number: str, kind: str, issued_on: date) -> Instrument:
    return Instrument(
        key=f"{number}@{issued_on}",
        number=number,
        issued_on=issued_on,
        issuer="Ban Chấp hành Trung ương",
        kind=kind,
        title="",
        subject="implementation",
        in_force_from=issued_on,
        in_force_until=None,
        replaced_by=None,
        read="toàn văn",
        confidence=Confidence.HIGH,
        source="",
    )


RULE = _instrument("294-QĐ/TW", "Quy định", date(2025, 5, 26))
SURE = Citation(RULE, "Điểm 3.3, Mục 3", Confidence.HIGH)
UNSURE = Citation(_instrument("12-HD/BTCTW", "Hướng dẫn", date(2026, 8, 14)), "Mục 4", Confidence.UNVERIFIED)
KEPT = Citation(RULE, "Khoản 4 Điều 4", Confidence.MEDIUM, inherited=True)

PASSED = Finding("A", Outcome.PASSED, "Người xin vào Đảng đủ 18 tuổi ngày chi bộ họp (24 tuổi 3 tháng).", SURE)
FAILED = Finding(
    "B",
    Outcome.FAILED,
    "Tán thành 16 trên 25 đảng viên chính thức, chưa đủ 2/3 (cần 17).",
    SURE,
    missing=("Báo cáo kết quả biểu quyết gửi đảng ủy",),
    who="Bí thư chi bộ",
    by=date(2026, 11, 30),
    asks="A15x",
)
WARNED = Finding("C", Outcome.FAILED, "Giấy chứng nhận học lớp nhận thức về Đảng đã cấp 61 tháng.", UNSURE)
UNKNOWN = Finding(
    "D",
    Outcome.UNKNOWN,
    "Chưa rõ trình độ giáo dục phổ thông ngày nộp đơn.",
    KEPT,
    missing=("Trình độ giáo dục phổ thông",),
    who="Người xin vào Đảng",
    asks="education",
)

STEPS = [
    {
        "title": "Cảm nhận, giới thiệu quần chúng",
        "state": "past",
        "on": date(2026, 3, 3),
        "body": "Chi bộ Tổ dân phố số 3",
        "result": "Đưa vào danh sách quần chúng ưu tú",
    },
    {
        "title": "Thẩm tra lý lịch",
        "state": "past",
        "on": date(2026, 9, 11),
        "body": "Đảng ủy phường Phúc Yên",
        "result": "Đủ xác nhận của 4 nơi",
        "citation": SURE,
    },
    {
        "title": "Chi bộ xét, biểu quyết",
        "state": "present",
        "body": "Chi bộ Tổ dân phố số 3",
        "note": "Hạn họp: 30/11/2026",
        "citation": SURE,
    },
    {
        "title": "Đảng ủy bộ phận thẩm định",
        "state": "possible",
        "body": "Đảng ủy bộ phận Trưng Trắc",
        "citation": UNSURE,
    },
    {"title": "Ban thường vụ Đảng ủy phường quyết định", "state": "later", "citation": SURE},
    {"title": "Lễ kết nạp", "state": "later"},
]
MISSING = [
    {
        "what": "Giấy giới thiệu của Ban Chấp hành Đoàn cơ sở",
        "who": "Ban Chấp hành Đoàn phường",
        "by": date(2026, 11, 30),
        "citation": SURE,
        "url": "#giay",
        "act": "Ghi giấy giới thiệu",
    },
    {"what": "Ý kiến của tổ chức chính trị - xã hội nơi cư trú", "who": "Ban công tác Mặt trận", "citation": UNSURE},
]
VOTE = {
    "question": "Đề nghị kết nạp đồng chí Nguyễn Thị Hạnh vào Đảng",
    "arithmetic": "28 đảng viên chính thức − 1 chuyển tạm thời − 2 miễn, vắng = 25; cần 17 (2/3); tán thành 19: đạt.",
    "passed": True,
    "votes_for": 19,
    "votes_against": 4,
    "votes_blank": 1,
    "denominator": 25,
    "needed": 17,
    "roll": [
        {"name": "Trần Văn Bình", "counted": False, "ground": "chuyển sinh hoạt tạm thời từ 01/10/2026"},
        {"name": "Lê Thị Cúc", "counted": False, "ground": "được miễn sinh hoạt, vắng mặt"},
        {"name": "Phạm Văn Dũng", "counted": True, "ground": ""},
    ],
    "citation": SURE,
}
COLUMNS = [
    {"label": "Họ và tên", "kind": "text", "sort": "ten"},
    {"label": "Chi bộ", "kind": "text", "fact": True},
    {"label": "Ngày chi bộ họp", "kind": "number", "fact": True, "sort": "ngay"},
    {"label": "Số đảng viên", "kind": "number"},
    {"label": "Trạng thái", "kind": "text", "fact": True},
]
ROWS = [
    {"url": "#1", "cells": ["Nguyễn Thị Hạnh", "Tổ dân phố số 3", date(2026, 9, 5), 5800, {"state": "overdue"}]},
    {"url": "#2", "cells": ["Đỗ Quang Khải", "Trường THCS Trưng Trắc", date(2026, 11, 12), 28, {"state": "due_soon"}]},
    {"url": "#3", "cells": ["Vũ Đình Ửng", "Công an phường", None, 12.5, {"state": "unverified"}]},
]


class EverythingForm(forms.Form):
    meeting_on = DayField(label="Ngày chi bộ họp", help_text="Ghi theo biên bản, ví dụ 05/09/2026")
    name = NameField(label="Họ và tên khai sinh")
    identity = IdentityField(label="Số định danh cá nhân")
    born_on = PartialDayField(label="Ngày sinh")
    votes_for = CountField(label="Số phiếu tán thành")
    method = forms.ChoiceField(
        label="Hình thức biểu quyết",
        widget=forms.RadioSelect,
        choices=[("secret", "Phiếu kín"), ("card", "Thẻ đảng viên")],
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ kèm theo",
        help_text="Đánh dấu giấy tờ đã có bản gốc.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Đơn xin vào Đảng"), ("b", "Lý lịch của người xin vào Đảng"), ("c", "Giấy giới thiệu")],
    )
    body = forms.ChoiceField(label="Cấp quyết định", choices=[("", "Chọn"), ("1", "Ban thường vụ"), ("2", "Đảng ủy")])
    minutes = forms.CharField(label="Tóm tắt ý kiến", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    agreed = forms.BooleanField(
        label="Biên bản đã có chữ ký của chủ trì và thư ký", help_text="Bản giấy lưu tại chi bộ."
    )


def case(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Đã ghi nhận giấy giới thiệu ngày 12/11/2026.")
    return render(
        request,
        "gallery/case.html",
        {
            "path": PATH,
            "steps": STEPS,
            "missing": MISSING,
            "vote": VOTE,
            "today": TODAY,
            "calendar": vietnam_calendar(2026, 2027, {}),
            "findings": [PASSED, FAILED, WARNED, UNKNOWN],
            "links": {"A15x": "#a15x", "education": "#education"},
            "refusal": Refusal("Không ghi nhận nghị quyết đề nghị kết nạp của chi bộ", [FAILED]),
            "next": [{"label": "Báo cáo đầy đủ kết quả lên đảng ủy", "url": "#len"}],
            "facts": [
                ("Họ và tên", "Nguyễn Thị Hạnh"),
                ("Ngày sinh", date(2002, 8, 17)),
                ("Phiếu đã ghi", 5800),
                ("Nơi thường trú", ""),
            ],
            "form": VoteForm(),
        },
    )


class VoteForm(forms.Form):
    meeting_on = DayField(label="Ngày chi bộ họp")
    votes_for = CountField(label="Tán thành")
    votes_against = CountField(label="Không tán thành")


class FilterForm(forms.Form):
    name = forms.CharField(label="Họ tên", required=False)
    since = DayField(label="Từ ngày", required=False)
    cell = forms.ChoiceField(label="Chi bộ", required=False, choices=[("", "Tất cả"), ("3", "Tổ dân phố số 3")])


def listing(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(5800), 25).get_page(request.GET.get("trang"))
    return render(
        request,
        "gallery/listing.html",
        {
            "path": PATH,
            "columns": COLUMNS,
            "rows": ROWS,
            "order": request.GET.get("xep", "ten"),
            "page": page,
            "form": FilterForm(),
            "as_of": date(2020, 5, 1),
            "empty": {
                "why": "Chi bộ chưa có hồ sơ nào trong năm 2026.",
                "what": "Hồ sơ mở từ danh sách quần chúng ưu tú.",
                "url": "#",
                "act": "Mở danh sách",
            },
        },
    )


def form(request: HttpRequest) -> HttpResponse:
    asked: dict[str, Any] = {"form": EverythingForm(request.POST or None), "path": PATH}
    asked["form"].fields["minutes"].initial = "Đã nêu rõ ưu điểm, hạn chế."
    return render(request, "gallery/form.html", asked, status=422 if request.POST else 200)


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("Đồng chí là cán bộ văn phòng; việc này do bí thư chi bộ ghi nhận.")


def unreadable(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def alone(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, f"{name}.html")


urlpatterns = [
    path("mau/ho-so/", case),
    path("mau/danh-sach/", listing),
    path("mau/bieu-mau/", form),
    path("mau/cam/", forbidden),
    path("mau/hong/", unreadable),
    path("mau/trang/<str:name>/", alone),
    path("", include("chibo.urls")),
]
