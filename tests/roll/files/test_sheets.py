"""What is printed is what the register knows on the day; what it does not know is asked for with dots."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.accounts.models import User
from chibo.foundation.papers.printing import missing
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files import actions, sheets
from chibo.roll.files.queries.registers import lines_of
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.actions import end_membership, place, set_standing
from chibo.roll.members.models import Membership, Person, Standing
from chibo.roll.organizations.queries import form_of
from tests import builders
from tests.builders import Tree
from tests.cast import AN, CHI, DUNG, GIANG, KHOA, LAN

ON = date(2020, 10, 26)


@pytest.fixture
def people(tree: Tree, binh: Person) -> dict[str, Person]:
    """One of each kind in the cell; somebody of the neighbour here for a time."""
    found = {"binh": binh, "khoa": builders.probationary(KHOA, tree.cell, admitted_on=date(2020, 3, 2))}
    found |= {name: builders.official(who, tree.cell) for name, who in (("an", AN), ("lan", LAN), ("chi", CHI))}
    found["dung"], found["giang"] = builders.official(DUNG, tree.cell), builders.official(GIANG, tree.neighbour_cell)
    set_standing(
        person=found["lan"],
        kind=Standing.Kind.EXEMPT,
        by=None,
        on=date(2020, 5, 4),
        document="4-NQ/CB",
        document_on=date(2020, 5, 3),
    )
    for name, end in (("chi", Membership.End.STRIKE_OFF), ("dung", Membership.End.DEATH)):
        end_membership(
            person=found[name],
            by=None,
            on=date(2020, 6, 1),
            ends_by=end,
            decision="9-QĐ",
            decided_on=date(2020, 5, 30),
        )
    for who, where in ((found["an"], tree.neighbour_cell), (found["giang"], tree.cell)):
        place(person=who, organization=where, kind="TEMPORARY", by=None, on=date(2020, 9, 1), ground="GT")
    return found


def names(tree: Tree, book: str, table: str = "register_rows", on: date = ON) -> set[str]:
    return {row["name"] for row in lines_of(book, form_of(tree.cell, on), on)[table]}


def test_each_book_holds_its_people(tree: Tree, people: dict[str, Person]) -> None:
    told = {name: person.name for name, person in people.items()}
    assert names(tree, "so-dang-vien") == {told[name] for name in ("binh", "khoa", "an", "lan")}
    assert names(tree, "so-du-bi") == {told["khoa"]}
    assert names(tree, "so-mien-sinh-hoat") == {told["lan"]}
    assert names(tree, "so-ra-khoi-dang") == {told["chi"]}
    assert names(tree, "so-tu-tran") == {told["dung"]}
    assert names(tree, "so-tam-thoi") == {told["an"]}
    assert names(tree, "so-tam-thoi", "register_rows_in") == {told["giang"]}


def test_a_book_of_an_earlier_day_is_of_that_day(tree: Tree, people: dict[str, Person]) -> None:
    before = date(2020, 2, 1)
    assert people["khoa"].name not in names(tree, "so-dang-vien", on=before)
    assert people["chi"].name in names(tree, "so-dang-vien", on=before)


def test_a_line_says_its_days(tree: Tree, people: dict[str, Person]) -> None:
    (khoa,) = lines_of("so-du-bi", form_of(tree.cell, ON), ON)["register_rows"]
    assert (khoa["seq"], khoa["born"], khoa["joined"], khoa["until"]) == (1, "12/1998", "02/03/2020", "02/03/2021")
    (lan,) = lines_of("so-mien-sinh-hoat", form_of(tree.cell, ON), ON)["register_rows"]
    assert (lan["since"], lan["ground"], lan["born"]) == ("04/05/2020", "số 4-NQ/CB", "1955")


def test_a_book_too_long_is_printed_by_parts(
    tree: Tree, people: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST", 2)
    with pytest.raises(Refusal, match="theo từng tổ chức trực thuộc"):
        sheets.book_pdf("so-dang-vien", form_of(tree.cell, ON), ON)


ENTRIES = (
    Told("TRAINING", "Đại học", "Trường A", "2010-09", "2014", "12/ĐH", "2014"),
    Told("POST", "Tổ trưởng tổ dân phố", "", "2020-03"),
    Told("AWARD", "Bằng khen", "", "2019", "", "7/QĐ", "2019", "Tỉnh"),
    Told("DISCIPLINE", "Khiển trách", "", "2018-04-10", "2019-04-10", "3-QĐ", "2018-04-10", "Chi bộ"),
)


def test_the_card_sheet_prints_the_entries_and_dots_the_rest(binh: Person, office: User) -> None:
    for told in ENTRIES:
        actions.add_entry(person=binh, told=told, by=office, on=ON)
    data = sheets.card_sheet(binh, ON)
    assert data["professional_training"] == ["Đại học, Trường A, từ 09/2010 đến 2014, số 12/ĐH"]
    assert data["awards"] == [{"when": "2019", "what": "Bằng khen", "document": "7/QĐ, Tỉnh"}]
    assert data["disciplines"][0]["when"] == "10/04/2018 – 10/04/2019"
    assert data["cell_name"] == "Chi bộ tổ dân phố 1" and data["base_name"] == "Đảng bộ phường Hoa Sen"
    assert (data["ceremony_date"], data["recognised_date"]) == (date(2016, 8, 31), date(2017, 8, 31))
    dotted = {fact.name for fact in missing(sheets.official_form("phieu-dang-vien", ON), data)}
    assert {"identity_number", "referees", "badges", "languages", "health"} <= dotted
    assert not {"person_name", "awards", "professional_training"} & dotted


def test_the_supplement_of_a_year_tells_that_year_only(binh: Person, office: User) -> None:
    for told in ENTRIES:
        actions.add_entry(person=binh, told=told, by=office, on=ON)
    moved = Asked("residence", "UPDATE", "", "Số 5, tổ 1", "Phiếu bổ sung", "PBS", date(2020, 2, 3))
    actions.correct_person(person=binh, asked=moved, by=office, on=ON)
    data = sheets.supplement(binh, 2020, ON)
    assert data["new_posts"] == ["Tổ trưởng tổ dân phố, từ 03/2020"]
    assert data["residence_changes"] == ["Số 5, tổ 1 (từ 03/02/2020)"]
    assert (data["new_awards"], data["new_education"], data["new_disciplines"]) == ([], [], [])
    assert sheets.supplement(binh, 2019, ON)["new_awards"] == ["Bằng khen, từ 2019, số 7/QĐ"]


def test_the_form_keeps_its_official_code() -> None:
    code = sheets.official_form("phieu-bo-sung", ON).code
    assert code.startswith("3-") and sheets.official_form("phieu-bo-sung", ON).layout == "phieu-bo-sung"
