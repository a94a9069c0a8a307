"""May this stand in a file? Days in order, documents where they are asked for, of discipline only the outline."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.roll.files.rules.days import known

#: Kinds that stand on a decision or certificate: its number has to be said.
WITH_DOCUMENT: Collection[str] = frozenset({"AWARD", "TITLE", "BADGE", "DISCIPLINE", "DEGREE", "ACADEMIC_TITLE"})


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is to be written down."""

    kind: str
    what: str
    where: str = ""
    from_on: str = ""
    to_on: str = ""
    document: str = ""
    document_on: str = ""
    issuer: str = ""


def check_entry(told: Told, on: date, law: Law) -> list[Finding]:
    """What stands in the way of writing it on the day; each finding names its field in ``asks``."""
    found = []
    began, ended, issued = known(told.from_on), known(told.to_on), known(told.document_on)
    if not told.what.strip():
        found.append(failed("FILE-WHAT", None, "Chưa ghi nội dung của mục.", asks="what"))
    for day, name, words in ((began, "from_on", "Ngày bắt đầu"), (issued, "document_on", "Ngày văn bản")):
        if day is not None and day.earliest > on:
            found.append(failed("FILE-FUTURE", None, f"{words} {day.display} ở sau ngày ghi.", asks=name))
    if began is not None and ended is not None and ended.latest < began.earliest:
        sentence = f"Kết thúc {ended.display} trước khi bắt đầu {began.display}."
        found.append(failed("FILE-ORDER", None, sentence, asks="to_on"))
    if told.kind in WITH_DOCUMENT and not told.document.strip():
        found.append(failed("FILE-DOCUMENT", None, "Chưa ghi số quyết định hoặc văn bằng.", asks="document"))
    if told.kind == "DISCIPLINE":
        found += _check_discipline(told, law)
    return found


def _check_discipline(told: Told, law: Law) -> list[Finding]:
    """Form, decision, day of effect and end: the content of a matter of discipline stays in its own file."""
    found = []
    forms = law.get("records.discipline_forms")
    if forms is not None and told.what not in {law.parameter(forms.name).labels[code] for code in forms.value}:
        names = ", ".join(law.parameter(forms.name).labels[code].lower() for code in forms.value)
        sentence = f"Mục kỷ luật chỉ ghi hình thức: {names}; không ghi nội dung vụ việc."
        found.append(failed("FILE-DISCIPLINE", forms, sentence, asks="what"))
    if told.where.strip():
        sentence = "Mục kỷ luật không ghi diễn biến, địa điểm; chỉ ghi hình thức, số, ngày, nơi quyết định."
        found.append(failed("FILE-DISCIPLINE", None, sentence, asks="where"))
    if not told.from_on:
        found.append(failed("FILE-EFFECT", None, "Chưa ghi ngày kỷ luật có hiệu lực.", asks="from_on"))
    if not told.document_on:
        found.append(failed("FILE-DOCUMENT", None, "Chưa ghi ngày quyết định kỷ luật.", asks="document_on"))
    return found
