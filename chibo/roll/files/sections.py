"""What the file itself adds to a person's page: entries by kind, the state of the papers, corrections."""

from __future__ import annotations

from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.columns import LABELS, shown
from chibo.roll.files.models import EntryKind, FileEntry, Leaving
from chibo.roll.files.queries.classes import OUTCOMES, classes_of
from chibo.roll.files.queries.entries import corrections_of, proposals_of, standing_of
from chibo.roll.files.queries.leavings import leavings_of, open_in_file
from chibo.roll.files.queries.papers import checklist
from chibo.roll.files.registry import Line, Section, Source, add_open, add_section
from chibo.roll.files.rules.days import in_words, span
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of, place_of

#: Headings of the page, and the kinds of entry under each.
GROUPS = {
    "posts": ("Chức vụ, quá trình công tác", (EntryKind.POST, EntryKind.EMPLOYMENT)),
    "education": (
        "Trình độ, đào tạo, bồi dưỡng",
        (
            EntryKind.GENERAL_EDUCATION,
            EntryKind.TRAINING,
            EntryKind.DEGREE,
            EntryKind.ACADEMIC_TITLE,
            EntryKind.THEORY,
            EntryKind.LANGUAGE,
            EntryKind.IT,
            EntryKind.PARTY_CLASS,
        ),
    ),
    "awards": ("Khen thưởng, danh hiệu, huy hiệu", (EntryKind.AWARD, EntryKind.TITLE, EntryKind.BADGE)),
    "discipline": ("Kỷ luật", (EntryKind.DISCIPLINE,)),
    "others": ("Cư trú và việc khác", (EntryKind.RESIDENCE, EntryKind.OTHER)),
}


def line_of(entry: FileEntry) -> Line:
    """``Đại học, Trường X (từ 2010 đến 2014)`` and, in a quieter voice, the paper that shows it."""
    when = span(entry.from_on, entry.to_on)
    text = ", ".join(part for part in (entry.what, entry.where) if part)
    day = in_words(entry.document_on)
    number = f"số {entry.document}" if entry.document else ""
    soft = " ".join(part for part in (number, day, entry.issuer) if part)
    return Line(f"{text} ({when})" if when else text, soft)


def _place(person: Person, authority: Authority) -> str:
    """The path of where the record lies, read once for all sections; empty when it lies nowhere."""
    known: dict[str, str] = person.__dict__.setdefault("file_place", {})
    if "path" not in known:
        home = home_of(person, authority.on)
        known["path"] = place_of(person, authority.on).path if home else ""
    return known["path"]


def _standing(person: Person) -> list[FileEntry]:
    """All entries that stand, newest first, read once for all sections."""
    known: dict[str, list[FileEntry]] = person.__dict__.setdefault("file_standing", {})
    if "rows" not in known:
        known["rows"] = sorted(standing_of(person, *EntryKind.values), key=lambda row: row.from_on, reverse=True)
    return known["rows"]


def _entries(title: str, kinds: tuple[EntryKind, ...]) -> Source:
    def source(person: Person, authority: Authority) -> Section:
        rows = [row for row in _standing(person) if row.kind in kinds]
        return Section(title, [line_of(row) for row in rows])

    return source


def may_keep(person: Person, authority: Authority) -> bool:
    """Whether the reader keeps this file; the own page of a member without office keeps nothing."""
    return bool(authority.appointments) and authority.may(Right.KEEP_FILES, _place(person, authority))


def papers_of(person: Person, authority: Authority) -> Section:
    """How many papers are lacking, by priority."""
    found = checklist(person, authority.on)
    lines = [
        Line(f"{words}: {f'thiếu {found.lacking[priority]} loại' if found.lacking[priority] else 'đủ'}")
        for priority, words, group in found.groups
        if any(line.asked for line in group)
    ]
    url = reverse("files:papers", args=[person.pk]) if _sees(person, authority) else ""
    return Section("Giấy tờ trong hồ sơ", lines, url=url, act="Xem danh mục giấy tờ")


def _sees(person: Person, authority: Authority) -> bool:
    return bool(authority.appointments) and authority.may(Right.VIEW_MEMBERS, _place(person, authority))


