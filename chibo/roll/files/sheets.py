"""The papers of the file as they are printed: the card sheet, the yearly supplement, the books, the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from chibo.common.dates import display
from chibo.foundation.papers.facts import PaperData
from chibo.foundation.papers.printing import render_pdf
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import FormSpec
from chibo.roll.files.models import Correction, EntryKind, FileEntry, Handover, PartyClass
from chibo.roll.files.queries.classes import sending_list
from chibo.roll.files.queries.entries import corrections_of, standing_of
from chibo.roll.files.queries.registers import MOST, anybody_invented, lines_of
from chibo.roll.files.rules.days import known, span
from chibo.roll.members.models import Membership, Person, Standing
from chibo.roll.members.pages import dates_of
from chibo.roll.members.queries.records import PersonRecord, person_record
from chibo.roll.organizations.models import Form, Level
from chibo.roll.organizations.queries import lineage_of

#: Word in the address -> code of the official form and its layout here.
SHEETS: Final[Mapping[str, tuple[str, str]]] = {
    "phieu-dang-vien": ("phieu-dang-vien", "hsdv-02"),
    "phieu-bo-sung": ("phieu-bo-sung", "hsdv-03"),
}
_LEARNT: Final = {
    "general_education": EntryKind.GENERAL_EDUCATION,
    "professional_training": EntryKind.TRAINING,
    "degrees": EntryKind.DEGREE,
    "academic_titles": EntryKind.ACADEMIC_TITLE,
    "political_theory": EntryKind.THEORY,
    "languages": EntryKind.LANGUAGE,
    "it_skills": EntryKind.IT,
}


def official_form(sheet: str, on: date) -> FormSpec:
    """The form of the catalogue that has the usual layout of this sheet, printed in ours."""
    layout, usual = SHEETS[sheet]
    book = law_on(on).page.book.forms
    return replace(next(form for form in book.values() if form.layout == usual), layout=layout)


def card_sheet(person: Person, on: date) -> PaperData:
    """Everything that the register knows for the card sheet; what it does not know stays a dotted line."""
    record, entries = person_record(person, on), standing_of(person, *EntryKind.values)
    return {
        **_who(person, record, on),
        **_in_the_party(record, on),
        **{name: [_short(row) for row in entries if row.kind == kind] for name, kind in _LEARNT.items()},
        "work_history": [
            {"when": span(row.from_on, row.to_on), "what": row.what, "where": row.where}
            for row in entries
            if row.kind in {EntryKind.POST, EntryKind.EMPLOYMENT}
        ],
        "courses": [
            {"when": span(row.from_on, row.to_on), "what": row.what, "where": row.where, "document": row.document}
            for row in entries
            if row.kind in {*_LEARNT.values(), EntryKind.PARTY_CLASS}
        ],
        "awards": [_decided(row) for row in entries if row.kind in {EntryKind.AWARD, EntryKind.TITLE}],
        "badges": [_short(row) for row in entries if row.kind == EntryKind.BADGE],
        "disciplines": [_decided(row) for row in entries if row.kind == EntryKind.DISCIPLINE],
    }


def supplement(person: Person, year: int, on: date) -> PaperData:
    """What changed within the year, as the register knows it."""
    record = person_record(person, on)
    of_year = [row for row in standing_of(person, *EntryKind.values) if _in_year(row, year)]
    changed = [row for row in corrections_of(person) if row.on.year == year and row.kind == Correction.Ground.UPDATE]

    def entries(*kinds: str) -> list[str]:
        return [_short(row) for row in of_year if row.kind in kinds]

    def moved(field: str) -> list[str]:
        return [f"{row.new} (từ {display(row.document_on)})" for row in reversed(changed) if row.field == field]

    return {
        **_who(person, record, on),
        "exempt_date": _exempt(record),
        "sheet_year": year,
        "residence_changes": moved("residence") + entries(EntryKind.RESIDENCE),
        "occupation_changes": moved("occupation") + entries(EntryKind.EMPLOYMENT),
        "new_posts": entries(EntryKind.POST),
        "new_education": entries(*_LEARNT.values(), EntryKind.PARTY_CLASS),
        "new_awards": entries(EntryKind.AWARD, EntryKind.TITLE, EntryKind.BADGE),
        "new_disciplines": entries(EntryKind.DISCIPLINE),
    }


def _in_year(row: FileEntry, year: int) -> bool:
    """It began in the year, or the paper that shows it is of the year."""
    days = (known(row.from_on), known(row.document_on))
    return any(day is not None and day.year == year for day in days)


def _who(person: Person, record: PersonRecord, on: date) -> dict[str, Any]:
    base = next((form for form in reversed(record.path) if form.level in {Level.BASE, Level.BASE_CELL}), None)
    return {
        "person_name": person.name,
        "other_name": person.other_name,
        "sex": person.get_sex_display(),
        "birth_date": person.born_on,
        "ethnicity": person.ethnicity,
        "religion": person.religion,
        "home_town": person.home_town,
        "residence": person.residence,
        "occupation": person.occupation,
        "cv_number": person.cv_number,
        "member_card_number": record.cards[0].number if record.cards else "",
        "cell_name": record.path[-1].name if record.path else "",
        "base_name": base.name if base else "",
        "invented": person.invented,
    }


def _in_the_party(record: PersonRecord, on: date) -> dict[str, Any]:
    spells = sorted(record.spells, key=lambda spell: spell.starts_on)
    first = next((s for s in spells if s.kind == Membership.Kind.PROBATIONARY), None)
    official = next((s for s in spells if s.kind == Membership.Kind.OFFICIAL and not s.undated), None)
    return {
        "ceremony_date": first.starts_on if first else None,
        "admission_decided_date": first.decided_on if first else None,
        "admission_decision_number": first.decision if first else "",
        "admitted_cell": _cell_on(record, first.starts_on) if first else "",
        "recognised_date": official.starts_on if official else None,
        "recognised_cell": _cell_on(record, official.starts_on) if official else "",
        "exempt_date": _exempt(record),
        "departures": [
            f"{label} {display(day)}"
            for label, day in dates_of(spells)
            if day and label in {end.label for end in Membership.End}
        ],
    }


def _cell_on(record: PersonRecord, day: date) -> str:
    """The name of the cell where the person was on the day, as it was called when they came."""
    for placed in record.placements:
        fact = placed.fact
        if fact.starts_on <= day and (fact.ends_on is None or day < fact.ends_on):
            return placed.where
    return ""


def _exempt(record: PersonRecord) -> date | None:
    rows = [row for row in record.standings if row.kind == Standing.Kind.EXEMPT and row.ends_on is None]
    return rows[0].starts_on if rows else None


def _short(row: FileEntry) -> str:
    when = span(row.from_on, row.to_on)
    text = ", ".join(part for part in (row.what, row.where) if part)
    number = f"số {row.document}" if row.document else ""
    return ", ".join(part for part in (text, when, number) if part)


def _decided(row: FileEntry) -> dict[str, str]:
    number = ", ".join(part for part in (row.document, row.issuer) if part)
    day = known(row.from_on) or known(row.document_on)
    ended = known(row.to_on)
    when = f"{day.display} – {ended.display}" if day and ended else day.display if day else ""
    return {"when": when, "what": row.what, "document": number}


def book_pdf(book: str, form: Form, on: date) -> bytes:
    """One book of the organization on the day.

    Raises:
        Refusal: more people than one paper holds; it is printed part by part.
    """
    tables = lines_of(book, form, on)
    people = sum(len(rows) for rows in tables.values())
    if people > MOST:
        raise Refusal(f"Không in sổ: hơn {MOST} người. Đồng chí in theo từng tổ chức trực thuộc.")
    path = lineage_of(form, on)
    data = {
        "register_place": form.name,
        "register_above": path[-2].name if len(path) > 1 else "",
        "register_day": on,
        "register_count": people,
        **tables,
        "invented": anybody_invented(form, on),
    }
    return render_pdf([(law_on(on).form(book), data)])


def handover_pdf(handover: Handover, form: Form, path: Sequence[Form], invented: bool) -> bytes:
    """The minutes of a handing over, as they were counted on their day."""
    data = {
        "register_place": form.name,
        "register_above": path[-2].name if len(path) > 1 else "",
        "handover_date": handover.on,
        "handover_ground": handover.ground,
        "giver_name": handover.giver,
        "receiver_name": handover.receiver,
        "witness_name": handover.witness,
        "handover_files": len(handover.rows),
        "handover_lent": sum(bool(row["lent"]) for row in handover.rows),
        "handover_rows": [
            {
                "seq": place,
                "name": row["name"],
                "cell": row["home"],
                "present": str(row["present"]),
                "missing": str(row["missing"]),
                "note": "Đang cho mượn" if row["lent"] else "",
            }
            for place, row in enumerate(handover.rows, 1)
        ],
        "invented": invented,
    }
    return render_pdf([(law_on(handover.on).form("bien-ban-ban-giao-ho-so"), data)])


def class_pdf(party_class: PartyClass, form: Form, path: Sequence[Form], on: date) -> bytes:
    """The list of those sent to a class, as of the day on which it is printed."""
    rows = sending_list(party_class, on)
    document = [party_class.document, display(party_class.document_on) if party_class.document_on else ""]
    data = {
        "register_place": form.name,
        "register_above": path[-2].name if len(path) > 1 else "",
        "register_day": on,
        "register_count": len(rows),
        "class_name": party_class.name,
        "class_organiser": party_class.organiser,
        "class_place": party_class.place,
        "class_starts": party_class.starts_on,
        "class_ends": party_class.ends_on,
        "class_document": " ngày ".join(part for part in document if part),
        "register_rows": [
            {
                "seq": place,
                "name": person.name,
                "born": born.display if (born := known(person.born_on)) else "",
                "sex": person.get_sex_display(),
                "joined": display(joined) if joined else "",
                "cell": cell,
                "note": note,
            }
            for place, (person, joined, cell, note) in enumerate(rows, 1)
        ],
        "invented": any(person.invented for person, *_ in rows),
    }
    return render_pdf([(law_on(on).form("danh-sach-cu-hoc-lop"), data)])


def person_pdf(sheet: str, people: Iterable[Person], year: int, on: date) -> bytes:
    """The card sheet or the supplement of these people, one after another."""
    form = official_form(sheet, on)
    fill = card_sheet if sheet == "phieu-dang-vien" else lambda person, day: supplement(person, year, day)
    return render_pdf([(form, fill(person, on)) for person in people])
