"""The place of the stories about files: a ward, two cells, its clerk, and somebody whose file it is."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from tests import builders
from tests.builders import Tree
from tests.cast import BINH

ON = date(2020, 10, 26)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


@pytest.fixture
def office(tree: Tree) -> User:
    return builders.clerk(tree.ward, tree.other_cell)


@pytest.fixture
def binh(tree: Tree) -> Person:
    return builders.official(BINH, tree.cell)
