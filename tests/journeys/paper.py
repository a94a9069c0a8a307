"""Reading the forms of a page as a person sees them: the fields shown, with their choices, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Field:
    """One name on a form: what it holds already, what may be chosen, whether it must be answered."""

    name: str
    kind: str  # hidden, text, textarea, select, radio, checkbox
    value: str = ""
    choices: list[str] = field(default_factory=list)
    required: bool = False


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def hidden(self) -> dict[str, str]:
        return {each.name: each.value for each in self.fields.values() if each.kind == "hidden"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.inside: Form | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form":
            self.inside = Form(said.get("action") or "", said.get("method") or "get")
            self.forms.append(self.inside)
        elif self.inside is None:
            return
        elif tag == "option" and self.select is not None:
            self._option(self.select, said)
        elif tag in {"input", "select", "textarea"} and said.get("name"):
            self._field(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        elif tag == "select":
            self.select = None

    @staticmethod
    def _option(select: Field, said: dict[str, str | None]) -> None:
        """As in a browser, a select says its first option until another is chosen."""
        value = said.get("value") or ""
        if not select.choices or "selected" in said:
            select.value = value
        select.choices.append(value)

    def _field(self, tag: str, said: dict[str, str | None]) -> None:
        assert self.inside is not None
        name, kind = said["name"] or "", (said.get("type") or "text") if tag == "input" else tag
        found = self.inside.fields.setdefault(name, Field(name, kind))
        found.required = found.required or "required" in said
        if kind in {"radio", "checkbox"}:
            found.choices.append(said.get("value") or "on")
        elif tag == "select":
            self.select = found
        else:
            found.value = said.get("value") or ""


def forms_of(html: str) -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms
