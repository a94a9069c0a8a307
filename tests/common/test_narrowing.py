"""The word of the address finds its member; any other means the first."""

from __future__ import annotations

import pytest

from chibo.common.narrowing import Narrowing
from chibo.roll.members.queries.status import Filter
from chibo.work.honours.queries import cards, due


@pytest.mark.parametrize("kind", [Filter, cards.Filter, due.Filter])
def test_each_word_finds_its_own_and_a_stranger_the_first(kind: type[Narrowing]) -> None:
    members = list(kind)
    assert [kind.of(each.slug) for each in members] == members
    assert kind.of("khong-co") is members[0]
    assert all(each.label for each in members)
