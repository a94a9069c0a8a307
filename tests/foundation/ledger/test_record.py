"""An act and its entry stand together, and the database refuses to change what was recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import BrokenLedger, OutsideTransaction, record, record_batch, withhold
from chibo.foundation.ledger.chain import GENESIS, Row
from chibo.foundation.ledger.models import BatchRow, Entry, Head
from chibo.foundation.ledger.queries import end, verify

DAY = date(2026, 11, 20)


def admit(number: int = 12) -> Entry:
    return record(action="admissions.admit", by=None, on=DAY, subject=f"case:{number}", payload={"step": "A23"})


@pytest.mark.django_db
def test_an_act_is_recorded_and_names_its_predecessor() -> None:
    secretary = User(username="bi-thu-chi-bo-3")
    first = admit()
    second = record(
        action="cases.perform",
        by=secretary,
        on=DAY,
        subject="case:12/event:4",
        organization="CB-03",
        payload={"step": "A15", "passed": True, "counts": (19, 6, 0), "met_on": date(2026, 11, 19)},
    )
    assert (first.seq, first.previous, first.actor) == (1, GENESIS, "")
    assert (second.seq, second.previous, second.actor) == (2, first.digest, "bi-thu-chi-bo-3")
    second.refresh_from_db()
    assert second.payload == {"step": "A15", "passed": True, "counts": [19, 6, 0], "met_on": "2026-11-19"}
    assert second.software
    assert (end().length, end().digest) == (2, second.digest)
    assert verify().ok


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_entry() -> None:
    admit()
    with pytest.raises(RuntimeError), transaction.atomic():
        admit()
        raise RuntimeError
    assert end().length == 1
    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_of_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransaction, match="atomic"):
        admit()
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"share": 0.5}, TypeError),
        ({"who": object()}, TypeError),
        ({1: "one"}, TypeError),
        ({"name": "a\0b"}, ValueError),
        ({"name": "\ud800"}, ValueError),
        ({"\u00e2": 1, "a\u0302": 2}, ValueError),
    ],
)
def test_what_cannot_be_written_one_way_only_is_refused(payload: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        record(action="x", by=None, on=DAY, subject="x:1", payload=payload)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_legal_day_is_a_day_and_names_fit() -> None:
    with pytest.raises(TypeError, match="legal day"):
        record(action="x", by=None, on=datetime(2026, 11, 20, tzinfo=UTC), subject="x:1")
    with pytest.raises(ValueError, match="subject is longer than 80"):
        record(action="x", by=None, on=DAY, subject="x" * 81)


@pytest.mark.django_db
def test_the_same_content_in_other_clothes_is_written_alike() -> None:
    hanoi = timezone(timedelta(hours=7))
    entry = record(
        action="x",
        by=None,
        on=DAY,
        subject="x:1",
        payload={"b": "Nguye\u0302\u0303n", "a": datetime(2026, 11, 20, 9, tzinfo=hanoi)},
    )
    assert entry.payload == {"a": "2026-11-20T02:00:00.000000+00:00", "b": "Nguy\u1ec5n"}


@pytest.mark.django_db
def test_personal_data_can_be_withheld_and_the_chain_still_verifies() -> None:
    entry = record(action="x", by=None, on=DAY, subject="person:5", personal={"name": "Trần Thị Bưởi"})
    twin = record(action="x", by=None, on=DAY, subject="person:5", personal={"name": "Trần Thị Bưởi"})
    assert entry.personal_digest != twin.personal_digest
    withhold(entry=entry, by=None, on=DAY, ground="Yêu cầu của chủ thể dữ liệu ngày 18/11/2026")
    entry.refresh_from_db()
    assert entry.personal is None
    assert entry.salt == ""
    report = verify()
    assert (report.ok, report.entries, report.withheld) == (True, 3, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET action = 'nothing' WHERE seq = 1",
        'UPDATE ledger_entry SET personal = \'{"name": "X"}\' WHERE seq = 1',
        "UPDATE ledger_entry SET personal = NULL, payload = '[1]' WHERE seq = 1",
        "UPDATE ledger_entry SET salt = 'known' WHERE seq = 1",
        "DELETE FROM ledger_entry WHERE seq = 1",
        "DELETE FROM ledger_head",
        "UPDATE ledger_batchrow SET digest = 'other'",
        "DELETE FROM ledger_batchrow",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement: str) -> None:
    record(action="x", by=None, on=DAY, subject="person:5", personal={"name": "Trần Thị Bưởi"})
    record_batch(action="x", by=None, on=DAY, subject="x:1", rows=[Row(kind="seat", id=1, digest="a")])
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().ok


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 1200])
def test_one_entry_vouches_for_many_rows(count: int) -> None:
    rows = [Row(kind="membership", id=number, digest=f"{number:064}") for number in range(count)]
    entry = record_batch(action="demo.build", by=None, on=DAY, subject="demo", rows=iter(rows), payload={"year": 2020})
    assert entry.payload["batch"]["count"] == count
    assert entry.payload["year"] == 2020
    assert BatchRow.objects.filter(entry=entry).count() == count
    assert verify().ok


@pytest.mark.django_db
def test_nothing_is_added_to_a_ledger_that_lost_its_head() -> None:
    from chibo.foundation.ledger import guards

    admit()
    guards.remove(connection)
    Head.objects.all().delete()
    with pytest.raises(BrokenLedger, match="chibo ledger verify"):
        admit()


@pytest.mark.django_db(transaction=True)
def test_two_offices_writing_at_once_make_one_chain() -> None:
    failures: list[BaseException] = []

    def office(number: int) -> None:
        try:
            for _ in range(25):
                with transaction.atomic():
                    admit(number)
        except BaseException as error:  # told to the test below
            failures.append(error)
        finally:
            connection.close()

    offices = [Thread(target=office, args=(number,)) for number in (1, 2)]
    for each in offices:
        each.start()
    for each in offices:
        each.join(60)
    assert not failures
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 51))
    assert verify().ok
