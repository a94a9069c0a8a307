"""What was typed into the many small boxes of a checklist, so that a page that comes back still says it."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from chibo.roll.files.catalogue import PaperKind

register = template.Library()


@register.simple_tag
def mark_fields(paper: PaperKind, typed: Mapping[str, str]) -> dict[str, object]:
    """Names and present values of the boxes of one paper."""
    number = paper.number
    names = {key: f"{key}{number}" for key in ("p", "k", "d", "s", "n")}
    told = {
        "state": typed.get(names["p"], ""),
        "kept_at": typed.get(names["k"], ""),
        "document": typed.get(names["d"], ""),
        "secret": names["s"] in typed,
        "note": typed.get(names["n"], ""),
    }
    return {**names, **told, "opened": any(told[key] for key in ("kept_at", "document", "secret", "note"))}


@register.simple_tag
def marked(person: int, typed: Mapping[str, str]) -> str:
    """What was marked for one person."""
    return typed.get(f"p{person}", "")


@register.simple_tag
def compared(person: int, typed: Mapping[str, str]) -> dict[str, object]:
    """What was said of one file of a round."""
    return {"agrees": f"a{person}" in typed, "words": typed.get(f"khac{person}", "")}


@register.simple_tag
def result_of(row: int, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed of one member of a class."""
    return {"certificate": typed.get(f"c{row}", ""), "reason": typed.get(f"l{row}", "")}
