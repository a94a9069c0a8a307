"""Lists within one's scope: the right people, in Vietnamese order, as of the day, in a fixed number of queries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.roll.members.actions import end_membership, issue_card, place, replace_card
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.members.models import Role, Standing, Stay
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import Filter, Selection, authority_of, find_people, lists, members_of, people_page
from chibo.roll.members.queries.tallies import age_on
from chibo.roll.organizations.models import in_force
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, HA, KHOA, LAN, MINH, NGA, Character, crowd, identity


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


@pytest.fixture
def office(tree: Tree) -> Authority:
    return authority_of(builders.clerk(tree.ward, tree.other_cell), TODAY)


@pytest.fixture(params=["read whole", "walked along the names"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of reading a list give the same list."""
    if request.param == "walked along the names":
        monkeypatch.setattr(lists, "SELECTIVE", -1)
        monkeypatch.setattr(lists, "COUNTED", 0)
        monkeypatch.setattr(lists, "NAMED", 0)


def names(authority: Authority, on: date = TODAY, **narrowed: object) -> list[str]:
    return [row.person.name for row in people_page(authority, on, **narrowed).rows]  # type: ignore[arg-type]


@pytest.mark.usefixtures("way")
def test_only_the_own_scope_by_given_name(tree: Tree, office: Authority) -> None:
    for who, at in ((MINH, tree.cell), (AN, tree.other_cell), (NGA, tree.neighbour_cell)):
        builders.official(who, at)
    builders.person(HA, at=tree.cell)
    assert names(office) == [AN.name, "Lê Thị Kim Chi", MINH.name]


@pytest.mark.usefixtures("way")
def test_a_list_is_narrowed_by_what_people_are(tree: Tree, office: Authority) -> None:
    builders.probationary(KHOA, tree.cell)
    lan, minh, binh = (builders.official(who, tree.cell) for who in (LAN, MINH, BINH))
    builders.person(HA, at=tree.cell)
    builders.standing(lan, Standing.Kind.EXEMPT, on=date(2020, 1, 1))
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1))
    end_membership(
        person=binh, ends_by="STRIKE_OFF", by=None, on=date(2020, 5, 4), decision="3", decided_on=date(2020, 5, 4)
    )

    narrowed = {only: names(office, only=only) for only in Filter}

    assert narrowed[Filter.MEMBERS] == ["Lê Thị Kim Chi", KHOA.name, LAN.name, MINH.name]
    assert narrowed[Filter.OFFICIAL] == ["Lê Thị Kim Chi", LAN.name, MINH.name]
    assert narrowed[Filter.PROBATIONARY] == [KHOA.name]
    assert narrowed[Filter.EXEMPT] == [LAN.name]
    assert narrowed[Filter.SUSPENDED] == []
    assert narrowed[Filter.AWAY] == [MINH.name]
    assert narrowed[Filter.FORMER] == [BINH.name]
    assert narrowed[Filter.APPLICANT] == [HA.name]


@pytest.mark.usefixtures("way")
def test_the_list_of_an_earlier_day(tree: Tree, office: Authority) -> None:
    an = builders.official(AN, tree.cell)
    place(person=an, organization=tree.neighbour_cell, by=None, on=date(2020, 1, 1))
    assert AN.name in names(office, date(2019, 12, 31))
    assert AN.name not in names(office, TODAY)
    [row] = [row for row in people_page(office, date(2016, 12, 1)).rows if row.person == an]
    assert (str(row.status), row.home, row.since) == ("Đảng viên dự bị", "Chi bộ tổ dân phố 1", date(2016, 8, 31))


@pytest.mark.usefixtures("way")
def test_one_organization_of_the_scope(tree: Tree, office: Authority) -> None:
    builders.official(AN, tree.cell)
    builders.official(NGA, tree.neighbour_cell)
    assert names(office, within=builders.form(tree.cell)) == [AN.name]
    assert names(office, within=builders.form(tree.ward)) == [AN.name, "Lê Thị Kim Chi"]
    assert names(office, within=builders.form(tree.neighbour_cell)) == [], "what is asked for is not what is allowed"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyen van an", True),
        ("An Nguyễn", True),
        ("NGUYỄN", True),
        ("ngu an", True),
        ("nguyên", True),
        ("guyen", False),
        ("an binh", False),
    ],
)
def test_words_of_a_name_in_any_order_without_marks(tree: Tree, office: Authority, text: str, found: bool) -> None:
    builders.official(AN, tree.cell)
    assert (AN.name in names(office, text=text)) == found


