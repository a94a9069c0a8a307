"""A checkpoint kept elsewhere shows even a chain that was written anew from end to end."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from chibo.foundation.ledger.actions import BrokenLedger, checkpoint, record
from chibo.foundation.ledger.chain import GENESIS
from chibo.foundation.ledger.models import Checkpoint, Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.ledger.signing import Signed, our_public_key, read_line
from tests.foundation.ledger.conftest import Attacker

AT = datetime(2026, 11, 20, 18, tzinfo=UTC)  # in Hanoi it is the next day already
OTHER_KEY = b64encode(b"another key of thirty-two bytes!").decode()


def faults(*checkpoints: Signed) -> list[tuple[str, int]]:
    return [(fault.kind, fault.seq) for fault in verify(checkpoints).faults]


@pytest.fixture
def signed(chain: None) -> Signed:
    return checkpoint(at=AT)


def test_a_checkpoint_is_signed_and_agrees(signed: Signed) -> None:
    assert signed.genuine
    assert (signed.seq, signed.public_key) == (20, our_public_key())
    assert read_line(signed.line) == signed
    report = verify([signed])
    assert (report.ok, report.checkpoints) == (True, 1)
    record(action="x", by=None, on=date(2026, 11, 21), subject="x:1")
    assert verify([signed]).ok


@pytest.mark.django_db
def test_an_empty_ledger_is_not_signed() -> None:
    with pytest.raises(BrokenLedger, match="chưa có mục nào"):
        checkpoint(at=AT)


def test_a_head_that_does_not_match_is_not_signed(attacker: Attacker) -> None:
    attacker.set_head(20, "f" * 64)
    with pytest.raises(BrokenLedger, match="không khớp"):
        checkpoint(at=AT)


def test_a_chain_written_anew_with_its_head(signed: Signed, attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_entry SET payload = '{}' WHERE seq = 7", "DELETE FROM ledger_checkpoint")
    attacker.set_head(20, attacker.rewrite_digests(1, 20, previous=GENESIS))
    assert faults() == []
    [fault] = verify([signed]).faults
    assert fault.sentence == "Mốc ký mục 20 (21/11/2026): sổ đến mục này đã bị viết lại"


def test_a_chain_cut_short_with_its_head(signed: Signed, attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq > 15", "DELETE FROM ledger_checkpoint")
    attacker.set_head(15, Entry.objects.get(seq=15).digest)
    assert faults() == []
    assert faults(signed) == [("checkpoint", 20)]


def test_the_checkpoints_kept_here_speak_too(signed: Signed, attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq > 15")
    attacker.set_head(15, Entry.objects.get(seq=15).digest)
    assert faults() == [("checkpoint", 20)]


def test_a_checkpoint_that_was_altered(signed: Signed, attacker: Attacker) -> None:
    assert faults(replace(signed, seq=19)) == [("signature", 19)]
    assert faults(replace(signed, signature="AAAA")) == [("signature", 20)]
    assert faults(replace(signed, public_key="no key")) == [("signature", 20)]
    Checkpoint.objects.update(digest="f" * 64)
    assert faults() == [("signature", 20)]


def test_a_checkpoint_of_a_stranger_is_believed_only_when_its_key_is(signed: Signed, settings: Settings) -> None:
    settings.LEDGER_KEY = OTHER_KEY
    assert faults(signed) == [("signature", 20)]
    assert verify([signed], trusted=[signed.public_key]).ok


@pytest.mark.parametrize("key", ["", "!", "QUFB"])
def test_a_key_that_is_none_is_refused(key: str, chain: None, settings: Settings) -> None:
    settings.LEDGER_KEY = key
    with pytest.raises(ImproperlyConfigured, match="LEDGER_KEY"):
        checkpoint(at=AT)


def test_the_commands_sign_into_a_file_and_verify_against_it(
    chain: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "checkpoints.jsonl"
    call_command("ledger", "checkpoint", str(file))
    record(action="x", by=None, on=date(2026, 11, 21), subject="x:1")
    call_command("ledger", "checkpoint", str(file))
    assert [read_line(line).seq for line in file.read_text().splitlines()] == [20, 21]
    capsys.readouterr()
    call_command("ledger", "verify", "--checkpoints", str(file))
    assert capsys.readouterr().out == "Sổ cái nguyên vẹn: 21 mục, 2 mốc ký, 0 dòng dữ liệu đối chiếu.\n"


def test_the_command_names_each_fault_and_fails(attacker: Attacker, capsys: pytest.CaptureFixture[str]) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq = 7")
    with pytest.raises(SystemExit) as ended:
        call_command("ledger", "verify")
    assert ended.value.code == 1
    assert "deleted       Mục 7 đã bị xóa khỏi sổ" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("ledger", "verify", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["entries"], told["faults"][0]["seq"]) == (False, 19, 7)


@pytest.mark.parametrize("line", ["{}", "nonsense", '{"seq": "20"}', "[1]"])
def test_a_line_that_is_no_checkpoint_is_named(chain: None, tmp_path: Path, line: str) -> None:
    file = tmp_path / "checkpoints.jsonl"
    call_command("ledger", "checkpoint", str(file))
    file.write_text(file.read_text() + line + "\n")
    with pytest.raises(CommandError, match=r"checkpoints\.jsonl:2"):
        call_command("ledger", "verify", "--checkpoints", str(file))


def test_files_that_cannot_be_used(chain: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("ledger", "checkpoint", str(tmp_path))
    with pytest.raises(CommandError):
        call_command("ledger", "verify", "--checkpoints", str(tmp_path / "none"))
    assert not Checkpoint.objects.exists()
