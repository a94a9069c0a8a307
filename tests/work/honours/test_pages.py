"""The pages of badges and cards: who is due, filters, papers, own view, numbers of questions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from chibo.common.dates import add_years
from chibo.roll.members.actions import end_membership
from chibo.roll.members.models import MemberCard, Person, Role
from chibo.roll.members.queries import authority_of
from chibo.work.honours import actions
from chibo.work.honours.models import Award, Nomination
from chibo.work.honours.permissions import check_can_decide
from chibo.work.honours.queries.due import Filter, due_page
from tests import builders
from tests.builders import form as form_of
from tests.cast import LAN, identity
from tests.work.honours.stage import ROUND, TODAY, Stage

pytestmark = pytest.mark.django_db
ADDRESS = "/khen-thuong/"


@pytest.fixture
def stage() -> Stage:
    return Stage()


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]  # a user of the stage
    return client


def round_address(stage: Stage, day: date = ROUND) -> str:
    return f"{ADDRESS}dot/{stage.tree.ward.code}/{day.isoformat()}/"


def names(stage: Stage, only: Filter = Filter.DUE, day: date = ROUND) -> list[tuple[str, int]]:
    page = due_page(form_of(stage.tree.ward), day, TODAY, only)
    return [(row.person.name, row.due.level) for row in page.rows]


# Who is due


def test_those_who_reach_a_badge_since_the_last_round_are_due(stage: Stage) -> None:
    fresh, earlier, young = (
        stage.veteran(1, date(1992, 10, 1)),
        stage.veteran(2, date(1980, 1, 1)),
        stage.veteran(3, date(1999, 1, 1)),
    )
    assert names(stage) == [(fresh.name, 30)]
    assert names(stage, Filter.EARLIER) == [(earlier.name, 40)]
    assert young.name not in str(names(stage) + names(stage, Filter.EARLIER))


def test_who_holds_it_or_is_on_the_way_is_not_due(stage: Stage) -> None:
    held, proposed = stage.veteran(1, date(1992, 10, 1)), stage.veteran(2, date(1992, 10, 2))
    actions.record_earlier(
        person=held, level=30, decision="3-QĐ/TU", decided_on=date(2022, 5, 1), stroke=stage.stroke()
    )
    stage.nominated(proposed)
    assert names(stage) == []


def test_every_day_falls_into_exactly_one_round(stage: Stage) -> None:
    """The window of the database and the rule agree to the day."""
    since = date(2022, 9, 2)
    edges = [add_years(day + timedelta(days=n), -30) for day in (since, ROUND) for n in (-1, 0, 1)]
    people = {stage.veteran(n, day).name: day for n, day in enumerate(edges)}
    due = {name for name, _ in names(stage)}
    assert due == {name for name, day in people.items() if since < add_years(day, 30) <= ROUND}


def test_the_deceased_stand_apart(stage: Stage) -> None:
    near, far = stage.veteran(1, date(1993, 5, 1)), stage.veteran(2, date(1997, 5, 1))
    for person in (near, far):
        end_membership(person=person, ends_by="DEATH", by=None, on=date(2022, 9, 20))
    assert names(stage, Filter.DECEASED) == [(near.name, 30)]
    assert names(stage) == []


# Pages


def test_the_round_is_told_to_the_ward(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 1))
    response = signed_in(stage.office).get(round_address(stage))
    assert response.status_code == 200
    page = response.content.decode()
    assert person.name in page and "30 năm" in page and "01/10/2022" in page
    assert "Lập tờ trình" in page


def test_home_leads_to_the_next_round_or_to_the_own_page(stage: Stage) -> None:
    assert "/dot/" in signed_in(stage.office).get(ADDRESS)["Location"]
    member = builders.account(builders.official(LAN, stage.tree.cell), "dangvien")
    assert signed_in(member).get(ADDRESS)["Location"] == "/khen-thuong/cua-toi/"


@pytest.mark.parametrize("day", ["2022-11-08", "2022-02-30", "hom-nay"])
def test_a_day_that_is_no_round_is_not_found(stage: Stage, day: str) -> None:
    address = f"{ADDRESS}dot/{stage.tree.ward.code}/{day}/"
    assert signed_in(stage.office).get(address).status_code == 404


def test_the_questions_stay_few_whatever_the_size(stage: Stage, django_assert_max_num_queries: object) -> None:
    for number in range(60):
        stage.veteran(number, date(1992, 9, 3) + timedelta(days=number))
    clients = [signed_in(user) for user in (stage.office, stage.pen)]
    for client, code in zip(clients, (stage.tree.ward.code, stage.tree.cell.code), strict=True):
        client.get("/")  # the first answer writes the session
        for only in Filter:
            with django_assert_max_num_queries(12):  # type: ignore[operator]  # session and frame included
                response = client.get(f"{ADDRESS}dot/{code}/{ROUND.isoformat()}/", {"muc": only.slug})
            assert response.status_code == 200


def test_a_whole_round_by_its_forms(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 1))
    cell, ward = signed_in(stage.pen), signed_in(stage.office)
    next_round = _next_round()
    sent = cell.post(
        f"{ADDRESS}dang-vien/{person.pk}/to-khai/",
        {"level": "30", "round_on": next_round.isoformat(), "ground": "REACHED", "declared_on": "01/10/2026"},
    )
    nomination = Nomination.objects.get()
    assert sent["Location"] == f"{ADDRESS}de-nghi/{nomination.pk}/"
    cell.post(
        f"{ADDRESS}chi-bo/{stage.tree.cell.code}/xet/",
        {f"n{nomination.pk}": "yes", "on": "05/10/2026", "document": "9-NQ/CB"},
    )
    ward.post(
        f"{ADDRESS}dot/{stage.tree.ward.code}/{next_round.isoformat()}/to-trinh/",
        {"chosen": [nomination.pk], "number": "7-TTr/ĐU", "on": "10/10/2026"},
    )
    nomination.refresh_from_db()
    decided = ward.post(
        f"{ADDRESS}to-trinh/{nomination.submission_id}/quyet-dinh/",
        {"decider": stage.tree.province.pk, "number": "70-QĐ/TU", "on": "20/10/2026"},
    )
    assert decided["Location"] == f"{ADDRESS}to-trinh/{nomination.submission_id}/"
    award = Award.objects.get()
    nomination.refresh_from_db()
    ward.post(
        f"{ADDRESS}quyet-dinh/{nomination.decision_id}/trao/",
        {"chosen": [award.pk], "on": "07/11/2026", "place": "Hội trường", f"number_{award.pk}": "A 12"},
    )
    award.refresh_from_db()
    assert (award.number, award.place) == ("A 12", "Hội trường")
    page = cell.get(f"{ADDRESS}de-nghi/{nomination.pk}/").content.decode()
    for words in ("Tờ khai ngày 01/10/2026", "9-NQ/CB ngày 05/10/2026", "70-QĐ/TU", "Đã trao 07/11/2026"):
        assert words in page, words
    assert "Huy hiệu 30 năm tuổi đảng" in cell.get(f"/dang-vien/{person.pk}/").content.decode()


def test_the_committee_that_decides_enters_its_own_decision(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 1))
    nomination = stage.nominated(person)
    stage.considered(nomination)
    submission = stage.submitted(nomination)
    above = builders.official(LAN, stage.tree.other_cell)
    builders.appointed(above, Role.ORGANIZER, stage.tree.province)
    client = signed_in(builders.account(above, "tochuc.tinh"))
    address = f"{ADDRESS}to-trinh/{submission.pk}/"
    assert "Ghi quyết định" in client.get(address).text
    assert [name for _, name in client.get(f"{address}quyet-dinh/").context["form"].fields["decider"].choices][-1] == (
        form_of(stage.tree.province).name
    ), "in the name of nobody else"
    sent = client.post(
        f"{address}quyet-dinh/", {"decider": stage.tree.province.pk, "number": "70-QĐ/TU", "on": "20/10/2026"}
    )
    assert sent["Location"] == address
    assert Award.objects.get().person == person
    with pytest.raises(PermissionDenied):
        check_can_decide(authority_of(stage.pen, TODAY), [form_of(stage.tree.ward)])


def test_whoever_is_short_of_the_badge_is_told_at_once(stage: Stage) -> None:
    person = stage.veteran(1, date(1999, 10, 1))
    sent = {"level": "30", "round_on": _next_round().isoformat(), "ground": "REACHED", "declared_on": "01/10/2026"}
    page = signed_in(stage.pen).post(f"{ADDRESS}dang-vien/{person.pk}/to-khai/", sent, follow=True)
    told = [str(message) for message in page.context["messages"]]
    assert told[0] == "Đã ghi tờ khai."
    assert "chưa đủ 30 năm tuổi đảng" in told[1]


def test_the_page_of_a_person_names_the_same_badge_as_the_list(stage: Stage) -> None:
    person = stage.veteran(2, date(1980, 1, 1))
    today = timezone.localdate()
    listed = due_page(form_of(stage.tree.ward), _next_round(), today, Filter.EARLIER).rows
    told = signed_in(stage.pen).get(f"{ADDRESS}dang-vien/{person.pk}/")
    assert [row.due.level for row in listed] == [told.context["told"].next_level]
    assert told.context["told"].reached
    assert "Mốc đã đủ, chưa ghi huy hiệu" in told.text


def test_a_refusal_stands_at_its_field_with_its_clause(stage: Stage) -> None:
    person = stage.veteran(1, date(1999, 10, 1))
    response = signed_in(stage.pen).post(
        f"{ADDRESS}dang-vien/{person.pk}/to-khai/",
        {"level": "30", "round_on": _next_round().isoformat(), "ground": "EARLY", "declared_on": "01/10/2026"},
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "Chưa ghi giấy tờ chứng minh bệnh nặng" in page
    assert not Nomination.objects.exists()


def test_the_member_sees_the_own_age_and_declares(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 1))
    own = signed_in(builders.account(person, "cuu.chien.binh"))
    page = own.get(f"{ADDRESS}cua-toi/").content.decode()
    assert "Tuổi đảng" in page and "1,5 × 2.340.000 đồng = 3.510.000 đồng" in page
    sent = own.post(
        f"{ADDRESS}cua-toi/to-khai/",
        {"level": "30", "round_on": _next_round().isoformat(), "ground": "REACHED", "declared_on": "01/10/2026"},
    )
    assert sent.status_code == 302
    nomination = Nomination.objects.get()
    assert own.get(f"{ADDRESS}de-nghi/{nomination.pk}/").status_code == 200
    assert own.get(f"{ADDRESS}dang-vien/{person.pk}/").status_code == 404, "the page of the office is not theirs"


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_every_paper_prints(stage: Stage, ending: str) -> None:
    decision = stage.whole_way([stage.veteran(1, date(1992, 10, 1)), stage.veteran(2, date(1992, 10, 2))])
    nomination = Nomination.objects.first()
    assert nomination is not None
    office = signed_in(stage.office)
    magic = {"pdf": b"%PDF", "docx": b"PK"}[ending]
    for address in (
        f"de-nghi/{nomination.pk}/to-khai",
        f"de-nghi/{nomination.pk}/nghi-quyet",
        f"to-trinh/{nomination.submission_id}/to-trinh",
        f"quyet-dinh/{decision.pk}/quyet-dinh",
        f"quyet-dinh/{decision.pk}/danh-sach-trao",
    ):
        response = office.get(f"{ADDRESS}{address}.{ending}")
        assert response.status_code == 200 and response.content.startswith(magic), address


# Cards


def test_cards_are_listed_by_what_people_hold(stage: Stage) -> None:
    old = stage.veteran(1, date(1992, 10, 1), card="26123456")
    new = stage.veteran(2, date(1993, 10, 1), card=identity(2))
    without = stage.veteran(3, date(1994, 10, 1))
    office = signed_in(stage.office)

    def shown(only: str) -> set[str]:
        page = office.get(f"{ADDRESS}the/{stage.tree.cell.code}/", {"muc": only}).content.decode()
        return {person.name for person in (old, new, without) if person.name in page}

    assert shown("") == {without.name}
    assert shown("the-cu") == {old.name}
    assert shown("dang-giu") == {old.name, new.name}
    page = office.get(f"{ADDRESS}the/{stage.tree.cell.code}/", {"muc": "dang-giu"}).content.decode()
    assert identity(2) not in page and identity(2)[-4:] in page


def test_a_card_is_handed_out_lost_and_replaced_by_forms(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 1))
    office, pen = signed_in(stage.office), signed_in(stage.pen)
    issue = f"{ADDRESS}dang-vien/{person.pk}/phat-the/"
    office.post(issue, {"number": identity(5), "on": "01/10/2026", "decision": "4-QĐ/TU"})
    card = person.cards.get()
    lost = {"ended_by": "LOST", "on": "05/10/2026", "document": "Bản báo cáo"}
    bare = pen.post(f"{ADDRESS}the/dang-giu/{card.pk}/thoi-dung/", {**lost, "document": ""})
    assert bare.status_code == 422
    assert "document" in bare.context["form"].errors, "said at the field, not above the form alone"
    assert pen.post(f"{ADDRESS}the/dang-giu/{card.pk}/thoi-dung/", lost).status_code == 302
    office.post(issue, {"number": identity(6), "on": "20/10/2026", "decision": "5-QĐ/TU"})
    second = person.cards.get(ended_by="")
    change = {"ended_by": "DAMAGED", "number": identity(7), "on": "25/10/2026", "decision": "6-QĐ/TU"}
    office.post(f"{ADDRESS}the/dang-giu/{second.pk}/doi/", change)
    assert [each.ended_by for each in MemberCard.objects.order_by("pk")] == ["LOST", "DAMAGED", ""]
    refused = office.post(issue, {"number": "12", "on": "25/10/2026", "decision": "6-QĐ/TU"})
    assert refused.status_code == 422


def test_old_cards_are_exchanged_by_one_decision(stage: Stage) -> None:
    for number in range(3):
        stage.veteran(number, date(1992, 10, 1), card=f"2612345{number}", identity=identity(number))
    office = signed_in(stage.office)
    address = f"{ADDRESS}the/{stage.tree.ward.code}/doi-the/"
    cards = list(MemberCard.objects.values_list("pk", flat=True))
    assert identity(1) not in office.get(address).content.decode()
    assert office.post(address, {"chosen": cards, "on": "02/09/2025", "decision": "20-QĐ/TU"}).status_code == 302
    assert set(MemberCard.objects.filter(ended_by="").values_list("number", flat=True)) == {
        identity(number) for number in range(3)
    }
    listed = office.get(
        f"{ADDRESS}the/{stage.tree.ward.code}/danh-sach-phat/", {"starts_on": "01/09/2025", "ends_on": "30/09/2025"}
    )
    assert listed.content.startswith(b"%PDF")
    none = office.get(
        f"{ADDRESS}the/{stage.tree.ward.code}/danh-sach-phat/", {"starts_on": "01/09/2020", "ends_on": "30/09/2020"}
    )
    assert none.status_code == 422


def test_an_interruption_is_entered_by_the_committee(stage: Stage) -> None:
    person: Person = stage.veteran(1, date(1992, 10, 1))
    address = f"{ADDRESS}dang-vien/{person.pk}/gian-doan/"
    sent = {"kind": "TRANSFER", "months": "12", "document": "5-QĐ/TU", "document_on": "01/10/2026"}
    assert signed_in(stage.pen).post(address, sent).status_code == 403
    assert signed_in(stage.office).post(address, sent).status_code == 302
    assert "12 tháng" in signed_in(stage.office).get(f"{ADDRESS}dang-vien/{person.pk}/").content.decode()


def _next_round() -> date:
    """A round that lies ahead of the real day, which the pages read."""
    from django.utils import timezone

    from chibo.foundation.rulebook.law import law_on
    from chibo.work.honours.rules.badges import round_from

    found = round_from(law_on(timezone.localdate()), timezone.localdate())
    assert found is not None
    return found
