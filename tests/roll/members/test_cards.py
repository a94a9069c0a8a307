"""A card's life: handed out once, lost, damaged, exchanged, taken back, kept; the old one stays."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest

from chibo.foundation.ledger.audit import audit
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.actions import (
    Exchange,
    end_card,
    end_membership,
    exchange_cards,
    issue_card,
    replace_card,
)
from chibo.roll.members.models import MemberCard, Person
from chibo.roll.members.rules.cards import check_end, check_number
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, KHOA, identity

pytestmark = pytest.mark.django_db
END = MemberCard.End
NEW_ERA = date(2025, 9, 2)


@pytest.fixture
def tree() -> Tree:
    return builders.tree()


def refused(words: str) -> AbstractContextManager[object]:
    return pytest.raises(Refusal, match=words)


def handed(person: Person, tree: Tree, number: str = "26123456", on: date = TODAY) -> MemberCard:
    return issue_card(person=person, number=number, issued_by=tree.city, by=None, on=on, decision="4-QĐ/TU")


def test_a_card_is_handed_out_once(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    handed(an, tree, "12.345678")
    with refused("đã phát"):
        handed(binh, tree, "12.345678")
    with refused("đã phát"):
        handed(binh, tree, "12345678 ")
    with refused("phải có 8 chữ số"):
        handed(binh, tree, "1234567")
    with refused("đang giữ một thẻ khác"):
        handed(an, tree, "12345679")
    with refused("chưa là đảng viên chính thức"):
        handed(builders.probationary(KHOA, tree.cell, admitted_on=TODAY - timedelta(days=60)), tree, "12345677")
    with refused("chưa ghi số quyết định"):
        issue_card(person=binh, number="12345677", issued_by=tree.city, by=None, on=TODAY, decision=" ")
    assert MemberCard.objects.count() == 1


def test_after_a_loss_the_new_card_remembers_the_old(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    old = handed(an, tree)
    end_card(card=old, ended_by=END.LOST, by=None, on=TODAY, document="Bản báo cáo mất thẻ", ground="Mất khi lũ")
    new = handed(an, tree, "26123457", TODAY + timedelta(days=30))
    old.refresh_from_db()
    assert (old.ended_by, old.ends_on, new.replaces_id) == (END.LOST, TODAY, old.pk)
    assert audit().ok


def test_an_end_needs_its_ground_and_its_order(tree: Tree) -> None:
    old = handed(builders.official(AN, tree.cell), tree)
    with refused("chưa ghi số bản báo cáo"):
        end_card(card=old, ended_by=END.LOST, by=None, on=TODAY)
    with refused("trước ngày cấp thẻ"):
        end_card(card=old, ended_by=END.LOST, by=None, on=TODAY - timedelta(days=1), document="BC")
    with refused("chưa chọn đúng lý do"):
        end_card(card=old, ended_by="GONE", by=None, on=TODAY, document="BC")
    end_card(card=old, ended_by=END.DAMAGED, by=None, on=TODAY, document="BC")
    with refused("đã ghi thôi dùng"):
        end_card(card=old, ended_by=END.LOST, by=None, on=TODAY, document="BC")


def test_a_damaged_card_is_replaced_in_one_act(tree: Tree) -> None:
    old = handed(builders.official(AN, tree.cell), tree)
    change = {"issued_by": tree.city, "by": None, "on": TODAY, "decision": "9-QĐ/TU"}
    with refused("chưa chọn đúng lý do đổi"):
        replace_card(card=old, ended_by=END.KEPT, number="26123457", **change)  # type: ignore[arg-type]  # one act
    new = replace_card(card=old, ended_by=END.DAMAGED, number="26123457", **change)  # type: ignore[arg-type]  # one act
    old.refresh_from_db()
    assert (old.ended_by, old.end_document, new.replaces_id) == (END.DAMAGED, "9-QĐ/TU", old.pk)


def test_who_left_hands_it_back_and_who_stays_does_not(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    card = handed(an, tree)
    with refused("đang sinh hoạt thì giữ thẻ"):
        end_card(card=card, ended_by=END.RETURNED, by=None, on=TODAY, document="BB")
    with refused("hồ sơ chưa ghi việc này"):
        end_card(card=card, ended_by=END.KEPT, by=None, on=TODAY)
    later = TODAY + timedelta(days=400)
    end_membership(person=an, ends_by="STRIKE_OFF", by=None, on=later, decision="8-QĐ/TU", decided_on=later)
    returned = end_card(card=card, ended_by=END.RETURNED, by=None, on=later, document="Biên bản thu thẻ")
    assert returned.ended_by == END.RETURNED


def test_the_family_of_the_deceased_keeps_it(tree: Tree) -> None:
    binh = builders.official(BINH, tree.cell)
    card = handed(binh, tree)
    end_membership(person=binh, ends_by="DEATH", by=None, on=TODAY + timedelta(days=5))
    assert end_card(card=card, ended_by=END.KEPT, by=None, on=TODAY + timedelta(days=9)).ended_by == END.KEPT


def test_the_exchange_of_2025_is_one_act(tree: Tree) -> None:
    people = builders.officials(5, tree.cell)
    lines = [Exchange(handed(person, tree, f"2600000{n}"), identity(n)) for n, person in enumerate(people)]
    new = exchange_cards(lines=lines, issued_by=tree.city, by=None, on=NEW_ERA, decision="20-QĐ/TU")
    assert [card.number for card in new] == [identity(n) for n in range(5)]
    assert MemberCard.objects.filter(ended_by=END.EXCHANGED, ends_on=NEW_ERA).count() == 5
    assert audit().ok
    with refused("đã thôi dùng"):
        exchange_cards(
            lines=[Exchange(lines[0].card, identity(90))],
            issued_by=tree.city,
            by=None,
            on=NEW_ERA,
            decision="21-QĐ/TU",
        )


def test_one_bad_line_refuses_the_whole_exchange(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    first, second = handed(an, tree), handed(binh, tree, "26123457")
    for lines, words in (
        ([Exchange(first, identity(1)), Exchange(second, "12345")], "12 chữ số"),
        ([Exchange(first, identity(1)), Exchange(second, identity(1))], "ghi hai lần"),
        ([Exchange(first, "26123457")], "đã phát"),
        ([], "chưa chọn đảng viên"),
    ):
        with refused(words):
            exchange_cards(lines=lines, issued_by=tree.city, by=None, on=NEW_ERA, decision="20-QĐ/TU")
    assert not MemberCard.objects.exclude(ended_by="").exists()


# Rules


def test_the_number_is_that_of_its_day() -> None:
    assert check_number(identity(1), law_on(NEW_ERA)) == []
    assert [f.refuses for f in check_number("123456789", law_on(NEW_ERA))] == [True]
    assert [f.asks_people for f in check_number("26123456", law_on(NEW_ERA))] == [True]
    assert check_number("26 123 456", law_on(date(2019, 1, 1))) == []
    assert check_number("2612345x", law_on(date(2019, 1, 1)))[0].refuses


def test_what_the_law_says_of_an_end_is_cited() -> None:
    kept = check_end("KEPT", "DEATH", law_on(date(2022, 1, 1)))
    assert kept[0].citation is not None
    assert check_end("RETURNED", "DEATH", law_on(date(2022, 1, 1)))[0].refuses
    assert check_end("LOST", "", law_on(date(2022, 1, 1))) == []
