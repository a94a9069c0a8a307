"""The tables of statistics: a figure is the length of the list behind it, parts add up, small groups stay hidden."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from pypdf import PdfReader

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.reports import actions as reports
from chibo.reports.catalogue import WrongTable, read, tables
from chibo.reports.content import HIDDEN, Content, content_of
from chibo.reports.models import FrozenReport
from chibo.reports.pages import behind
from chibo.reports.permissions import Reader, reader_of
from chibo.reports.queries.figures import Period
from chibo.reports.queries.frozen import differences
from chibo.roll.files.actions.entries import add_entry
from chibo.roll.files.rules.entries import Told
from chibo.roll.members import actions as members
from chibo.roll.members.models import Membership, Person, Standing
from chibo.roll.members.queries import authority_of
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.organizations.models import Organization
from chibo.work.honours.models import Award, Ground
from chibo.work.honours.witness import award_row
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import HA, KHOA, LAN, MINH, crowd

YEAR = Period(date(2020, 1, 1), date(2020, 10, 26))
#: Codes of groupings, given to the crowd in turn; the empty one is nobody's knowledge.
CODES = {
    "education": ("university_degree", "", "upper_secondary_diploma"),
    "professional": ("university", "", "master"),
    "theory": ("advanced", "elementary", ""),
    "occupation_group": ("retired", "public_unit", "", "farming"),
    "ethnicity": ("Kinh", "Tày", "Kinh", ""),
    "religion": ("", "Không", "Phật giáo"),
}


@pytest.fixture
def tree(db: None) -> Tree:
    """Forty members in three cells of two wards; in 2020 some came, some went, one was away, one exempt."""
    tree = builders.tree()
    people = []
    for number, who in enumerate(crowd(40)):
        details = {name: codes[number % len(codes)] for name, codes in CODES.items()}
        cell = (tree.cell, tree.other_cell, tree.neighbour_cell)[number % 3]
        people.append(builders.official(builders.person(who, **details), cell))
    builders.probationary(KHOA, tree.cell, admitted_on=date(2020, 5, 19))
    builders.probationary(HA, tree.neighbour_cell, admitted_on=date(2019, 6, 3))
    members.end_membership(person=people[0], ends_by=Membership.End.DEATH, by=None, on=date(2020, 3, 2))
    paper = {"decision": "8-QĐ/TU", "decided_on": date(2020, 5, 4)}
    for person, ground in ((people[3], Membership.End.STRIKE_OFF), (people[4], Membership.End.RESIGNATION)):
        members.end_membership(person=person, ends_by=ground, by=None, on=date(2020, 5, 4), **paper)
    members.place(person=people[1], organization=tree.neighbour_cell, by=None, on=date(2020, 4, 1))
    members.place(person=people[2], organization=tree.cell, by=None, on=date(2020, 4, 2))
    builders.away(builders.official(MINH, tree.cell), tree.neighbour_cell, on=date(2020, 7, 1))
    builders.standing(builders.official(LAN, tree.other_cell), Standing.Kind.EXEMPT, on=date(2020, 2, 1))
    happened(people[6], people[9])
    return tree


def happened(honoured: Person, disciplined: Person) -> None:
    """A badge and a praise for one, a warning for the other, in the spring of 2020."""
    day = date(2020, 3, 2)
    award = Award.objects.create(person=honoured, level=30, ground=Ground.REACHED, decision="4-QĐ/TU", decided_on=day)
    record(action="honours.record_earlier", by=None, on=day, subject="badge", payload={"row": award_row(award)})
    paper = {"document_on": day.isoformat(), "from_on": day.isoformat()}
    for person, kind, what in ((honoured, "AWARD", "Giấy khen"), (disciplined, "DISCIPLINE", "Cảnh cáo")):
        add_entry(person=person, told=Told(kind, what, document="6-QĐ/ĐU", **paper), by=None, on=TODAY)


def clerk(tree: Tree) -> User:
    return builders.clerk(tree.ward, tree.other_cell)


def reader(tree: Tree, organization: Organization, user: User | None = None) -> Reader:
    return reader_of(authority_of(user or clerk(tree), TODAY), organization.code, TODAY)


@pytest.mark.parametrize("key", [table.key for table in tables().values()])
@pytest.mark.parametrize("whose", ["ward", "city", "cell"])
def test_every_figure_is_the_length_of_the_list_behind_it(tree: Tree, key: str, whose: str) -> None:
    organization: Organization = getattr(tree, whose)
    asker = reader(tree, organization, builders.city_organizer(tree.city, tree.other_cell))
    content = content_of(tables()[key], paths_of(organization), YEAR)
    opened = 0
    for line in content.lines:
        for cell in line.cells:
            if cell.asks:
                named = behind(tables()[key], asker, YEAR, cell.asks)
                people = [row.members for row in named.rows] if key == "bieu-5" and "members" in cell.asks else []
                assert (sum(people) if people else len(named.rows)) == cell.value, (line.label, cell.asks)
                opened += 1
    assert content.sound and (opened or all(line.lacks for line in content.lines))


def test_table_1_tells_who_came_and_who_went(tree: Tree) -> None:
    content = content_of(tables()["bieu-1"], paths_of(tree.ward), YEAR)
    told = {line.key: [cell.value for cell in line.cells] for line in content.lines}
    assert told["A"][0] == 27 + 2 and told["D"][0] == 29 + 2 - 4
    assert (told["B1"][0], told["B2"][0], told["B2B"][0]) == (1, 1, 1)
    assert (told["C1"][0], told["C3"][0], told["C4"][0], told["C5"][0], told["C5B"][0]) == (1, 1, 1, 1, 1)
    assert (told["G"][0], told["H"][0]) == (1, 1)
    assert dict(content.checks)["D = A + B − C"]


def test_what_the_register_does_not_hold_stays_open_and_is_never_nought(tree: Tree) -> None:
    content = content_of(tables()["bieu-2"], paths_of(tree.ward), YEAR)
    line = next(line for line in content.lines if line.lacks)
    assert [cell.value for cell in line.cells] == [None, None, None]


def test_a_share_of_nothing_is_blank(tree: Tree) -> None:
    content = content_of(tables()["bieu-2"], paths_of(tree.ward), YEAR)
    total = next(line for line in content.lines if line.key == "T")
    assert [cell.value for cell in total.cells] == [1, 0, None]


def test_the_same_period_of_the_year_before_ends_with_its_month() -> None:
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).a_year_before == Period(date(2023, 2, 1), date(2023, 2, 28))
    assert Period(date(2025, 1, 1), date(2025, 2, 28)).a_year_before == Period(date(2024, 1, 1), date(2024, 2, 29))
    assert YEAR.a_year_before == Period(date(2019, 1, 1), date(2019, 10, 26))


def test_a_member_without_office_sees_figures_but_no_small_group_and_no_list(tree: Tree) -> None:
    member = builders.account(builders.official(crowd(1, 200)[0], tree.cell), "dangvien")
    asker = reader(tree, tree.ward, member)
    content = content_of(tables()["bieu-1"], paths_of(tree.ward), YEAR, whole=asker.opens_people)
    told = {line.key: line.cells for line in content.lines}
    assert told["D"][0].value == 28 and told["C1"][0].value == HIDDEN and told["C2"][0].value == 0
    assert not any(cell.asks for line in content.lines for cell in line.cells)
    client = Client()
    client.force_login(member)
    page = client.get(
        reverse("reports:table", args=[tree.ward.code, "bieu-1"]), {"tu": "01/01/2020", "den": "26/10/2020"}
    )
    assert page.status_code == 200 and HIDDEN in page.content.decode()
    lists = client.get(reverse("reports:behind", args=[tree.ward.code, "bieu-1"]), {"o": "D/0"})
    assert lists.status_code == 403
    with pytest.raises(Http404):
        reader(tree, tree.neighbour_ward, member)


def test_a_file_says_what_the_page_says(tree: Tree) -> None:
    client = Client()
    client.force_login(clerk(tree))
    asked = {"tu": "01/01/2020", "den": "26/10/2020"}
    answer = client.get(reverse("reports:export", args=[tree.ward.code, "bieu-3", "xlsx"]), asked)
    sheet: Any = openpyxl.load_workbook(BytesIO(answer.content)).active
    cells = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    content = content_of(tables()["bieu-3"], paths_of(tree.ward), YEAR)
    figures = {line.label: line.cells[0].value for line in content.lines if isinstance(line.cells[0].value, int)}
    assert figures and all(cells[label] == value for label, value in figures.items())
    assert "Lê Thị Kim Chi xuất lúc" in sheet.oddFooter.left.text
    pdf = client.get(reverse("reports:export", args=[tree.ward.code, "bieu-3", "pdf"]), asked)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "ĐẢNG BỘ THÀNH PHỐ BÌNH MINH" in text and "Đội ngũ đảng viên".upper() in text.upper()


def test_all_tables_are_printed_at_once_from_one_reading(tree: Tree) -> None:
    client = Client()
    client.force_login(clerk(tree))
    asked = {"tu": "01/01/2020", "den": "26/10/2020"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("reports:export_all", args=[tree.ward.code]), asked)
    assert answer["Content-Type"] == "application/pdf" and len(queries) <= 40
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for table in tables().values():
        assert table.number.upper() in printed
    assert client.get(reverse("reports:export_all", args=[tree.ward.code]), {"tu": "1/13/2020"}).status_code == 404


def test_a_frozen_table_stays_and_is_compared(tree: Tree) -> None:
    user = clerk(tree)
    kept = frozen(tree, user)
    assert kept.capacity.startswith("Cán bộ văn phòng")
    assert verify().ok
    gone = Membership.objects.filter(person__stays__organization=tree.cell, ends_on__isnull=True).first()
    assert gone is not None
    members.end_membership(person=gone.person, ends_by=Membership.End.DEATH, by=None, on=date(2020, 10, 20))
    now = content_of(tables()["bieu-1"], paths_of(tree.ward), YEAR)
    changed = {each.label for each in differences(Content.kept(kept.content), now) if each.differs}
    assert {"D. Đảng viên có đến cuối kỳ", "C. Giảm trong kỳ", "1. Từ trần"} <= changed
    client = Client()
    client.force_login(user)
    page = client.get(reverse("reports:frozen", args=[kept.pk]))
    assert "dòng khác" in page.content.decode()
    assert "Chốt 09:00 ngày 26/10/2020" in page.content.decode(), "in our time, whatever the database keeps"


def test_a_frozen_table_is_printed_as_it_was_with_its_mark(tree: Tree) -> None:
    user = clerk(tree)
    kept = frozen(tree, user, note="Gửi kèm báo cáo quý III")
    reported = kept.content["lines"][0]["values"][0]
    gone = Membership.objects.filter(person__stays__organization=tree.cell, ends_on__isnull=True).first()
    assert gone is not None
    members.end_membership(person=gone.person, ends_by=Membership.End.DEATH, by=None, on=date(2020, 10, 20))
    client = Client()
    client.force_login(user)
    got = client.get(reverse("reports:frozen_file", args=[kept.pk, "pdf"])).content
    printed = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(got)).pages).split())
    for words in (kept.digest, "Chốt lúc 09:00 ngày 26/10/2020", "Gửi kèm báo cáo quý III", "Cán bộ văn phòng"):
        assert words in printed
    book = openpyxl.load_workbook(BytesIO(client.get(reverse("reports:frozen_file", args=[kept.pk, "xlsx"])).content))
    cells = [row for row in book.active.iter_rows(values_only=True) if str(row[0]).startswith("A. ")]
    assert [row[1] for row in cells] == [reported]


def test_what_is_kept_of_a_table_is_the_table_again(tree: Tree) -> None:
    for table in tables().values():
        content = content_of(table, paths_of(tree.ward), YEAR)
        assert Content.kept(content.plain).plain == content.plain
        assert all(not each.differs for each in differences(Content.kept(content.plain), content)), table.key


def test_a_frozen_table_that_was_changed_is_found(tree: Tree) -> None:
    kept = frozen(tree, clerk(tree))
    content = kept.content
    content["lines"][0]["values"][0] += 1
    FrozenReport.objects.filter(pk=kept.pk).update(content=content)
    assert not verify().ok


def test_a_period_that_has_not_ended_is_not_frozen(tree: Tree) -> None:
    with pytest.raises(Refusal, match="chưa hết"):
        frozen(tree, clerk(tree), Period(date(2020, 1, 1), date(2020, 12, 31)))


def frozen(tree: Tree, user: User, period: Period = YEAR, note: str = "") -> FrozenReport:
    at = datetime(2020, 10, 26, 9, tzinfo=get_current_timezone())
    asker = reader(tree, tree.ward, user)
    return reports.freeze(reader=asker, table=tables()["bieu-1"], period=period, by=user, on=TODAY, at=at, note=note)


@pytest.mark.parametrize("key", ["bieu-1", "bieu-3", "bieu-1c"])
def test_a_table_asks_the_same_whatever_the_size(tree: Tree, key: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content_of(tables()[key], paths_of(tree.city), YEAR)
        return len(queries)

    before = asked()
    builders.officials(12, builders.cell(tree.ward), start=300)
    assert asked() == before


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ({"rows": [{"code": "A", "label": "A", "list": "roster", "lacks": "x"}]}, "a row has a list, or says"),
        ({"rows": [{"code": "A", "label": "A", "list": "roster", "where": {"shoe": [1, 2]}}]}, "narrowed by shoe"),
        ({"rows": [{"code": "A", "label": "A", "list": "roster"}] * 2}, "a code stands twice"),
        ({"checks": [{"of": "A", "parts": ["B"], "says": ""}]}, "which is no row"),
        ({"columns": "wide"}, "columns is one of"),
        ({"colour": "red"}, "means nothing here"),
    ],
)
def test_a_catalogue_that_makes_no_sense_is_refused(entry: dict[str, Any], why: str) -> None:
    whole = {
        "key": "t",
        "number": "Biểu",
        "title": "T",
        "columns": "compare",
        "source": {"instrument": "1@2020-01-01", "clause": "1"},
        "confidence": "low",
    }
    with pytest.raises(WrongTable, match=why):
        read(whole | entry)
