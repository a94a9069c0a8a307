"""The door to papers: what a form needs, what the record lacks, and the form as Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chibo.foundation.papers import pdf, word
from chibo.foundation.papers.document import Document
from chibo.foundation.papers.facts import FactSpec, MissingFact, PaperData, is_missing
from chibo.foundation.papers.filling import Filling
from chibo.foundation.papers.templates import page, template

__all__ = ["FactSpec", "Form", "MissingFact", "PaperData", "facts_of", "missing", "render_docx", "render_pdf"]


class Sureness(Protocol):
    @property
    def binds(self) -> bool: ...


class Source(Protocol):
    """Where a form stands written: a citation of the rulebook fits."""

    @property
    def confidence(self) -> Sureness: ...
    @property
    def note(self) -> str: ...


class Form(Protocol):
    """A form of the catalogue: a FormSpec of the rulebook fits."""

    @property
    def code(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def layout(self) -> str: ...
    @property
    def citation(self) -> Source: ...


def facts_of(layout: str) -> list[FactSpec]:
    """Every fact that the layout can print, in the order in which it names them."""
    return list(template(layout).facts.values())


def missing(form: Form, data: PaperData) -> list[MissingFact]:
    """What would be a dotted line if the form were printed now."""
    filling = Filling(template(form.layout), data)
    filling.document(mark="", title="", notes=())
    return list(filling.missing.values())


def render_docx(form: Form, data: PaperData) -> bytes:
    """The form as a Word file; the same data give the same bytes."""
    return word.to_docx(document_of(form, data))


def render_pdf(pairs: Sequence[tuple[Form, PaperData]]) -> bytes:
    """All forms as one PDF in the order given; the same data give the same bytes."""
    return pdf.to_pdf([document_of(form, data) for form, data in pairs])


def document_of(form: Form, data: PaperData) -> Document:
    """The filled form before it becomes a file."""
    layout = template(form.layout)
    mark = f"Mẫu {form.code}" if layout.raw.get("mark") else ""
    title = f"{form.code} – {form.title}" if mark else form.title
    return Filling(layout, data).document(mark=mark, title=title, notes=_notes(form, data))


def _notes(form: Form, data: PaperData) -> tuple[str, ...]:
    """At the foot: what is not confirmed about the form, and that invented people are invented."""
    doubts = [str(template(form.layout).raw.get("warning", "")), page().warning]
    if not form.citation.confidence.binds:
        doubts.insert(0, form.citation.note.rstrip(".") or str(page().raw["code_warning"]))
    doubts = [doubt for doubt in doubts if doubt]
    notes = [f"{page().raw['doubt']}: {'; '.join(doubts)}."] if doubts else []
    if not is_missing(data.get("invented")) and data["invented"] is not False:
        notes.append(str(page().raw["invented"]))
    return tuple(notes)
