"""The ``chibo`` command and the commands that belong to no matter: serve, backup."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chibo import cli
from chibo.foundation.accounts.models import User


def test_help_lists_our_commands_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--help"])
    said = capsys.readouterr().out
    assert "Usage: chibo COMMAND" in said
    for name in ["serve", "migrate", "account", "backup"]:
        assert f"\n  {name} " in said


def test_no_word_at_all_is_a_question_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main([])
    assert "Usage: chibo COMMAND" in capsys.readouterr().out


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["bakcup", "x"])
    assert (
        stopped.value.code
        == "chibo: there is no command 'bakcup'. Did you mean 'backup'? 'chibo --help' lists them all."
    )


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_is_a_whole_database(tmp_path: Path) -> None:
    User.objects.create_user("le.van.phong", full_name="Lê Văn Phòng")
    copy = tmp_path / "copy.sqlite3"
    call_command("backup", str(copy), verbosity=0)

    with sqlite3.connect(copy) as opened:
        assert opened.execute("SELECT full_name FROM accounts_user").fetchall() == [("Lê Văn Phòng",)]
    opened.close()
    assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.sqlite
def test_an_older_backup_is_never_overwritten(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    copy.write_text("older")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(copy))
    assert copy.read_text() == "older"


@pytest.mark.sqlite
def test_a_backup_into_nowhere_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("backup", str(tmp_path / "missing" / "copy.sqlite3"))


def test_postgresql_is_backed_up_with_its_own_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "postgresql")
    with pytest.raises(CommandError, match="pg_dump --format=custom"):
        call_command("backup", str(tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_serving_on_no_port_is_refused(port: str) -> None:
    with pytest.raises(CommandError, match="no port"):
        call_command("serve", "--port", port)


def test_serve_makes_the_tables_and_answers(tmp_path: Path, unused_port: int) -> None:
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("CHIBO_", "DJANGO_"))},
        "CHIBO_DATA": str(tmp_path / "new"),
    }
    command = [sys.executable, "-m", "chibo", "serve", "--port", str(unused_port), "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            page = first_answer(f"http://127.0.0.1:{unused_port}/dang-nhap/")
        finally:
            server.terminate()
            said = server.communicate(timeout=20)[0].decode()
    assert "Đăng nhập" in page, said
    assert (tmp_path / "new" / "chibo.sqlite3").stat().st_mode & 0o077 == 0


def first_answer(url: str) -> str:
    deadline = time.monotonic() + 120  # every table is made first, on whatever machine
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.2)
    return ""


@pytest.fixture
def unused_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
