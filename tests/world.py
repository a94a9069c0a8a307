"""Everybody who may knock, and something behind each door: the world that the access table is walked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from chibo.engine.cases.actions import Stroke
from chibo.engine.meetings.actions import hold
from chibo.foundation.accounts.models import User
from chibo.reports.actions import freeze
from chibo.reports.catalogue import tables
from chibo.reports.permissions import reader_of
from chibo.reports.queries.figures import Period
from chibo.roll.files import actions as files
from chibo.roll.files.rules.classes import ClassTold
from chibo.roll.files.rules.entries import Told
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.actions import save_list
from chibo.roll.members.models import Person, Role
from chibo.roll.members.queries import authority_of
from chibo.work.admissions.actions import put_on_list
from chibo.work.reorganizations.actions import Paper, carry_out, draft
from chibo.work.reorganizations.rules.moves import Merge, Rename
from tests.builders import (
    Tree,
    account,
    appointed,
    cell,
    city_organizer,
    clerk,
    keeper,
    neighbour_secretary,
    official,
    officials,
    person,
    probationary,
    secretary,
    tree,
)
from tests.cast import BINH, HA, KHOA, LAN, MINH, PHUC, extra
from tests.roll.rosters import world as rosters
from tests.work.fees import world as fees
from tests.work.honours import world as honours

#: The objects of this world are made on this day, under the law of this day.
ON = date(2026, 10, 5)


@dataclass(frozen=True)
class World:
    """``users`` by role of the table; ``arguments`` by URL and argument."""

    users: Mapping[str, User | None]
    arguments: Mapping[str, object]

    def argument(self, url: str, name: str) -> object:
        """The most particular of "space:name.argument", "space.argument" and "argument"."""
        keys = (f"{url}.{name}", f"{url.rpartition(':')[0]}.{name}", name)
        return next((self.arguments[key] for key in keys if key in self.arguments), None)


def files_of(place: Tree, newcomer: Person, office: User) -> dict[str, object]:
    """Something in each drawer of the files: an entry, a loan, a proposal, a round, minutes, a guest."""
    by, on = office, ON
    told = Told("TRAINING", "Đại học", "Trường Đại học A", "2016", "2020", "12/ĐH")
    proposer = official(BINH, place.cell)
    account(proposer, "denghi")
    assert proposer.user is None  # the row here is older than its sign-in
    proposer.refresh_from_db()
    assert proposer.user is not None
    proposal = files.propose(
        person=proposer, field="residence", new="Số 5, tổ 1", ground="Thẻ căn cước", by=proposer.user, on=on
    )
    round = files.open_round(organization=place.ward, people=[newcomer.pk], by=by, on=on)
    files.compare_files(round=round, agree=[], differ={newcomer.pk: "thiếu quyết định"}, by=by, on=on)
    rows = [{"person": newcomer.pk, "name": newcomer.name, "home": "", "present": 1, "missing": 2, "lent": False}]
    handed = {"giver": "A", "receiver": "B", "witness": "", "ground": "QĐ 1"}
    guest = {"name": "Lý Thị Nơi Ở", "born_on": "1970", "home": "Chi bộ khác", "letter": "1-GT", "exempt": ""}
    gone = official(extra(900), place.cell)
    died = files.record_leaving(person=gone, told=Left("DEATH", date(2026, 8, 3), ground="Giấy báo"), by=by, on=on)
    held = ClassTold("Lớp đảng viên mới", "NEW_MEMBER", "Trường chính trị tỉnh", on, on)
    ward = files.NewClass(place.ward, held)
    party_class = files.enrol(into=ward, people=[newcomer.pk], authority=authority_of(by, on), by=by, on=on)
    lent = {"borrower": "A", "office": "B", "purpose": "đọc", "allowed_by": "C"}
    return {
        "files.pk": newcomer.pk,
        "files.code": place.cell.code,
        "transfers.code": place.cell.code,
        "files.field": "residence",
        "files.number": 5,
        "files.layout": "phieu-dang-vien",
        "files.book": "so-dang-vien",
        "files:answer.pk": proposal.pk,
        "files:withdraw.pk": proposal.pk,
        "files:correct_entry.pk": (entry := files.add_entry(person=newcomer, told=told, by=by, on=on)).pk,
        "files:strike_out.pk": entry.pk,
        "files:round.pk": round.pk,
        "files:close_round.pk": round.pk,
        "files:settle.pk": round.pk,
        "files:settle.item": round.items.get().pk,
        "files:leaving.pk": died.pk,
        "files:party_class.pk": party_class.pk,
        "files:class_pdf.pk": party_class.pk,
        "files:reschedule.pk": party_class.pk,
        "files:withdraw_from_class.pk": party_class.pk,
        "files:withdraw_from_class.item": party_class.attendees.get().pk,
        "files:undo_leaving.pk": died.pk,
        "files:take_back.pk": files.lend(person=newcomer, number=None, due_on=on, by=by, on=on, **lent).pk,
        "files:handover_pdf.pk": files.hand_over(organization=place.ward, rows=rows, by=by, on=on, **handed).pk,
        "files:end_introduction.pk": files.introduce(organization=place.cell, by=by, on=on, **guest).pk,
    }


def with_password(user: User) -> User:
    user.set_password("mat khau thu nghiem")
    user.save(update_fields=["password"])
    return user


def reorganizations(place: Tree, office: User, at: datetime) -> dict[str, object]:
    """A draft of the ward's office, and an act by which an empty cell went into another."""
    empty = cell(place.ward, "Chi bộ trống")
    act = {"decider": place.ward, "by": office, "today": ON, "at": at}
    moves = [Rename(place.cell.code, "Chi bộ Một")]
    drafted = draft(kind="RENAME", title="Đổi tên chi bộ", moves=moves, **act)
    paper = Paper(on=ON, document="9-QĐ/ĐU", document_on=ON)
    merged = draft(kind="MERGE", title="Nhập", moves=[Merge(empty.code, place.other_cell.code)], paper=paper, **act)
    carry_out(plan=merged, by=office, today=ON, at=at, seen=merged.version)
    return {
        "reorganizations.pk": drafted.pk,
        "reorganizations:undo.pk": merged.pk,
        "reorganizations:papers.pk": merged.pk,
        "reorganizations:cell_paper.pk": merged.pk,
        "reorganizations:papers.paper": "danh-muc",
        "reorganizations:cell_paper.paper": "bien-ban",
        "reorganizations.code": empty.code,
        "reorganizations.ending": "docx",
    }


