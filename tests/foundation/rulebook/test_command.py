"""``chibo law check`` and ``chibo law docs``: what ships is sound, and what is generated is fresh."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.foundation.rulebook.conftest import SmallLaw


def told(*words: str | Path) -> str:
    out = StringIO()
    call_command("law", *map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def test_the_law_that_ships_is_sound() -> None:
    assert told("check").endswith(": sound\n")


def test_a_fault_is_told_with_its_place(law_files: SmallLaw) -> None:
    law_files.change("parameters/joining/age.yaml", "value: 18", "value: x")
    out = StringIO()
    with pytest.raises(CommandError, match="the law is not sound"):
        call_command("law", "check", "--folder", str(law_files.folder), stdout=out, stderr=out)
    assert out.getvalue().startswith("parameters/joining/age.yaml:6: 'x' is not a whole number of years\n")


def test_pages_are_written_and_then_fresh(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"stale: instruments.md, parameters.md, procedures.md, procedure-admission.svg"
    ):
        told("docs", "--check", "--folder", tmp_path)
    assert not list(tmp_path.iterdir())
    told("docs", "--folder", tmp_path)
    assert told("docs", "--check", "--folder", tmp_path) == "fresh\n"
    (tmp_path / "parameters.md").write_text("changed by hand", encoding="utf-8")
    with pytest.raises(CommandError, match=r"stale: parameters.md; run"):
        told("docs", "--check", "--folder", tmp_path)


def test_the_pages_say_every_value_with_its_source(tmp_path: Path) -> None:
    told("docs", "--folder", tmp_path)
    page = (tmp_path / "parameters.md").read_text(encoding="utf-8")
    assert "| 45 ngày làm việc | mục 4.3.1 Quy định 294-QĐ/TW ngày 26/5/2025 | đã đối chiếu |" in page
    assert "chưa đối chiếu văn bản gốc" in page
