"""Reads the templates of papers from ``chibo/law/forms/templates`` and refuses what it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import chibo
from chibo.foundation.papers import wording
from chibo.foundation.papers.facts import FactSpec, PaperError

FOLDER = Path(chibo.__file__).parent / "law" / "forms" / "templates"
KINDS = frozenset({"text", "long_text", "count", "day", "yes_no", "texts", "rows"})
PLACES = frozenset({"person", "organization", "case", "law", "step"})

#: Files in the folder that are not layouts.
SHARED = frozenset({"facts", "fragments", "page"})
#: The blocks that a template may hold, with the keys that each allows beside ``when`` and ``unless``.
BLOCKS: Mapping[str, frozenset[str]] = {
    "p": frozenset({"align", "indent", "keep"}),
    "h": frozenset(),
    "line": frozenset(),
    "text": frozenset({"lead", "lines"}),
    "write": frozenset(),
    "table": frozenset({"columns", "widths"}),
    "each": frozenset({"as"}),
    "closing": frozenset({"recipients"}),
}
_TOP = {"mark", "motto", "superior", "issuer", "number", "place_and_day", "kind", "abstract", "letter_abstract"}
_KEYS = _TOP | {"title", "step", "warning", "facts", "body"}
_SIGNATURE = frozenset({"day", "as", "post", "hint", "name"})


@dataclass(frozen=True, slots=True)
class Template:
    """One layout: its wording, its facts and what is not confirmed about it."""

    layout: str
    raw: Mapping[str, Any]
    facts: Mapping[str, FactSpec]  # every fact that it can print, in order of appearance

    def wording(self, key: str) -> str:
        return str(self.raw.get(key, ""))


@dataclass(frozen=True, slots=True)
class Page:
    """Sizes and margins, the same for every paper."""

    raw: Mapping[str, Any]

    @property
    def warning(self) -> str:
        return str(self.raw["warning"])

    def motto(self, key: str) -> tuple[str, int]:
        motto = self.raw["mottos"][key]
        return motto["text"], motto["rule"]


def _yaml(name: str) -> dict[str, Any]:
    path = FOLDER / name
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise PaperError(f"no template {name}") from error
    except yaml.YAMLError as error:
        raise PaperError(f"{name}: {error}") from error
    if not isinstance(raw, dict):
        raise PaperError(f"{name}: a mapping is expected")
    return raw


@cache
def _fragments() -> dict[str, Any]:
    return _yaml("fragments.yaml")


@cache
def page() -> Page:
    return Page(_yaml("page.yaml"))


@cache
def dictionary() -> Mapping[str, FactSpec]:
    """Every fact by name, as ``facts.yaml`` declares it."""
    return {name: _fact(name, entry) for name, entry in _yaml("facts.yaml").items()}


def layouts() -> list[str]:
    """The slugs of all layouts, in order."""
    names = (path.stem for path in FOLDER.glob("*.yaml") if path.stem not in SHARED)
    return sorted(names, key=lambda name: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)])


@cache
def template(layout: str) -> Template:
    if not re.fullmatch(r"[a-z0-9-]+", layout) or layout in SHARED:
        raise PaperError(f"no template {layout!r}")
    raw = _yaml(f"{layout}.yaml")
    try:
        _refuse_unknown(set(raw), _KEYS, "key")
        page().motto(raw["motto"])
        raw["body"] = [block for item in raw["body"] for block in _expanded(item)]
        facts = _facts_of(raw)
    except (PaperError, KeyError, TypeError) as error:
        raise PaperError(f"{layout}.yaml: {error}") from error
    return Template(layout=layout, raw=raw, facts=facts)


def _fact(name: str, entry: Mapping[str, Any], *, inside: bool = False) -> FactSpec:
    _refuse_unknown(
        set(entry), {"label", "kind", "kept_in", "step", "field", "columns", "dots"}, f"key of fact {name}"
    )
    kind, kept_in = entry.get("kind", "text"), "" if inside else entry["kept_in"]
    if kind not in KINDS or (not inside and kept_in not in PLACES):
        raise PaperError(f"facts.yaml: {name} has an unknown kind or place")
    columns = tuple(_fact(column, of, inside=True) for column, of in entry.get("columns", {}).items())
    if (kind == "rows") != bool(columns):
        raise PaperError(f"facts.yaml: {name}: rows have columns, other facts have none")
    return FactSpec(
        name=name,
        label=entry["label"],
        kind=kind,
        kept_in=kept_in,
        step=entry.get("step", ""),
        field=entry.get("field", name),
        columns=columns,
        dots=entry.get("dots", 0),
    )


def block_key(item: Mapping[str, Any]) -> str:
    """Which block this is: the one key that names it."""
    keys = [key for key in item if key in BLOCKS]
    if len(keys) != 1:
        raise PaperError(f"a block is named by exactly one of {', '.join(BLOCKS)}: {dict(item)!r}")
    return keys[0]


def _expanded(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The block itself, or the shared blocks that ``use`` names."""
    if set(item) == {"use"}:
        return [block for inner in _fragments()[item["use"]] for block in _expanded(inner)]
    _check_block(item)
    return [item]


