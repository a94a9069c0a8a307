"""The ledger's pages: for keepers, newest first, without anybody's personal data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger import permissions
from chibo.foundation.ledger.actions import checkpoint, record
from chibo.foundation.ledger.models import Entry
from tests.foundation.ledger.conftest import Attacker

ENTRIES, VERIFY = "/so-cai/", "/so-cai/kiem-tra/"


@pytest.fixture
def keeper(db: None) -> Client:
    return signed_in(User.objects.create(username="quan-tri", full_name="Lê Văn Giữ", is_keeper=True))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seqs(client: Client, **query: object) -> list[int]:
    return [entry.seq for entry in client.get(ENTRIES, query).context["page"].entries]


def test_a_keeper_reads_the_entries_and_no_personal_data(chain: None, keeper: Client) -> None:
    assert reverse("ledger:entries") == ENTRIES
    page = keeper.get(ENTRIES)
    assertContains(page, "case:1/event:20")
    assertContains(page, Entry.objects.get(seq=20).digest[:8])
    assertNotContains(page, "Bưởi")


@pytest.mark.parametrize("address", [ENTRIES, VERIFY])
def test_others_are_told_why_not(address: str, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    user = User.objects.create(username="bi-thu", full_name="Trần Thị Bưởi")
    assert Client().get(address).status_code == 302
    assert signed_in(user).get(address).status_code == 403
    opening = lambda who, on: Q(subject="case:1") if who.pk == user.pk else None  # noqa: E731
    monkeypatch.setattr(permissions, "OPENINGS", [*permissions.OPENINGS, opening])
    assert signed_in(user).get(address).status_code == 200


def test_entries_are_filtered(chain: None, keeper: Client) -> None:
    secretary = User.objects.create(username="bi-thu")
    record(action="x", by=secretary, on=date(2026, 11, 21), subject="case:12")
    record(action="x", by=None, on=date(2026, 11, 21), subject="case:1")
    today = timezone.localdate()
    assert seqs(keeper, subject="case:1")[:2] == [22, 20]
    assert seqs(keeper, subject="case:12") == [21]
    assert seqs(keeper, actor="bi-thu") == [21]
    assert len(seqs(keeper, day=f"{today:%d/%m/%Y}")) == 22
    assert seqs(keeper, day=f"{today - timedelta(days=1):%d/%m/%Y}") == []
    assertContains(keeper.get(ENTRIES, {"subject": "case:99"}), "Không có mục nào như thế")


def test_a_wrong_day_is_said_at_its_field(chain: None, keeper: Client) -> None:
    assertContains(keeper.get(ENTRIES, {"day": "31/02/2026"}), "Ngày 31/02/2026 không có trong lịch")


def test_entries_are_turned_page_by_page(keeper: Client, db: None) -> None:
    for number in range(120):
        record(action="x", by=None, on=date(2026, 11, 21), subject=f"case:{number}")
    first = keeper.get(ENTRIES).context["page"]
    assert (first.entries[0].seq, first.older, first.newer) == (120, 71, None)
    second = keeper.get(ENTRIES, {"before": first.older}).context["page"]
    assert (second.entries[0].seq, second.older, second.newer) == (70, 21, 70)
    third = keeper.get(ENTRIES, {"before": second.older}).context["page"]
    assert ([third.entries[0].seq, third.entries[-1].seq], third.older) == ([20, 1], None)
    back = keeper.get(ENTRIES, {"after": third.newer}).context["page"]
    assert [entry.seq for entry in back.entries] == [entry.seq for entry in second.entries]
    assert keeper.get(ENTRIES, {"after": second.newer}).context["page"].newer is None


@pytest.mark.parametrize("before", ["nonsense", "-1", "9" * 40])
def test_a_place_that_is_none_begins_at_the_newest(chain: None, keeper: Client, before: str) -> None:
    assert seqs(keeper, before=before)[0] == 20


def test_an_empty_ledger_says_so(keeper: Client) -> None:
    assertContains(keeper.get(ENTRIES), "Sổ cái chưa có mục nào")
    assertContains(keeper.get(VERIFY), "Chưa có mốc ký nào")


def test_a_press_verifies_everything(chain: None, keeper: Client) -> None:
    checkpoint(at=timezone.now())
    before = keeper.get(VERIFY)
    assertContains(before, Entry.objects.get(seq=20).digest)
    assertNotContains(before, "Kết quả")
    assertContains(keeper.post(VERIFY), "Đã đọc 20 mục: không mục nào bị sửa")


def test_each_fault_is_said(attacker: Attacker, keeper: Client) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq = 7", "UPDATE ledger_entry SET payload = '{}' WHERE seq = 12")
    page = keeper.post(VERIFY)
    assertContains(page, "thấy 2 lỗi")
    assertContains(page, "Mục 7 đã bị xóa khỏi sổ.")
    assertContains(page, "Mục 12 (cases.perform, ngày 12/11/2026) đã bị sửa sau khi ghi.")


def test_only_a_press_verifies(keeper: Client) -> None:
    assert Client(enforce_csrf_checks=True).post(VERIFY).status_code in {302, 403}
    assert keeper.put(VERIFY).status_code == 405
    assert keeper.post(ENTRIES).status_code == 405
