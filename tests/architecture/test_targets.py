"""Nobody is admitted to reach a number: no page, paper, rule or query of an admission knows one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT, named, room, templates

#: Numbers to reach, in both languages. ``hx-target`` and ``target=`` are about pages, not about people.
TO_REACH = re.compile(r"chỉ tiêu|chi[-_ ]tieu|(?<!hx-)\btargets?\b(?!=)|\bquotas?\b|directives", re.IGNORECASE)
#: The texts themselves speak of it: a citation may say that a target is no ground.
SAYS_IT_IS_NO_GROUND = re.compile(r"không (?:vì|chạy theo|để đạt|lấy)[^.]*chỉ tiêu", re.IGNORECASE)


def of_admissions() -> Iterator[Path]:
    """Code, pages and law on the way from sympathiser to card."""
    for folder in (PACKAGE / "work/admissions", PACKAGE / "engine", PACKAGE / "roll"):
        yield from (path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".js", ".typ"})
    for matter in ("admission", "recognition"):
        yield from (PACKAGE / "law").glob(f"procedures/{matter}*.yaml")
        yield from (PACKAGE / "law").glob(f"parameters/{matter}*/*.yaml")
    yield from (path for path in templates() if "admissions" in path.parts or "cases" in path.parts)


def test_nothing_on_the_way_speaks_of_a_number_to_reach() -> None:
    found = []
    for path in sorted(set(of_admissions())):
        said = SAYS_IT_IS_NO_GROUND.sub("", path.read_text())
        lines = enumerate(said.splitlines(), 1)
        found += [f"{named(path)}:{number} {line.strip()}" for number, line in lines if TO_REACH.search(line)]
    assert not found


def test_the_words_are_recognized() -> None:
    for sentence in ("Chỉ tiêu kết nạp năm 2026", "target = 12", "the quota", 'apps.get_model("directives", "Plan")'):
        assert TO_REACH.search(sentence), sentence
    for sentence in ('<a hx-target="#act">', '<a target="_blank">'):
        assert not TO_REACH.search(sentence), sentence


def test_there_is_something_to_look_at() -> None:
    assert {"", "models"} <= {room(path) for path in of_admissions() if path.is_relative_to(PACKAGE)}
    assert ROOT.joinpath("chibo/law/procedures").is_dir()