@pytest.mark.usefixtures("way")
def test_pages_follow_each_other_without_gap_or_repetition(
    tree: Tree, office: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE", 4)
    twin = Character("Nguyễn Văn", "Ánh", "M", "1970")
    for who in (*crowd(9), twin, twin):
        builders.official(who, tree.cell)
    seen: list[int] = []
    after = ""
    while True:
        page = people_page(office, TODAY, after=after)
        seen += [row.person.pk for row in page.rows]
        after = page.following
        if not after:
            break
    assert len(seen) == len(set(seen)) == page.count == 12


def test_a_count_stops_somewhere(tree: Tree, office: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED", 3)
    monkeypatch.setattr(lists, "SELECTIVE", 2)
    builders.officials(4, tree.cell)
    page = people_page(office, TODAY, wanted=Selection(age_from=18))
    assert (page.count, page.capped) == (3, True)
    page = people_page(office, TODAY)
    assert (page.count, page.capped) == (5, False), "the figures of the cells tell a list that nothing narrows"


def test_search_puts_the_exact_name_first(tree: Tree, office: Authority) -> None:
    for given in ("Hà", "Ha", "Hạ"):
        builders.official(Character("Vũ Thu", given, "F", "1990"), tree.cell)
    builders.official(Character("Vũ Thu", "Hằng", "F", "1990"), tree.cell)
    found = [row.person.given_name for row in find_people(office, "vũ thu hạ", TODAY)]
    assert found[0] == "Hạ" and set(found[:3]) == {"Hà", "Ha", "Hạ"} and found[3] == "Hằng"


def test_search_by_identity_or_card_number(tree: Tree, office: Authority) -> None:
    ha = builders.official(builders.person(HA, identity=identity(7)), tree.cell)
    card = issue_card(person=ha, number="12.345.678", issued_by=tree.city, by=None, on=TODAY, decision="4-QĐ/TU")
    replace_card(
        card=card,
        ended_by="EXCHANGED",
        number=identity(7),
        issued_by=tree.city,
        by=None,
        on=TODAY,
        decision="5-QĐ/TU",
    )
    for text in (identity(7), "12.345.678", "12345678", f" {identity(7)} "):
        assert [row.person for row in find_people(office, text, TODAY)] == [ha]
    assert find_people(office, identity(8), TODAY) == []


def test_search_stays_within_the_scope(tree: Tree, office: Authority) -> None:
    builders.official(builders.person(NGA, identity=identity(9)), tree.neighbour_cell)
    assert find_people(office, NGA.name, TODAY) == find_people(office, identity(9), TODAY) == []
    assert find_people(office, "n", TODAY) == []


def test_the_members_of_a_cell(tree: Tree) -> None:
    builders.official(MINH, tree.cell)
    builders.person(HA, at=tree.cell)
    assert [row.person.name for row in members_of(tree.cell, TODAY)] == [MINH.name]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("size", [1, 40])
def test_few_queries_whatever_the_size(tree: Tree, office: Authority, size: int) -> None:
    builders.officials(size, tree.cell)
    with CaptureQueriesContext(connection) as asked:
        people_page(office, TODAY, wanted=Selection(text="n", sex="F", badge_round=date(2020, 11, 7)))
        people_page(office, TODAY)
    assert len(asked) <= 20


def test_guests_stand_in_the_list_and_those_counted_in_it_once(tree: Tree, office: Authority) -> None:
    minh, an = builders.official(MINH, tree.neighbour_cell), builders.official(AN, tree.cell)
    builders.away(minh, tree.cell, on=date(2020, 6, 1))
    builders.away(an, tree.other_cell, on=date(2020, 6, 1))
    assert names(office) == [AN.name, "Lê Thị Kim Chi", MINH.name] and people_page(office, TODAY).count == 3
    assert names(office, only=Filter.GUEST) == [AN.name, MINH.name]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"sex": "F"}, [BINH, LAN]),
        ({"ethnicity": "Tày"}, [AN]),
        ({"ethnicity": "Tày", "sex": "F"}, []),
        ({"theory": "advanced"}, [AN, BINH]),
        ({"age_from": 58}, [AN, LAN]),  # An was born on 8/3/1962, Lan in 1955
        ({"age_from": 59}, [LAN]),
        ({"age_to": 58}, [AN, BINH, MINH]),
        ({"age_from": 40, "age_to": 48}, [BINH, MINH]),  # Bình turns 49 in November, Minh turned 40 in February
        ({"party_age_from": 30}, [LAN]),
        ({"party_age_to": 29}, [AN, BINH, MINH]),
        ({"position": "SECRETARY"}, [BINH]),
        ({"position": "SEATED"}, [AN]),
        ({"badge_round": date(2020, 11, 7)}, [LAN]),
        ({"badge_round": date(2020, 9, 2)}, []),
    ],
)
def test_conditions_all_hold(tree: Tree, wanted: dict[str, Any], found: list[Character]) -> None:
    office = authority_of(builders.city_organizer(tree.city, tree.neighbour_cell), TODAY)
    an = builders.official(builders.person(AN, ethnicity="Tày", theory="advanced"), tree.cell)
    binh = builders.official(builders.person(BINH, theory="advanced"), tree.other_cell)
    builders.official(MINH, tree.cell)
    [lan] = enroll_many(
        rows=[
            Enrolment(
                family_name=LAN.family_name,
                given_name=LAN.given_name,
                sex=LAN.sex,
                born_on=LAN.born_on,
                organization=tree.cell,
                decision="1-QĐ/TU",
                decided_on=date(1990, 10, 10),  # thirty years in the Party on 10/10/2020
                admitted_on=date(1990, 10, 20),
                recognized_on=date(1991, 10, 20),
                recognition_decision="2-QĐ/TU",
                recognition_decided_on=date(1991, 11, 1),
            )
        ],
        by=None,
        on=TODAY,
        subject="register:2020",
    )
    builders.appointed(binh, Role.SECRETARY, tree.other_cell)
    builders.committee(tree.ward, [an])
    page = people_page(office, TODAY, wanted=Selection(**wanted), within=builders.form(tree.ward))
    assert [row.person.name for row in page.rows] == [who.name for who in found]
    assert page.count == min(len(found), lists.COUNTED)
    assert lan.stays.get(kind="OFFICIAL").aged_from == date(1990, 10, 10)


