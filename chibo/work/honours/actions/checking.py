"""What the acts share: days in order, things said, findings as a record keeps them, the entry in the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from chibo.common.dates import display
from chibo.engine.cases.actions import Stroke
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.roll.files.actions import add_entry
from chibo.roll.files.models import EntryKind, FileEntry
from chibo.roll.files.rules.entries import Told
from chibo.work.honours.models import Award


def kept(finding: Finding) -> dict[str, Any]:
    """A finding as a record keeps it."""
    citation = finding.citation
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "sentence": finding.sentence,
        "citation": citation.label if citation else "",
        "confidence": finding.confidence.value,
    }


def all_kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [kept(finding) for finding in findings]


def check_day(on: date, today: date, field: str, after: date | None = None, what: str = "") -> list[Finding]:
    """The day has come, and does not lie before ``after`` (``what`` says which day that is)."""
    if on > today:
        return [failed("DAY-AHEAD", None, f"Ngày {display(on)} chưa đến.", asks=field)]
    if after is not None and on < after:
        return [failed("DAY-ORDER", None, f"Ngày {display(on)} trước {what} {display(after)}.", asks=field)]
    return []


def check_said(text: str, sentence: str, field: str) -> list[Finding]:
    return [] if text.strip() else [failed("SAID", None, sentence, asks=field)]


def enter_in_file(award: Award, stroke: Stroke) -> None:
    """The badge as an entry of the member's file, which the office's sheets print; not twice for one decision."""
    known = FileEntry.objects.standing().filter(person=award.person, kind=EntryKind.BADGE, document=award.decision)
    if known.exists():
        return
    told = Told(
        kind=EntryKind.BADGE,
        what=f"Huy hiệu {award.level} năm tuổi đảng",
        document=award.decision,
        document_on=award.decided_on.isoformat(),
        issuer=award.decided_by,
    )
    add_entry(person=award.person, told=told, by=stroke.by, on=stroke.today)
