"""Every template is used, and no page carries what the content policy forbids."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.template import engines
from django.template.exceptions import TemplateDoesNotExist, TemplateSyntaxError

from tests.architecture.tree import PACKAGE, named, python_files, strings, templates

QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg))["']""")
FOUND_BY_LIBRARIES = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
INLINE = re.compile(
    r"""<style\b|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|javascript:"""
)


def name_of(path: Path) -> str:
    return path.as_posix().rsplit("/templates/", 1)[1]


@cache
def mentioned() -> set[str]:
    in_code = {text for path in python_files() for _, text in strings(path)}
    in_pages = {name for path in templates() for name in QUOTED.findall(path.read_text())}
    return in_code | in_pages


def overrides_a_library(name: str) -> bool:
    """A template of the same name is shipped by a library, which is what asks for ours."""
    loaders = [loader for parent in engines["django"].engine.template_loaders for loader in parent.loaders]
    for loader in loaders:
        for origin in loader.get_template_sources(name):
            path = Path(origin.name)
            if path.exists() and not path.is_relative_to(PACKAGE):
                return True
    return False


def test_every_template_is_used() -> None:
    unused = [path for path in templates() if name_of(path) not in FOUND_BY_LIBRARIES | mentioned()]
    assert not [named(path) for path in unused if not overrides_a_library(name_of(path))]


def test_every_template_compiles() -> None:
    broken = []
    for path in templates():
        try:
            engines["django"].get_template(name_of(path))
        except (TemplateDoesNotExist, TemplateSyntaxError) as fault:
            broken.append(f"{named(path)}: {fault}")
    assert not broken


def test_no_page_carries_inline_style_or_script() -> None:
    """The content policy would refuse it in the browser; here it is refused at the desk."""
    lines = (
        (path, number, line) for path in templates() for number, line in enumerate(path.read_text().splitlines(), 1)
    )
    assert not [f"{named(path)}:{number} {line.strip()}" for path, number, line in lines if INLINE.search(line)]


def test_a_fragment_is_marked_with_an_underscore() -> None:
    marked = [path for path in templates() if path.name.startswith("_")]
    assert not [named(path) for path in marked if "{% extends" in path.read_text()]
