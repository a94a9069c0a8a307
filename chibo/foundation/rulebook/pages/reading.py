"""The law of one day, and what all its pages share; the day stays in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from chibo.common.dates import display
from chibo.foundation.rulebook.book import Rulebook
from chibo.foundation.rulebook.law import Law, law_on
from chibo.foundation.rulebook.model import Confidence, Parameter, Value
from chibo.foundation.rulebook.wording import CONFIDENCE, said

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """The law of one day, and addresses that keep the day where it is not today."""

    day: date
    today: date

    @property
    def law(self) -> Law:
        return law_on(self.day)

    @property
    def book(self) -> Rulebook:
        return self.law.page.book

    def url(self, name: str, *arguments: str, mark: str = "", **asked: str) -> str:
        if self.day != self.today:
            asked["ngay"] = display(self.day)
        address = reverse(f"rulebook:{name}", args=arguments)
        return address + (f"?{urlencode(asked)}" if asked else "") + (f"#{mark}" if mark else "")

    def frame(self, section: str, *, inside: bool = False) -> Row:
        """What every page of the law has: its day, the tabs, and (inside a section) the way back."""
        tabs = {
            "timeline": ("Văn bản", self.url("timeline")),
            "parameters": ("Giá trị", self.url("parameters")),
            "procedure": ("Thủ tục", self.url("procedure", next(iter(self.book.procedures)))),
            "questions": ("Hỏi – đáp", self.url("questions")),
        }
        path = [("Quy định", self.url("timeline")), *([tabs[section]] if inside else [])]
        return {
            "day": self.day,
            "as_of": self.day,
            "tabs": [{"label": label, "url": url, "current": name == section} for name, (label, url) in tabs.items()],
            "path": [{"name": name, "url": url} for name, url in path],
        }


def confidence(of: Confidence) -> Any:
    """A cell: the mark for what nobody has compared with its original, else how it was."""
    told = CONFIDENCE[of]
    return f"{told[0].upper()}{told[1:]}" if of.binds else {"state": "unverified"}


def column(label: str, kind: str = "text", *, fact: bool = False) -> Row:
    return {"label": label, "kind": kind, "fact": fact}


def on_the_day(parameter: Parameter, value: Value | None) -> str:
    if value:
        return said(parameter, value.value)
    return "Trung ương không quy định" if parameter.local_only else "chưa có giá trị vào ngày này"


def drawn(parts: Iterable[str]) -> SafeString:
    """A picture for a template, its sheets below each other."""
    return mark_safe("\n".join(parts))  # noqa: S308  # every word in it was escaped by chibo.foundation.rulebook.svg
