"""The papers of a case at the desk: the list, what each lacks, one file, one file for all, and who may see them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from chibo.engine.cases.models import Case
from chibo.engine.cases.printing import Row, sheets_of
from chibo.foundation.accounts.models import Look
from tests.foundation.papers.reading import pdf_words
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage, inspector, neighbour, stage

pytestmark = pytest.mark.django_db

BEGAN = date(2025, 10, 6)
TODAY = date(2025, 12, 1)


def at_the_vote(place: Stage) -> Case:
    """The cell has voted; the wards are next."""
    walk = place.walk(BEGAN)
    walk.until("A15")
    return walk.case


def page(desk: Desk, case: Case) -> Any:
    return desk.get(reverse("cases:papers", args=[case.pk])).context["page"]


def rows(desk: Desk, case: Case) -> dict[str, Row]:
    shown = page(desk, case)
    return {row.sheet.tick: row for row in (*shown.made, *shown.to_sign, *shown.if_needed)}


def ways(row: Row) -> dict[str, str]:
    """Where each missing fact is said."""
    return {label: lack.url for lack in row.lacks for label in lack.labels}


def papers_in(pdf: bytes) -> int:
    """Each paper stands in the outline once."""
    return sum(not isinstance(entry, list) for entry in PdfReader(BytesIO(pdf)).outline)


def test_every_paper_of_a_step_is_listed_in_the_order_of_the_case() -> None:
    place = stage()
    case = at_the_vote(place)
    listed = [row.sheet.form.layout for row in page(Desk(place.secretary, TODAY), case).made]
    assert listed == [
        "nghi-quyet-cam-tinh",
        "nghi-quyet-phan-cong-giup-do",
        "nghi-quyet-xin-lam-ho-so",
        "nghi-quyet-cho-lam-ho-so",
        *("knd-01", "knd-02", "knd-20", "knd-05", "knd-03", "knd-03", "knd-06"),
    ]


def test_what_a_step_would_make_next_can_be_printed_for_signing() -> None:
    place = stage("R5")
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    assert [(row.sheet.key, row.sheet.form.layout) for row in page(desk, case).to_sign] == [("A17", "knd-08")]
    words = pdf_words(desk.get(reverse("cases:paper", args=[case.pk, "A17", "knd-08", "pdf"])).content)
    assert "Đảng ủy phường Hoa Sen họp ngày ...... tháng ...... năm ........." in words


def test_one_file_holds_as_many_papers_as_are_listed() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    answer = desk.get(reverse("cases:papers_pdf", args=[case.pk]))
    assert papers_in(answer.content) == page(desk, case).count


def test_only_the_ticked_papers_are_in_the_file() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    first, *_, last = page(desk, case).made
    address = reverse("cases:papers_pdf", args=[case.pk])
    answer = desk.get(f"{address}?giay={first.sheet.tick}&giay={last.sheet.tick}")
    assert papers_in(answer.content) == 2
    desk.get(f"{address}?giay=99-knd-06", expect=404)


def test_a_file_is_named_in_plain_letters() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    row = page(desk, case).made[-1]
    pdf, word = desk.get(row.pdf), desk.get(row.docx)
    name = f"ho-so-{case.pk}-{row.sheet.past.seq}-knd-06"
    assert pdf["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    assert word["Content-Disposition"] == f'attachment; filename="{name}.docx"'
    assert pdf["Content-Type"] == "application/pdf"
    assert "NGHỊ QUYẾT" in [paragraph.text for paragraph in docx.Document(BytesIO(word.content)).paragraphs]


def test_a_missing_fact_is_listed_with_the_way_there_and_prints_as_dots() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    form = next(row for row in page(desk, case).made if row.sheet.form.layout == "knd-01")
    lacks = ways(form)
    assert lacks["Quê quán"] == reverse("members:page", args=[case.person_id])
    assert "Quê quán: ......" in pdf_words(desk.get(form.pdf).content)


def test_a_vote_without_its_day_is_asked_for_at_the_step() -> None:
    place = stage("R5")
    case = at_the_vote(place)
    draft = rows(Desk(place.secretary, TODAY), case)["A17-knd-08"]
    lacks = ways(draft)
    assert lacks["Ngày họp"] == f"{reverse('cases:page', args=[case.pk])}?buoc=A17#viec"
    assert {"Số phiếu tán thành", "Số người tính để lấy tỷ lệ", "Tỷ lệ tán thành"} <= set(lacks)


def test_a_step_done_is_completed_by_a_correction_or_by_the_meeting_that_was_not_recorded() -> None:
    place = stage()
    case = at_the_vote(place)
    helper = rows(Desk(place.secretary, TODAY), case)["2-nghi-quyet-phan-cong-giup-do"]
    lacks = ways(helper)
    assert lacks["Việc giao để thử thách"] == reverse("cases:correct", args=[case.pk, 2])
    assert lacks["Ngày họp"] == reverse("meetings:hold", args=[place.cell.code])


def test_who_may_not_record_a_step_is_told_who_does() -> None:
    place = stage()
    case = at_the_vote(place)
    helper = rows(Desk(inspector(place), TODAY), case)["2-nghi-quyet-phan-cong-giup-do"]
    lack = next(lack for lack in helper.lacks if "Việc giao để thử thách" in lack.labels)
    assert (lack.where, lack.url) == (f"{helper.sheet.step.title} (Chi bộ tổ dân phố 1 ghi)", "")


def test_opening_a_paper_leaves_a_trace() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    desk.get(page(desk, case).made[0].pdf)
    desk.get(reverse("cases:papers_pdf", args=[case.pk]))
    looks = Look.objects.filter(subject=f"case:{case.pk}", person_id=case.person_id).order_by("pk")
    assert list(looks.values_list("page", flat=True)) == ["cases:papers", "cases:paper", "cases:papers_pdf"]


def test_outside_the_scope_there_are_no_papers() -> None:
    place = stage()
    case = at_the_vote(place)
    row = page(Desk(place.secretary, TODAY), case).made[0]
    stranger = Desk(neighbour(place), TODAY)
    for address in (
        row.pdf,
        row.docx,
        *(reverse(f"cases:{name}", args=[case.pk]) for name in ("papers", "papers_pdf")),
    ):
        stranger.get(address, expect=404)


def test_a_paper_that_the_case_does_not_have_is_not_found() -> None:
    place = stage()
    case = at_the_vote(place)
    desk = Desk(place.secretary, TODAY)
    for key, layout in (("1", "knd-09"), ("A19", "knd-09"), ("99", "knd-06"), ("1", "facts")):
        desk.get(reverse("cases:paper", args=[case.pk, key, layout, "pdf"]), expect=404)


def test_the_page_of_the_case_leads_to_its_papers() -> None:
    place = stage()
    case = at_the_vote(place)
    shown = Desk(place.secretary, TODAY).get(reverse("cases:page", args=[case.pk])).content.decode()
    assert reverse("cases:papers", args=[case.pk]) in shown


def test_twice_as_many_papers_ask_no_more_of_the_database() -> None:
    place = stage()
    walk = place.walk(BEGAN)

    def asked(until: str) -> int:
        walk.until(until)
        with CaptureQueriesContext(connection) as queries:
            assert [sheet.missing for sheet in sheets_of(Case.objects.get(pk=walk.case.pk), TODAY)]
        return len(queries)

    assert asked("A15") <= asked("A05") + 4  # a meeting and its roll came in, once for all of them
