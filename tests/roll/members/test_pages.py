"""The register's pages over HTTP: who sees what, what is masked, and what a look leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.foundation.accounts.models import Look, User
from chibo.roll.members.actions import end_membership, place
from chibo.roll.organizations.actions import close, reshape
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, HA, LAN, MINH, NGA, identity


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


@pytest.fixture
def office(tree: Tree) -> Client:
    return signed_in(builders.clerk(tree.ward, tree.other_cell))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, url: str, status: int = 200, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == status, url
    return answer.content.decode()


def test_an_office_lists_its_own_people(tree: Tree, office: Client) -> None:
    builders.official(AN, tree.cell)
    builders.official(NGA, tree.neighbour_cell)
    page = read(office, "/dang-vien/")
    assert AN.name in page and "Đảng viên chính thức" in page
    assert NGA.name not in page


def test_the_list_of_an_earlier_day_says_so(tree: Tree, office: Client) -> None:
    an = builders.official(AN, tree.cell)
    place(person=an, organization=tree.neighbour_cell, by=None, on=TODAY)
    assert AN.name not in read(office, "/dang-vien/")
    page = read(office, "/dang-vien/", ngay="01/10/2020")
    assert AN.name in page and "01/10/2020" in page


def test_a_day_that_is_no_day_is_an_error_at_its_field(tree: Tree, office: Client) -> None:
    page = read(office, "/dang-vien/", 422, ngay="31/02/2020")
    assert "Ngày 31/02/2020 không có trong lịch" in page


def test_the_list_of_one_cell_is_reached_from_its_page(tree: Tree, office: Client) -> None:
    builders.official(AN, tree.cell)
    builders.official(MINH, tree.other_cell)
    page = read(office, "/dang-vien/", to_chuc=tree.cell.code)
    assert AN.name in page and MINH.name not in page


def test_a_record_shows_three_dates_and_masks_the_number(tree: Tree, office: Client) -> None:
    ha = builders.official(builders.person(HA, identity=identity(7)), tree.cell)
    page = read(office, f"/dang-vien/{ha.pk}/")
    for day in ("21/08/2016", "31/08/2016", "31/08/2017", "30/09/2017"):  # decided, ceremony, official, decided
        assert day in page
    assert identity(7) not in page
    assert Look.objects.get(person_id=ha.pk).page == "members:page"


def test_a_number_is_revealed_on_request_and_the_look_says_so(tree: Tree, office: Client) -> None:
    ha = builders.official(builders.person(HA, identity=identity(7)), tree.cell)
    answer = office.post(f"/dang-vien/{ha.pk}/so-dinh-danh/")
    assert identity(7) in answer.content.decode()
    assert Look.objects.get(person_id=ha.pk).page == "members:reveal"
    assert office.get(f"/dang-vien/{ha.pk}/so-dinh-danh/").status_code == 405


def test_a_member_reads_the_own_record_and_who_saw_it(tree: Tree, office: Client) -> None:
    lan = builders.official(LAN, tree.cell)
    read(office, f"/dang-vien/{lan.pk}/")
    own = signed_in(builders.account(lan, "lan"))
    page = read(own, "/dang-vien/cua-toi/")
    assert "Cán bộ văn phòng · Đảng bộ phường Hoa Sen" in page
    assert "Lê Thị Kim Chi" in page
    read(own, f"/dang-vien/{lan.pk}/", 404)
    assert f"/dang-vien/{lan.pk}/" not in read(own, "/dang-vien/")


def test_the_keeper_meets_nobody(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    keeper = signed_in(builders.keeper())
    read(keeper, f"/dang-vien/{an.pk}/", 404)
    assert AN.name not in read(keeper, "/dang-vien/") + read(keeper, "/dang-vien/tim/", ten="An")
    read(keeper, f"/to-chuc/{tree.cell.code}/", 404)


def test_who_left_is_found_apart(tree: Tree, office: Client) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="STRIKE_OFF", by=None, on=TODAY, decision="3-QĐ/TU", decided_on=TODAY)
    assert AN.name not in read(office, "/dang-vien/")
    assert "xóa tên" in read(office, "/dang-vien/", loai="ra-khoi-dang")
    assert "xóa tên" in read(office, f"/dang-vien/{an.pk}/").lower()


def test_one_hit_opens_the_record(tree: Tree, office: Client) -> None:
    an = builders.official(AN, tree.cell)
    assert office.get("/dang-vien/tim/", {"ten": "an nguyen"})["Location"] == f"/dang-vien/{an.pk}/"
    assert "Không tìm thấy" in read(office, "/dang-vien/tim/", ten="Nga")


def test_the_tree_as_it_stood(tree: Tree, office: Client) -> None:
    reshape(organization=tree.cell, name="Chi bộ đổi tên", by=None, on=TODAY, document="8-QĐ/ĐU", document_on=TODAY)
    close(organization=tree.other_cell, by=None, on=TODAY, ground="Giải thể", document="8-QĐ/ĐU", document_on=TODAY)
    today, before = read(office, "/to-chuc/"), read(office, "/to-chuc/", ngay="01/01/2020")
    assert "Chi bộ đổi tên" in today and "Chi bộ tổ dân phố 1" not in today
    assert "Chi bộ tổ dân phố 1" in before and "Chi bộ tổ dân phố 2" in before
    assert tree.neighbour_ward.code not in today


def test_an_organization_tells_its_names_and_its_people(tree: Tree, office: Client) -> None:
    reshape(
        organization=tree.ward,
        name="Đảng bộ phường Hoa Sen Mới",
        by=None,
        on=TODAY,
        document="12-QĐ/TU",
        document_on=TODAY,
    )
    builders.committee(tree.ward, [builders.official(AN, tree.cell)])
    page = read(office, f"/to-chuc/{tree.ward.code}/")
    for expected in ("Đảng bộ phường Hoa Sen Mới", "đến trước 26/10/2020", "12-QĐ/TU", AN.name, "2015-2020"):
        assert expected in page
    read(office, f"/to-chuc/{tree.neighbour_ward.code}/", 404)


def test_a_closed_cell_still_has_its_page(tree: Tree, office: Client) -> None:
    close(organization=tree.cell, by=None, on=TODAY, ground="Giải thể", document="8-QĐ/ĐU", document_on=TODAY)
    assert "đã kết thúc ngày 26/10/2020" in read(office, f"/to-chuc/{tree.cell.code}/")


def test_a_list_takes_no_more_queries_for_more_people(tree: Tree, office: Client) -> None:
    read(office, "/dang-vien/")
    counted = []
    for number in (2, 30):
        builders.officials(number, tree.cell, start=number)
        with CaptureQueriesContext(connection) as asked:
            read(office, "/dang-vien/", ten="v", loai="chinh-thuc")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12


def test_what_stood_above_a_cell_then_is_named_and_not_opened(tree: Tree, office: Client) -> None:
    """The cell came from another ward: in the tree of that time its ward has a name and no link."""
    reshape(
        organization=tree.neighbour_cell,
        parent=tree.ward,
        by=None,
        on=TODAY,
        document="12-QĐ/TU",
        document_on=TODAY,
    )
    page = read(office, "/to-chuc/", ngay="01/01/2020")
    assert "Chi bộ tổ dân phố 9" in page and "Đảng bộ phường Hoa Mai" in page
    assert f"/to-chuc/{tree.neighbour_ward.code}/" not in page
    assert "Đảng bộ phường Hoa Mai" not in read(office, "/to-chuc/")


def test_a_path_links_only_what_opens(tree: Tree, office: Client) -> None:
    an = builders.official(AN, tree.cell)
    page = read(office, f"/dang-vien/{an.pk}/") + read(office, f"/to-chuc/{tree.cell.code}/")
    assert page.count(f'href="/to-chuc/{tree.ward.code}/"') >= 2
    assert f'href="/to-chuc/{tree.city.code}/"' not in page and "Đảng bộ thành phố Bình Minh" in page
    own = read(signed_in(builders.account(an, "an")), "/dang-vien/cua-toi/")
    assert 'href="/to-chuc/' not in own and "Chi bộ tổ dân phố 1" in own


def test_party_age_stops_when_membership_does(tree: Tree, office: Client) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="STRIKE_OFF", by=None, on=TODAY, decision="3-QĐ/TU", decided_on=TODAY)
    assert "4 năm 2 tháng" in read(office, f"/dang-vien/{an.pk}/")  # 21/08/2016 to 26/10/2020
    khoa = builders.probationary(MINH, tree.cell)
    page = read(office, f"/dang-vien/{khoa.pk}/")
    assert "Tuổi đảng chỉ được tính khi đã công nhận chính thức" in page and "Chưa đạt" not in page
