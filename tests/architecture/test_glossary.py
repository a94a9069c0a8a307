"""One glossary stands between the law's language and the code's, and it is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.tree import ROOT, defined, parsed, python_files

GLOSSARY: list[dict[str, Any]] = yaml.safe_load((ROOT / "GLOSSARY.yaml").read_text())
KEYS = {"vi", "code", "slug", "note"}


def listed(entry: dict[str, Any], key: str) -> list[str]:
    value = entry.get(key) or []
    return [value] if isinstance(value, str) else value


def suffixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[start:]) for start in range(len(parts)))


def routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    """The routes that are ours; a library's own words are its own."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            module = getattr(pattern.urlconf_module, "__name__", "chibo")
            if module.startswith("chibo"):
                yield from routes(pattern.url_patterns, route)
            else:
                yield before + str(pattern.pattern)
        elif isinstance(pattern, URLPattern):
            yield route


def slugs_in_use() -> set[str]:
    words = {
        word for route in routes(get_resolver().url_patterns) for word in re.sub(r"<[^>]*>", "", route).split("/")
    }
    return {word for word in words if re.search(r"[a-z]", word)}


def test_every_entry_is_true() -> None:
    known = {suffix for path in python_files() for name in defined(parsed(path)) for suffix in suffixes(name)}
    for entry in GLOSSARY:
        assert set(entry) <= KEYS and entry["vi"] and (entry.get("code") or entry.get("slug")), entry
    assert not [name for entry in GLOSSARY for name in listed(entry, "code") if name not in known], "not in the code"


def test_a_word_stands_once() -> None:
    for key in ("vi", "code", "slug"):
        words = [word for entry in GLOSSARY for word in listed(entry, key)]
        assert len(words) == len(set(words)), sorted({word for word in words if words.count(word) > 1})


def test_every_address_is_a_word_of_the_glossary_and_the_other_way_round() -> None:
    assert slugs_in_use() == {slug for entry in GLOSSARY for slug in listed(entry, "slug")}
