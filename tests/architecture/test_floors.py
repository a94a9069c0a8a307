"""The import contracts hold, and the one that matters most is shown to bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

LINT = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT, "--no-cache", *words], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_go_down_the_floors_and_rooms() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.fixture
def house_with_targets(tmp_path: Path) -> Path:
    """A copy of the house in which the app of targets stands."""
    shutil.copytree(
        ROOT / "chibo", tmp_path / "chibo", ignore=shutil.ignore_patterns("law", "static", "__pycache__", "fonts")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    directives = tmp_path / "chibo/work/directives"
    directives.mkdir(exist_ok=True)
    (directives / "__init__.py").touch()
    (directives / "models.py").write_text("class Target: ...\n")
    return tmp_path


def test_targets_may_stand_beside_admissions(house_with_targets: Path) -> None:
    assert lint(house_with_targets, "--contract", "targets").returncode == 0


@pytest.mark.parametrize("reader", ["work/admissions", "engine/cases", "engine/meetings", "roll/members"])
def test_no_decision_about_a_person_can_read_a_target(house_with_targets: Path, reader: str) -> None:
    (house_with_targets / "chibo" / reader / "peek.py").write_text("from chibo.work.directives.models import Target\n")
    answer = lint(house_with_targets, "--contract", "targets")
    assert answer.returncode == 1
    assert "No decision about a person can read a target BROKEN" in answer.stdout


def test_not_even_through_somebody_else(house_with_targets: Path) -> None:
    (house_with_targets / "chibo/common/peek.py").write_text("from chibo.work.directives.models import Target\n")
    (house_with_targets / "chibo/work/admissions/peek.py").write_text("from chibo.common.peek import Target\n")
    assert lint(house_with_targets, "--contract", "targets").returncode == 1
