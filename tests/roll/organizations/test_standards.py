"""What a committee asks for beside the central text, and what it confirms; for its subtree, from its day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import Confidence
from chibo.roll.organizations.actions import adopt_standard, confirm_value
from chibo.roll.organizations.queries import law_for
from tests import builders
from tests.builders import Tree

ON = date(2026, 11, 2)
PAPER = {"document": "5-NQ/ĐU", "document_on": date(2026, 10, 28)}


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def test_a_ward_asks_for_more_and_only_below_itself(tree: Tree) -> None:
    adopt_standard(
        organization=tree.ward,
        parameter="admission.age_min_years",
        value=20,
        clause="khoản một",
        by=None,
        on=ON,
        until=date(2027, 1, 1),
        **PAPER,
    )

    asked = law_for(tree.cell, ON).value("admission.age_min_years")
    assert (asked.number, asked.local) == (20, "5-NQ/ĐU ngày 28/10/2026")
    assert asked.citation.label.startswith("khoản một")
    for elsewhere, day in ((tree.neighbour_cell, ON), (tree.cell, date(2026, 11, 1)), (tree.cell, date(2027, 1, 1))):
        assert law_for(elsewhere, day).value("admission.age_min_years").number == 18
    assert Entry.objects.get(action="organizations.adopt_standard").payload["value"] == 20


def test_the_tightest_of_two_committees_holds(tree: Tree) -> None:
    for organization, age in ((tree.ward, 20), (tree.city, 22)):
        adopt_standard(
            organization=organization, parameter="admission.age_min_years", value=age, by=None, on=ON, **PAPER
        )
    assert law_for(tree.cell, ON).value("admission.age_min_years").number == 22
    assert law_for(tree.neighbour_cell, ON).value("admission.age_min_years").number == 22


def test_a_fraction_is_kept_as_a_fraction(tree: Tree) -> None:
    adopt_standard(organization=tree.ward, parameter="admission.cell_threshold", value="3/4", by=None, on=ON, **PAPER)
    assert law_for(tree.cell, ON).value("admission.cell_threshold").fraction == Fraction(3, 4)


def test_a_value_that_nobody_had_read_binds_once_confirmed(tree: Tree) -> None:
    name = "admission.decision_working_days"
    assert not law_for(tree.cell, ON).value(name).binds

    confirm_value(organization=tree.city, parameter=name, value=45, by=None, on=ON, **PAPER)

    confirmed = law_for(tree.cell, ON).value(name)
    assert (confirmed.number, confirmed.confidence, confirmed.binds) == (45, Confidence.CONFIRMED, True)
    assert not law_for(tree.province, ON).value(name).binds, "a city confirms for its own subtree"
    assert not law_on(ON).value(name).binds


def test_what_was_confirmed_may_still_be_tightened(tree: Tree) -> None:
    name = "admission.decision_working_days"
    confirm_value(organization=tree.city, parameter=name, value=40, by=None, on=ON, **PAPER)
    adopt_standard(organization=tree.ward, parameter=name, value=30, by=None, on=ON, **PAPER)
    assert law_for(tree.cell, ON).value(name).number == 30
    assert law_for(tree.neighbour_cell, ON).value(name).number == 40


# Refused


@pytest.mark.parametrize(
    ("parameter", "value", "sentence"),
    [
        ("admission.age_min_years", 17, "chỉ được đặt chặt hơn"),
        ("admission.age_min_years", 18, "chỉ được đặt chặt hơn"),
        ("admission.age_max_years", 65, "chỉ được đặt chặt hơn"),
        ("admission.cell_threshold", "1/2", "chỉ được đặt chặt hơn"),
        ("admission.vote_methods", ["card"], "chỉ được đặt chặt hơn"),
        ("admission.age_min_years", "hai mươi", "không phải là giá trị"),
        ("admission.no_such", 3, "không có tham số"),
    ],
)
def test_no_standard_is_loosened(tree: Tree, parameter: str, value: object, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        adopt_standard(organization=tree.ward, parameter=parameter, value=value, by=None, on=ON, **PAPER)
    assert law_for(tree.cell, ON) == law_on(ON)


def test_a_standard_has_a_document_signed_before(tree: Tree) -> None:
    with pytest.raises(Refusal, match="trước ngày ký"):
        adopt_standard(
            organization=tree.ward,
            parameter="admission.age_min_years",
            value=20,
            document="5-NQ/ĐU",
            document_on=date(2026, 11, 3),
            by=None,
            on=ON,
        )


def test_a_value_with_a_source_is_not_confirmed_again(tree: Tree) -> None:
    with pytest.raises(Refusal, match="đã có nguồn"):
        confirm_value(organization=tree.city, parameter="admission.age_min_years", value=18, by=None, on=ON, **PAPER)