def classes_section(person: Person, authority: Authority) -> Section | None:
    """Classes to which the person was sent, and what came of each."""
    lines = []
    for row, path in classes_of(person, authority.on):
        held = row.party_class
        came = "" if row.outcome == OUTCOMES.ENROLLED else f": {row.get_outcome_display().lower()}"
        number = f"giấy chứng nhận số {row.certificate}" if row.certificate else row.reason
        opens = bool(authority.appointments) and path and authority.may(Right.VIEW_MEMBERS, path)
        url = reverse("files:party_class", args=[held.pk]) if opens else ""
        days = f"từ {display(held.starts_on)} đến {display(held.ends_on)}"
        lines.append(Line(f"{held.name}, {days}{came}", number, url))
    return Section("Lớp bồi dưỡng được cử học", lines) if lines else None


def open_classes_of(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """Classes where the name still stands without a result."""
    lines = []
    for row, path in classes_of(person, authority.on):
        if row.outcome == OUTCOMES.ENROLLED:
            keeps = path and authority.may(Right.KEEP_FILES, path)
            url = reverse("files:withdraw_from_class", args=[row.party_class_id, row.pk]) if keeps else ""
            lines.append(Line(f"Đang được cử học: {row.party_class.name}", "văn phòng rút khỏi danh sách", url))
    return lines


def history_of(person: Person, authority: Authority) -> Section:
    """What was put right, by which paper; and what the member has asked for."""
    lines = [
        Line(
            f"{LABELS[row.field]}: “{shown(row.field, row.old) or '…'}” thành “{shown(row.field, row.new) or '…'}” "
            f"ngày {display(row.on)}",
            f"số {row.document} ngày {display(row.document_on)}",
        )
        if row.field != "identity"
        else Line(f"{LABELS[row.field]}: đã sửa ngày {display(row.on)}", f"số {row.document}")
        for row in corrections_of(person)
    ]
    lines += [
        Line(f"Đề nghị sửa “{LABELS[row.field]}” ngày {display(row.proposed_on)}", row.get_state_display().lower())
        for row in proposals_of(person)
    ]
    if authority.person == person:
        url, act = reverse("files:propose"), "Đề nghị sửa hồ sơ của tôi"
    elif _sees(person, authority):
        act = "Ghi thêm, sửa các mục" if may_keep(person, authority) else "Xem các mục và việc sửa"
        url = reverse("files:entries", args=[person.pk])
    else:
        url, act = "", ""
    return Section("Sửa đổi trong hồ sơ", lines, "Chưa có sửa đổi nào" if url else "", url, act)


def leaving_of(person: Person, authority: Authority) -> Section | None:
    """What was recorded of a death or a leaving; the way to record one, for those who keep the file."""
    own = authority.person == person
    opens = not own and _sees(person, authority)
    lines = [
        Line(
            row.words,
            f"đã hoàn tác ngày {display(row.undone_on)}: {row.undone_ground}" if row.undone_on else _paper(row),
            reverse("files:leaving", args=[row.pk]) if opens else "",
        )
        for row in leavings_of(person)
    ]
    is_member = person.memberships.filter(ends_on__isnull=True).exists()
    if not is_member or own or not may_keep(person, authority):
        return Section(_LEAVING, lines) if lines else None
    url = reverse("files:leave", args=[person.pk])
    return Section(_LEAVING, lines, "Chưa ghi việc nào.", url, "Ghi từ trần, ra khỏi Đảng")


def open_in_the_file(person: Person, authority: Authority, ends_by: str) -> list[Line]:
    """Loans that are out and proposals that wait: the office sees to them."""
    return [Line(line, "văn phòng giải quyết", url) for line, url in open_in_file(person)]


def _paper(row: Leaving) -> str:
    number = f"số {row.decision}" if row.decision else ""
    day = f"ngày {display(row.decided_on)}" if row.decided_on else ""
    return " ".join(part for part in (number, day, row.issuer) if part) or row.ground


_LEAVING = "Từ trần, ra khỏi Đảng"


def hand_in() -> None:
    """All sections of this app; called once when it is ready."""
    for order, (key, (title, kinds)) in enumerate(GROUPS.items(), 10):
        add_section(key, order, _SOURCES.setdefault(key, _entries(title, kinds)))
    add_section("papers", 40, papers_of)
    add_section("history", 41, history_of)
    add_section("classes", 80, classes_section)
    add_section("leaving", 95, leaving_of)
    add_open("files", 10, open_in_the_file)
    add_open("classes", 11, open_classes_of)


_SOURCES: dict[str, Source] = {}


def forms_of_discipline(authority: Authority) -> list[str]:
    """The words of the forms of discipline on the day."""
    law = law_on(authority.on)
    value = law.get("records.discipline_forms")
    return [law.parameter(value.name).labels[code] for code in value.value] if value else []
