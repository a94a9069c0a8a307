"""How a card number is shown."""

from __future__ import annotations

from django import template

from chibo.work.honours.queries.cards import masked

register = template.Library()


@register.filter
def card_number(number: str) -> str:
    """An identity number shows only its end."""
    return masked(number)
