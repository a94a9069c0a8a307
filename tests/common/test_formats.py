"""Screens write days and numbers the Vietnamese way."""

from datetime import date

from django.template import Context, Template
from django.utils.formats import date_format, number_format


def test_days_and_numbers() -> None:
    assert date_format(date(2026, 9, 5)) == "05/09/2026"
    assert number_format(1250000, force_grouping=True) == "1.250.000"
    assert number_format(12.5, decimal_pos=1) == "12,5"
    page = Template("{% load humanize %}{{ n|intcomma }} {{ x|floatformat:1 }} {{ day }}")
    assert page.render(Context({"n": 5800, "x": 12.5, "day": date(2026, 9, 5)})) == "5.800 12,5 05/09/2026"
