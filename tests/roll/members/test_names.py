"""Names are found by their words, alike on either database, whatever somebody types."""

from __future__ import annotations

from typing import Any

import pytest

from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of, find_people, search
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import Character


@pytest.fixture
def names(db: None) -> Tree:
    tree = builders.tree()
    for family, given in (
        ("Nguyễn Văn", "An"),
        ("Nguyễn Thị Vân", "Anh"),
        ("Đỗ", "Văn"),
        ("H'Hen", "Niê_%"),
        ("K\\", "'"),
    ):
        builders.official(Character(family, given, "F", "1990"), tree.cell)
    return tree


def found(text: str, how: str = "words") -> set[str]:
    asked = {f"folded__{how}": text}
    return set(Person.objects.filter(**asked, memberships__isnull=False).values_list("given_name", flat=True))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Văn Nguyễn", {"An", "Anh"}),
        ("van", {"An", "Anh", "Văn"}),
        ("  do   VAN ", {"Văn"}),
        ("guyen", set()),
        ("h'h", {"Niê_%"}),
        ("nie_%", {"Niê_%"}),
        ("n_e", set()),
        ("'", {"'"}),
        ("\\", set()),
        ("k\\", {"'"}),
        ("'a':* | 'v", set()),
        ("!van", set()),
        ("a" * 5_000, set()),
        (" ".join(f"a{number}" for number in range(3_000)), set()),
    ],
)
@pytest.mark.usefixtures("names")
def test_every_word_from_its_beginning(text: str, given: set[str]) -> None:
    assert found(text) == found(text, "words_here") == given


@pytest.mark.usefixtures("names")
def test_no_word_asks_nothing() -> None:
    assert len(found(" ")) == 5
    assert not Person.objects.exclude(folded__words="van nguyen").filter(folded="nguyen van an").exists()


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Văn Nguyễn", {"An", "Anh"}),
        ("nguy văn", set()),
        ("van", {"An", "Anh", "Văn"}),
        ("ngu", set()),
        ("'", {"'"}),
        ("%", set()),
    ],
)
@pytest.mark.usefixtures("names")
def test_whole_words(text: str, given: set[str]) -> None:
    assert found(text, "whole_words") == given


WAYS = {
    "its own people": {},
    "each way in the scope": {"NARROW": -1},
    "the first ones of all": {"NARROW": -1, "_wide": lambda _: True},
    "too few of the first ones": {"NARROW": -1, "_wide": lambda _: True, "AHEAD": 0},
    "too many to look at": {"NARROW": -1, "SELECTIVE": 0},
    "many of a name": {"NARROW": -1, "RANKED": 0, "RANKED_OF_ONE": 0},
    "many of a name everywhere": {"NARROW": -1, "RANKED": 0, "RANKED_OF_ONE": 0, "_wide": lambda _: True},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
def test_a_search_finds_the_same_people_in_every_way(
    names: Tree, way: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = authority_of(builders.clerk(names.ward, names.other_cell), TODAY)
    builders.official(Character("Nguyễn Văn", "An", "M", "1980"), names.neighbour_cell)
    builders.official(Character("Văn An", "Nguyên", "M", "1980"), names.cell)
    builders.official(Character("Trần", "Âm", "M", "1980"), names.cell)  # between An and Ân in the order of names
    for name, value in way.items():
        monkeypatch.setattr(search, name, value)

    def found(text: str) -> list[str]:
        return [row.person.name for row in find_people(office, text, TODAY)]

    assert found("nguyễn văn an")[0] == "Nguyễn Văn An"
    assert sorted(found("nguyễn văn an")) == ["Nguyễn Thị Vân Anh", "Nguyễn Văn An", "Văn An Nguyên"]
    assert sorted(found("an")) == ["Nguyễn Thị Vân Anh", "Nguyễn Văn An", "Văn An Nguyên"]
    assert found("an")[:2] == ["Nguyễn Văn An", "Nguyễn Thị Vân Anh"], "who is called so comes first"
    assert found("van do") == ["Đỗ Văn"]
    assert found("khổng thị không") == []
