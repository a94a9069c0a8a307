"""A choice is drawn by us as Django's own template would draw it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from chibo.web.forms import Renderer

CHOICES: list[Any] = [
    ("", "---"),
    ("A&B", "An & <Bình>"),
    (3, mark_safe("<b>Ba</b>")),
    ('Nhóm "một"', [("x", "X"), ("y", "Y")]),
    (None, "Không"),
]


def drawn(widget: forms.Select, value: Any, renderer: Any) -> str:
    attrs = {"id": "id_o", "required": True, "disabled": False, "data-a": '"<'}
    return re.sub(r">\s+<", "><", widget.render("o", value, attrs, renderer)).strip()


@pytest.mark.parametrize("value", ["", "A&B", 3, "3", "y", None, "unknown"])
def test_one_choice(value: Any) -> None:
    widget = forms.Select(choices=CHOICES)
    assert drawn(widget, value, Renderer()) == drawn(widget, value, DjangoTemplates())


def test_several_choices() -> None:
    widget = forms.SelectMultiple(choices=CHOICES)
    assert drawn(widget, ["x", "3"], Renderer()) == drawn(widget, ["x", "3"], DjangoTemplates())