def _check_block(item: Mapping[str, Any]) -> None:
    key = block_key(item)
    _refuse_unknown(set(item), {key, "when", "unless"} | BLOCKS[key], f"key of block {key}")
    if key == "closing":
        for signature in item["closing"]:
            _refuse_unknown(set(signature), _SIGNATURE, "key of signature")
    if key == "table" and len(item["columns"]) != len(item["widths"]):
        raise PaperError(f"table {item['table']}: a width for each column")


def _refuse_unknown(given: set[str], allowed: set[str] | frozenset[str], what: str) -> None:
    if unknown := given - allowed:
        raise PaperError(f"unknown {what}: {', '.join(sorted(unknown))}")


def _facts_of(raw: Mapping[str, Any]) -> dict[str, FactSpec]:
    """The facts that the wording names, with this template's step where the dictionary leaves it open."""
    overrides: Mapping[str, Mapping[str, str]] = raw.get("facts", {})
    optional: dict[str, bool] = {}
    for name, may_lack in _names(raw):
        optional[name] = optional.get(name, True) and may_lack
    _refuse_unknown(set(optional), set(dictionary()), "fact (declare it in facts.yaml)")
    _refuse_unknown(set(overrides), set(optional), "fact in overrides")
    found = {}
    for name, may_lack in optional.items():
        spec = dictionary()[name]
        own_step = spec.step or (raw.get("step", "") if spec.kept_in == "step" else "")
        here = overrides.get(name, {})
        _refuse_unknown(set(here), {"step", "field", "label"}, f"key of fact {name}")
        found[name] = replace(
            spec,
            step=here.get("step", own_step),
            field=here.get("field", spec.field),
            label=here.get("label", spec.label),
            optional=may_lack,
        )
    return found


def _names(raw: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """(fact, optional) in order of appearance; a fact that only decides whether a block stands is optional."""
    for key in ("superior", "issuer", "number", "letter_abstract", "place_and_day", "kind", "abstract"):
        yield from ((name, False) for name in _in(raw.get(key, "")))
    for item in raw["body"]:
        guarded = item.get("when", "")
        for condition in (guarded, item.get("unless", "")):
            if condition:
                yield condition, True
        yield from ((name, name == guarded) for name in _in_block(item))


def _in_block(item: Mapping[str, Any]) -> Iterator[str]:
    key = block_key(item)
    if key in {"p", "h"}:
        yield from _in(item[key])
    elif key == "line":
        for cell in [item["line"]] if isinstance(item["line"], str) else item["line"]:
            yield from _in(cell)
    elif key in {"text", "table", "each"}:
        yield item[key]
    elif key == "closing":
        for recipient in item.get("recipients", ()):
            yield from _in(recipient)
        for signature in item["closing"]:
            for part in ("day", "as", "post", "name"):
                yield from _in(signature.get(part, ""))


def _in(text: str) -> Iterator[str]:
    yield from (piece.fact for piece in wording.read(text) if piece.fact)
