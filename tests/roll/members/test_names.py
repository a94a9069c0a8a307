"""Names are found by their words, alike on either database, whatever somebody types."""

from __future__ import annotations

import pytest

from chibo.roll.members.models import Person
from tests import builders
from tests.builders import Tree
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