def test_ages_asked_of_a_list_are_those_that_are_counted(tree: Tree, office: Authority) -> None:
    """The bounds of a list are the inverse of counting full years, on 29 February too."""
    for born in ("1980-02-29", "1980-03-01", "1980", "1980-02"):
        builders.official(Character("Vũ", f"Sinh {born.replace('-', ' ')}", "F", born), tree.cell)
    for on in (date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 29)):
        for years in (40, 41, 43, 44):
            asked = Selection(age_from=years, age_to=years)
            listed = {row.person.pk for row in people_page(office, on, wanted=asked).rows}
            assert listed == {
                stay.person_id for stay in Stay.objects.filter(in_force(on)) if age_on(stay.born_on, on) == years
            }


@pytest.mark.parametrize("text", ["012345VP", "012345 vp", "012345-VP", "012345"])
def test_search_by_cv_number(tree: Tree, office: Authority, text: str) -> None:
    an = builders.official(builders.person(AN, cv_number="012345VP"), tree.cell)
    builders.official(builders.person(BINH, cv_number="0123456VP"), tree.cell)
    assert [row.person for row in find_people(office, text, TODAY)] == [an]


@pytest.mark.parametrize("text", ["Vũ Thúy Hòa", "vũ thuý hoà", "VŨ THÚY HOÀ", "Vu  Thuy Hoa", "hòa vũ"])
def test_search_takes_the_tone_where_it_stands(tree: Tree, office: Authority, text: str) -> None:
    builders.official(Character("Vũ Thúy", "Hòa", "F", "1990"), tree.cell)
    assert [row.person.given_name for row in find_people(office, text, TODAY)] == ["Hòa"]


@pytest.mark.parametrize("size", [1, 40])
def test_a_search_is_a_few_queries(tree: Tree, office: Authority, size: int) -> None:
    builders.officials(size, tree.cell)
    with CaptureQueriesContext(connection) as asked:
        find_people(office, "nguyen", TODAY)
    assert len(asked) <= 8


def test_of_many_organizations_the_nearest_and_the_chosen_are_offered(
    tree: Tree, office: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_CHOICES", 2)
    assert [form.organization for form in lists.organization_choices(office)] == [tree.ward, tree.cell]
    chosen = lists.organization_choices(office, tree.other_cell.code)
    assert [form.organization for form in chosen] == [tree.ward, tree.other_cell]
    assert tree.neighbour_ward not in {form.organization for form in lists.organization_choices(office, "DU-HOAMAI")}