def reports_of(place: Tree, pen: User, at: datetime) -> dict[str, object]:
    """A table of the cell that its secretary has frozen."""
    reader = reader_of(authority_of(pen, ON), place.cell.code, ON)
    period = Period(ON.replace(month=1, day=1), ON)
    frozen = freeze(reader=reader, table=tables()["bieu-1"], period=period, by=pen, on=ON, at=at)
    return {
        "reports.code": place.cell.code,
        "reports.key": "bieu-1",
        "reports.ending": "xlsx",
        "reports.pk": frozen.pk,
    }


def build() -> World:
    """A cell with its secretary, its ward, its city; and the neighbour with the same right in another ward."""
    place = tree()
    officials(5, place.cell)
    newcomer = probationary(KHOA, place.cell, admitted_on=date(2026, 3, 2))
    guide, inspector = official(MINH, place.other_cell), official(PHUC, place.other_cell)
    appointed(guide, Role.CELL_GUIDE, place.cell)
    appointed(inspector, Role.INSPECTOR, place.city)
    office, pen = clerk(place.ward, place.other_cell), secretary(place.cell)
    users = {
        "anonymous": None,
        "keeper": with_password(keeper()),
        "member": account(official(LAN, place.cell), "dangvien"),
        "guide": account(guide, "phutrach"),
        "secretary": pen,
        "neighbour": neighbour_secretary(place.neighbour_cell),
        "office": office,
        "organizer": city_organizer(place.city, place.other_cell),
        "inspector": account(inspector, "kiemtra"),
    }
    at = datetime(ON.year, ON.month, ON.day, 9, tzinfo=get_current_timezone())
    case = put_on_list(
        person=person(HA, at=place.cell),
        facts={},
        identity="",
        organization=place.cell,
        on=ON,
        number="12-NQ/CB",
        nominated_by="",
        kind="first",
        stroke=Stroke(by=pen, today=ON, at=at, seen=0),
    )
    kept = save_list(name="Đảng viên nữ", conditions="gioi=F", by=pen, on=ON)
    voters = place.cell.placements.values_list("person", flat=True)
    meeting = hold(
        organization=place.cell,
        body="cell",
        held_on=ON,
        title="Sinh hoạt thường kỳ",
        present=set(voters) - {newcomer.pk, case.person_id},
        reasons={newcomer.pk: "ốm"},
        chair=None,
        minute_taker=None,
        by=pen,
        today=ON,
        at=at,
    )
    arguments: dict[str, object] = {
        "rulebook.slug": "208-qd-tw-2026-07-26",
        "rulebook.name": "admission.cell_threshold",
        "rulebook:question.name": "adm-age-18-exact",
        "rulebook.code": "admission",
        "accounts.pk": office.pk,
        "end_session.pk": 1,
        "cases.pk": case.pk,
        "cases.step": "A03",
        "cases.kind": "extended",
        "cases.seq": 1,
        "cases.key": "1",
        "cases.layout": "nghi-quyet-cam-tinh",
        "cases.ending": "pdf",
        "meetings.code": place.cell.code,
        "meetings.pk": meeting.pk,
        "members.pk": newcomer.pk,
        "members:open_saved.pk": kept.pk,
        "members:drop_saved.pk": kept.pk,
        "organizations.code": place.cell.code,
        "organizations:standard.code": place.ward.code,
        "organizations:standard.act": "tieu-chuan",
        "admissions.code": place.cell.code,
        **reorganizations(place, office, at),
        **rosters.arguments(place, office, ON),
        "reorganizations.part": "doi-ten",
        "admissions.pk": newcomer.pk,
        "admissions.matter": "xoa-ten",
        "transfers.pk": newcomer.pk,
    }
    arguments |= files_of(place, newcomer, office)
    arguments |= reports_of(place, pen, at)
    arguments |= fees.arguments(place, newcomer, pen, office, ON, at)
    arguments |= honours.arguments(place, pen, office, ON, at)
    return World(users=users, arguments=arguments)
