"""The pages of files over HTTP: what is shown, what is sent, and what a look leaves behind."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chibo.foundation.accounts.models import Look, User
from chibo.roll.files import actions
from chibo.roll.files.models import Correction, FileEntry, PaperCheck, Proposal, Round, RoundItem
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Form
from tests import builders
from tests.builders import Tree
from tests.cast import HA, identity

FILES = "/ho-so-dang-vien"
WRITTEN = date(2020, 10, 26)
DEGREE = Told("TRAINING", "Đại học", "Trường A", "2010-09", "2014", "12/ĐH", "2014")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(office: User) -> Client:
    return signed_in(office)


def read(client: Client, url: str, status: int = 200, **query: str) -> str:
    answer = client.get(url, query)
    assert answer.status_code == status, url
    return answer.content.decode()


def send(client: Client, url: str, status: int = 302, **data: str) -> str:
    answer = client.post(url, data)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def test_the_page_of_a_person_shows_the_file(clerk: Client, office: User, binh: Person) -> None:
    actions.add_entry(person=binh, told=DEGREE, by=office, on=WRITTEN)
    page = read(clerk, f"/dang-vien/{binh.pk}/")
    for words in ("Trình độ, đào tạo, bồi dưỡng", "Đại học, Trường A (từ 09/2010 đến 2014)", "Giấy tờ trong hồ sơ"):
        assert words in page
    assert f"{FILES}/{binh.pk}/giay-to/" in page


def test_an_entry_is_added_by_hand_in_two_steps(clerk: Client, binh: Person) -> None:
    assert "Loại mục" in read(clerk, f"{FILES}/{binh.pk}/cac-muc/ghi/")
    url = f"{FILES}/{binh.pk}/cac-muc/ghi/?loai=AWARD"
    page = send(clerk, url, 422, what="Bằng khen", from_on="31/02/2019")
    assert "không có trong lịch" in page and 'value="Bằng khen"' in page
    page = send(clerk, url, 422, what="Bằng khen", from_on="2019")
    assert "Chưa ghi số quyết định" in page
    send(clerk, url, what="Bằng khen", from_on="05/2019", document="7/QĐ", document_on="2019", issuer="Tỉnh")
    assert FileEntry.objects.get().from_on == "2019-05"
    assert "số 7/QĐ năm 2019 Tỉnh" in read(clerk, f"{FILES}/{binh.pk}/cac-muc/")


def test_a_correction_of_an_entry_shows_both(clerk: Client, office: User, binh: Person) -> None:
    entry = actions.add_entry(person=binh, told=DEGREE, by=office, on=WRITTEN)
    url = f"{FILES}/muc/{entry.pk}/sua/"
    assert 'value="09/2010"' in read(clerk, url)
    data = {"what": "Đại học", "where": "Trường B", "from_on": "9/2010", "to_on": "2014"}
    assert "Chưa ghi" in send(clerk, url, 422, **data)
    send(clerk, url, **data, ground="Bằng gốc", ground_document="12/ĐH", ground_on="01/06/2014")
    page = read(clerk, f"{FILES}/{binh.pk}/cac-muc/")
    assert "Đại học, Trường B" in page and "Trước khi sửa" in page and "Đại học, Trường A" in page


def test_a_column_is_put_right_against_what_was_seen(clerk: Client, office: User, binh: Person) -> None:
    url = f"{FILES}/{binh.pk}/sua/residence/"
    data = {"kind": "UPDATE", "ground": "Phiếu bổ sung", "document": "PBS", "document_on": "01/10/2020", "seen": ""}
    send(clerk, url, **data, new="Số 5")
    page = send(clerk, url, 422, **data, new="Số 6")
    assert "đã được sửa thành “Số 5”" in page and "Mở lại với giá trị đang ghi" in page
    assert Correction.objects.get().new == "Số 5"
    assert read(clerk, f"{FILES}/{binh.pk}/sua/khac/", 404)


def test_the_form_for_a_birth_date_says_that_it_is_frozen(clerk: Client, binh: Person) -> None:
    assert "không xem xét điều chỉnh tuổi" in read(clerk, f"{FILES}/{binh.pk}/sua/born_on/")


def test_an_identity_number_shows_on_no_page_of_the_file(tree: Tree, clerk: Client, office: User) -> None:
    ha = builders.official(builders.person(HA, identity=identity(7)), tree.cell)
    told = Asked("identity", "TRANSCRIPTION", identity(7), identity(8), "Thẻ căn cước", "1", WRITTEN)
    actions.correct_person(person=ha, asked=told, by=office, on=WRITTEN)
    for url in (f"/dang-vien/{ha.pk}/", f"{FILES}/{ha.pk}/cac-muc/", f"{FILES}/{ha.pk}/sua/identity/"):
        page = read(clerk, url)
        assert identity(7) not in page and identity(8) not in page
    # and the form notices a change by somebody else without showing either number
    data = {"kind": "TRANSCRIPTION", "ground": "x", "document": "1", "document_on": "01/10/2020", "seen": "older"}
    assert "đã được sửa" in send(clerk, f"{FILES}/{ha.pk}/sua/identity/", 422, **data, new=identity(9))


def test_many_papers_are_marked_at_once_and_the_typed_text_is_kept(clerk: Client, binh: Person) -> None:
    url = f"{FILES}/{binh.pk}/giay-to/"
    page = send(clerk, url, 422, p34="PRESENT", s34="on", d34="9-KL")
    assert 'value="9-KL"' in page and "Chưa ghi ngày" in page
    page = send(clerk, url, 422, on="01/11/2020", p34="PRESENT", s34="on", d34="9-KL")
    assert "phải ghi số văn bản và nơi để" in page
    send(clerk, url, on="01/11/2020", kept_at="Tủ 1", p1="PRESENT", p5="MISSING", n5="đang xin sao")
    assert set(PaperCheck.objects.values_list("number", "state", "kept_at")) == {
        (1, "PRESENT", "Tủ 1"),
        (5, "MISSING", "Tủ 1"),
    }
    page = read(clerk, url)
    assert "đang xin sao" in page and "không nhận bản chụp" in page
    assert 'type="file"' not in page


def test_the_rest_that_must_be_there_is_marked_in_one_go(clerk: Client, binh: Person) -> None:
    send(clerk, f"{FILES}/{binh.pk}/giay-to/", on="01/11/2020", rest="PRESENT", p5="MISSING")
    states = dict(PaperCheck.objects.values_list("number", "state"))
    assert states[5] == "MISSING" and states[1] == "PRESENT" and 6 not in states


def test_an_organization_lists_the_gaps_and_one_paper_is_ticked_for_all(
    tree: Tree, clerk: Client, binh: Person
) -> None:
    page = read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/")
    assert binh.name in page and "Chưa kiểm" in page and "In sổ (A4)" in page
    url = f"{FILES}/to-chuc/{tree.ward.code}/kiem/5/"
    assert binh.name in read(clerk, url)
    send(clerk, url, **{"on": "01/11/2020", f"p{binh.pk}": "PRESENT"})
    assert PaperCheck.objects.get().person == binh
    assert read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/kiem/105/", 404)


def test_the_home_of_files_opens_the_only_organization(tree: Tree, clerk: Client) -> None:
    assert clerk.get(f"{FILES}/").headers["Location"] == f"{FILES}/to-chuc/{tree.ward.code}/"


def test_a_round_is_walked_from_opening_to_end(tree: Tree, clerk: Client, binh: Person) -> None:
    url = f"{FILES}/to-chuc/{tree.ward.code}/doi-chieu/"
    assert "sổ chưa có lần đối chiếu nào" in read(clerk, url)
    send(clerk, url, on="01/11/2020")
    round = Round.objects.get()
    page = f"{FILES}/doi-chieu/{round.pk}/"
    assert binh.name in read(clerk, page)
    others = {f"a{pk}": "on" for pk in round.items.exclude(person=binh).values_list("person", flat=True)}
    send(clerk, page, **{"on": "02/11/2020", f"khac{binh.pk}": "thiếu thẻ", **others})
    item = RoundItem.objects.get(person=binh)
    assert "1 hồ sơ có điều khác" in send(clerk, f"{page}ket-thuc/", 422, on="03/11/2020")
    send(clerk, f"{page}xu-ly/{item.pk}/", on="03/11/2020", how="đã bổ sung")
    send(clerk, f"{page}ket-thuc/", on="03/11/2020")
    assert "Đã xong" in read(clerk, url)


def test_a_round_of_one_cell_and_a_fixed_number_of_queries(
    tree: Tree, clerk: Client, office: User, binh: Person
) -> None:
    builders.officials(4, tree.other_cell)
    people = list(Person.objects.filter(memberships__isnull=False).distinct().values_list("pk", flat=True))
    round = actions.open_round(organization=tree.ward, people=people, by=office, on=WRITTEN)
    page = read(clerk, f"{FILES}/doi-chieu/{round.pk}/", chi_bo=tree.cell.code)
    assert page.count("Chưa đối chiếu") == 1 and binh.name in page
    with CaptureQueriesContext(connection) as queries:
        read(clerk, f"{FILES}/doi-chieu/{round.pk}/")
    assert len(queries) <= 14  # with the session, the reader and the shell


def test_a_file_is_lent_and_taken_back_by_hand(tree: Tree, clerk: Client, binh: Person) -> None:
    data = {"borrower": "Mượn", "office": "UBKT", "purpose": "đọc", "allowed_by": "PBT", "number": ""}
    page = send(clerk, f"{FILES}/{binh.pk}/muon/", 422, **data, on="01/11/2020", due_on="30/10/2020")
    assert "ở trước ngày mượn" in page
    send(clerk, f"{FILES}/{binh.pk}/muon/", **data, on="01/11/2020", due_on="10/11/2020")
    assert "Quá hạn trả" in read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/muon/")
    loan = binh.file_loans.get()
    send(clerk, f"{FILES}/muon/{loan.pk}/tra/", on="09/11/2020", note="đủ")
    assert "Đã trả" in read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/muon/")


def test_minutes_and_books_are_printed(tree: Tree, clerk: Client, binh: Person) -> None:
    data = {"giver": "Giao", "receiver": "Nhận", "ground": "QĐ 5"}
    send(clerk, f"{FILES}/to-chuc/{tree.ward.code}/ban-giao/", on="01/11/2020", **data)
    page = read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/ban-giao/")
    assert "Giao giao, Nhận nhận" in page
    for url in (
        page.split('class="go" href="')[1].split('"')[0],
        f"{FILES}/to-chuc/{tree.ward.code}/so/so-dang-vien/",
        f"{FILES}/{binh.pk}/in/phieu-dang-vien/",
        f"{FILES}/{binh.pk}/in/phieu-bo-sung/?nam=2019",
    ):
        answer = clerk.get(url)
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", url
        assert answer.content.startswith(b"%PDF")
    assert read(clerk, f"{FILES}/to-chuc/{tree.ward.code}/so/so-khac/", 404)
    assert read(clerk, f"{FILES}/{binh.pk}/in/phieu-khac/", 404)
    assert Look.objects.filter(person_id=binh.pk, page="files:sheet").count() == 2


def test_guests_are_kept_by_the_cell_itself(tree: Tree) -> None:
    cell = signed_in(builders.secretary(tree.cell))
    url = f"{FILES}/to-chuc/{tree.cell.code}/noi-cu-tru/"
    data = {"name": "Lương Thảo", "home": "Chi bộ Trường A", "letter": "1-GT", "exempt": "barracks"}
    send(cell, url, **data, on="01/11/2020")
    page = read(cell, url)
    assert "Lương Thảo" in page and "không tính vào số đảng viên" in page


def test_a_member_asks_and_reads_the_answer(tree: Tree, clerk: Client, binh: Person) -> None:
    member = signed_in(builders.account(binh, "binh"))
    assert "Đề nghị sửa hồ sơ của tôi" in read(member, "/dang-vien/cua-toi/")
    url = f"{FILES}/de-nghi/cua-toi/"
    assert "Mục muốn sửa" in read(member, url)
    send(member, f"{url}?muc=residence", new="Số 5, tổ 1", ground="Thẻ căn cước")
    proposal = Proposal.objects.get()
    assert "Chờ trả lời" in read(member, url)
    assert binh.name in read(clerk, f"{FILES}/de-nghi/")
    answer = f"{FILES}/de-nghi/{proposal.pk}/"
    assert "Số 5, tổ 1" in read(clerk, answer)
    assert Look.objects.filter(person_id=binh.pk, page="files:answer").exists()
    assert "Chưa ghi" in send(clerk, answer, 422, **{"tu-choi": "1", "reason": ""})
    send(clerk, answer, **{"tu-choi": "1", "reason": "Chưa thấy giấy tờ"})
    page = read(member, url)
    assert "Không sửa" in page and "Chưa thấy giấy tờ" in page


def test_an_accepted_proposal_changes_the_record(clerk: Client, binh: Person) -> None:
    member = signed_in(builders.account(binh, "binh"))
    send(member, f"{FILES}/de-nghi/cua-toi/?muc=occupation", new="Giáo viên", ground="Hợp đồng")
    told = {"kind": "UPDATE", "ground": "Phiếu bổ sung", "document": "PBS", "document_on": "01/10/2020"}
    send(clerk, f"{FILES}/de-nghi/{Proposal.objects.get().pk}/", **told)
    binh.refresh_from_db()
    assert binh.occupation == "Giáo viên"
    assert "Đã sửa" in read(member, f"{FILES}/de-nghi/cua-toi/")


def test_a_member_withdraws_the_own_proposal_and_no_other(tree: Tree, binh: Person) -> None:
    member = signed_in(builders.account(binh, "binh"))
    send(member, f"{FILES}/de-nghi/cua-toi/?muc=occupation", new="Giáo viên", ground="Hợp đồng")
    pk = Proposal.objects.get().pk
    other = signed_in(builders.account(builders.official(builders.DUNG, tree.cell), "dung"))
    send(other, f"{FILES}/de-nghi/{pk}/rut/", 404)
    send(member, f"{FILES}/de-nghi/{pk}/rut/")
    assert Proposal.objects.get().state == "WITHDRAWN"


def test_ticking_all_where_nothing_is_left_to_check_is_answered_in_words(clerk: Client, binh: Person) -> None:
    url = f"{FILES}/{binh.pk}/giay-to/"
    send(clerk, url, on="27/10/2026", rest="PRESENT")
    page = send(clerk, url, 422, on="27/10/2026", rest="PRESENT")
    assert "Không còn giấy tờ phải có nào chưa kiểm" in page


def test_an_organization_that_has_ended_still_shows_its_rounds_and_opens_none(clerk: Client, tree: Tree) -> None:
    url = f"{FILES}/to-chuc/{tree.cell.code}/doi-chieu/"
    assert "mỗi 6 tháng" in read(clerk, url)
    ended = date(2026, 1, 1)
    Form.objects.filter(organization=tree.cell).update(ends_on=ended)
    type(tree.cell).objects.filter(pk=tree.cell.pk).update(ended_on=ended)
    page = read(clerk, url)
    assert "Chưa có đợt nào" in page
    assert "mỗi 6 tháng" not in page
    assert "Mở đợt mới" not in page
