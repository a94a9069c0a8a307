"""The exchange file of an organization as it goes out, and an uploaded one with its verdicts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from chibo.common.dates import PartialDate, display
from chibo.common.secrets import open_bytes, open_sealed
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Membership, Placement, Standing
from chibo.roll.members.pictures import Sheet, sheets_of
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import names_on
from chibo.roll.rosters.models import Batch, StagedRow, Upload
from chibo.roll.rosters.queries.reports import reasons
from chibo.roll.rosters.reading import Unreadable
from chibo.roll.rosters.reading.exchange import Fact, Verdict, fill_verdicts, write_exchange

_V = StagedRow.Verdict
_RESULTS = {
    _V.NEW: "Hợp lệ: đảng viên mới",
    _V.CHANGED: "Hợp lệ: có thay đổi",
    _V.SAME: "Hợp lệ: không thay đổi",
    _V.DOUBT: "Cần xem lại",
    _V.REFUSED: "Không nhận",
}


def exchange_file(form: Form, on: date) -> bytes:
    """Everybody whose party life is at the organization or below it on the day, as the exchange file."""
    below = Form.objects.on(on).under(form.path).values("organization")
    here = Placement.objects.filter(in_force(on), kind=Placement.Kind.OFFICIAL, organization__in=below)
    places = dict(here.values_list("person", "organization"))
    names = names_on(places.values(), on)
    sheets = sorted(sheets_of(places).values(), key=lambda sheet: (sheet.person.sort_key, sheet.person.id))
    rows = (_facts(sheet, names.get(places[sheet.person.id], ""), on) for sheet in sheets)
    return write_exchange(rows, place=form.name.upper(), exported=f"Ngày xuất: {display(on)}")


def _facts(sheet: Sheet, cell: str, on: date) -> dict[str, Fact]:
    person = sheet.person
    official = next((row for row in sheet.memberships if row.kind == Membership.Kind.OFFICIAL), None)
    first = min((row.starts_on for row in sheet.memberships), default=None)
    card = max(sheet.cards, key=lambda card: card.id, default=None)
    status, since = _status(sheet, on)
    return {
        "full_name": sheet.name,
        "other_name": person.other_name,
        "sex": person.sex,
        "born_on": PartialDate.parse(person.born_on) if person.born_on else None,
        "ethnicity": person.ethnicity,
        "religion": person.religion,
        "identity": open_sealed(bytes(person.identity_secret)) if person.identity_secret else None,
        "card_number": card.number if card else None,
        "card_issued_on": card.issued_on if card else None,
        "organization": cell,
        "home_town_detail": person.home_town,
        "residence_detail": person.residence,
        "admitted_on": first,
        "official_on": official.starts_on if official and not official.undated else None,
        "status": status,
        "status_on": since,
    }


def _status(sheet: Sheet, on: date) -> tuple[str, date | None]:
    for row in sheet.standings:
        running = row.starts_on <= on and (row.ends_on is None or row.ends_on > on)
        if running and row.kind in {Standing.Kind.EXEMPT, Standing.Kind.SUSPENDED}:
            return row.kind, row.starts_on
    return "ACTIVE", None


def with_verdicts(batch: Batch, data: bytes = b"") -> bytes:
    """The uploaded exchange file with its two result columns filled; ``data``: the file, where it is at hand.

    Raises ``Refusal`` when it is no such file, or is kept no longer.
    """
    if not data:
        upload = Upload.objects.filter(batch=batch).first()
        if upload is None:
            raise Refusal("Tệp không còn được giữ: tệp chỉ giữ đến khi ghi vào sổ hoặc bỏ đợt nhập.")
        data = open_bytes(bytes(upload.sealed))
    try:
        return fill_verdicts(data, _verdicts(batch))
    except Unreadable as why:
        raise Refusal(str(why)) from None


def _verdicts(batch: Batch) -> dict[str, dict[int, Verdict]]:
    """Sheet -> row -> verdict."""
    names = [table["sheet"] for table in batch.tables]
    told: dict[tuple[str, int], list[str]] = defaultdict(list)
    for verdict in (_V.DOUBT, _V.REFUSED):
        for each in reasons(batch, verdict):
            said = f"{each['column']}: {each['message']}" if each["column"] else each["message"]
            told[each.get("sheet", names[0]), each["row"]].append(said)
    found: dict[str, dict[int, Verdict]] = {name: {} for name in names}
    for table, number, outcome in batch.lines.values_list("sheet", "number", "verdict"):
        name = names[table]
        found[name][number] = Verdict(_RESULTS[_V(outcome)], "; ".join(told.get((name, number), ())))
    return found
