"""What the repository promises beside its code."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import PACKAGE, ROOT, named, texts

MACHINE = re.compile(r"(?<![\w.}])/" + r"(?:work|farm|root|Users|home/\w+)/")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_no_path_of_one_machine() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, found


@pytest.mark.parametrize("lock", ["base", "dev"])
def test_a_lock_is_pinned_by_hash_and_names_no_registry(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text()
    assert "://" not in text
    assert "--index-url" not in text
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert not [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]


def test_a_migration_is_a_sentence() -> None:
    names = [path.stem for path in PACKAGE.rglob("migrations/0*.py")]
    assert names
    sentence = re.compile(r"0001_initial|\d{4}_(?!auto)[a-z]+(_[a-z0-9]+)+")
    assert not [name for name in names if not sentence.fullmatch(name)]


def test_links_lead_somewhere() -> None:
    pages = [path for path in texts() if path.suffix == ".md"]
    links = [(path, link) for path in pages for link in LINK.findall(path.read_text())]
    assert not [f"{named(path)} -> {link}" for path, link in links if not (path.parent / link).exists()]


def test_decisions_are_numbered_without_gaps_and_short() -> None:
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{number:04}" for number in range(1, len(records) + 1)]
    assert not [path.name for path in records if len(path.read_text().splitlines()) > 25]
