"""Deaths and leavings: those recorded, what ends with one, and what of it may be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.ledger.traces import Touch
from chibo.roll.files.catalogue import PaperKind, catalogue
from chibo.roll.files.models import Leaving, Loan, Proposal
from chibo.roll.files.rules.occasions import OF_ENDS
from chibo.roll.members.models import Membership, Person, Placement, Role
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import get_person, rows_for
from chibo.roll.members.queries.later import cards_to_hold_again
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import names_on

#: A list of more is narrowed by name.
MOST = 200


def standing_leaving(person: Person) -> Leaving | None:
    """The newest one that was not taken back."""
    rows = Leaving.objects.filter(person=person, undone_on__isnull=True).select_related("recorded_by")
    return rows.order_by("-left_on", "-pk").first()


def leavings_of(person: Person) -> list[Leaving]:
    """Newest first, those that were taken back too."""
    return list(Leaving.objects.filter(person=person).select_related("recorded_by", "undone_by").order_by("-pk"))


def get_leaving(authority: Authority, pk: int, right: Right = Right.VIEW_MEMBERS) -> Leaving:
    """The door: through the person whom it is about."""
    rows = Leaving.objects.select_related("person", "recorded_by", "undone_by")
    leaving = rows.filter(pk=pk).first()
    if leaving is None:
        raise Http404("Không có việc này trong phạm vi của đồng chí.")
    get_person(authority, leaving.person_id, authority.on, right)
    return leaving


def leavings_at(form: Form, name: str, on: date) -> list[Leaving]:
    """Those whose record lies at the organization or below it on the day, newest first, and those taken back."""
    below = Form.objects.on(on).under(form.path).values("organization")
    homes = Placement.objects.filter(
        in_force(on), person=OuterRef("person"), organization__in=below, kind__in=Placement.HOMES
    )
    rows = Leaving.objects.filter(Exists(homes)).select_related("person")
    if name:
        rows = rows.filter(person__folded__contains=name)
    return list(rows.order_by("-left_on", "-pk")[:MOST])


@dataclass(frozen=True, slots=True)
class Running:
    """What is running of a person on the day, in words: it ends with the membership."""

    status: str
    home: str
    offices: Sequence[str]
    others: Sequence[str]
    is_secretary: bool

    @property
    def lines(self) -> list[str]:
        return [f"{self.status}, {self.home}", *self.offices, *self.others]


def running_of(person: Person, on: date) -> Running:
    """Six questions."""
    row = rows_for([person], on)[0]
    runs = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    appointments = list(person.appointments.filter(runs).order_by("starts_on", "pk"))
    seats = list(person.seats.filter(runs).select_related("committee").order_by("starts_on", "pk"))
    names = names_on(
        {each.organization_id for each in appointments} | {each.committee.organization_id for each in seats}, on
    )
    offices = [
        f"{Role(each.role).label}, {names.get(each.organization_id, '')}, từ {display(each.starts_on)}"
        for each in appointments
    ]
    offices += [
        f"{each.committee.get_body_display()}, {names.get(each.committee.organization_id, '')}, "
        f"từ {display(each.starts_on)}"
        for each in seats
    ]
    others = [f"{each.get_kind_display()}, từ {display(each.starts_on)}" for each in person.standings.filter(runs)]
    return Running(
        status=str(row.status),
        home=row.home or "nơi khác",
        offices=offices,
        others=others,
        is_secretary=any(each.role == Role.SECRETARY for each in appointments),
    )


def state_lines(person: Person, on: date) -> list[str]:
    """What the author of a form saw of the person's file, to be compared with what stands now."""
    return running_of(person, on).lines


def ended_with(leaving: Leaving) -> list[str]:
    """Offices and circumstances that ended with it, counted from the trace."""
    words = {"appointment": "nhiệm vụ", "seat": "chân cấp ủy", "standing": "hoàn cảnh ảnh hưởng đến biểu quyết"}
    counted = {kind: sum(_ended(touch, kind) for touch in leaving.touches) for kind in words}
    return [f"{number} {words[kind]}" for kind, number in counted.items() if number]


def _ended(touch: Touch, kind: str) -> bool:
    return touch.kind == kind and touch.before is not None


def comes_back(leaving: Leaving) -> list[str]:
    """What the register says again when the leaving is taken back."""
    spell = Membership.objects.filter(person=leaving.person_id, ends_on=leaving.left_on).first()
    kind = spell.get_kind_display() if spell is not None else "Đảng viên"
    lines = [f"{kind} như trước ngày {display(leaving.left_on)}; nơi sinh hoạt như trước"]
    lines += [f"{ended} được ghi lại" for ended in ended_with(leaving)]
    lines += [
        f"Thẻ đã ghi “{card.get_ended_by_display().lower()}” lại do đảng viên giữ"
        for card in cards_to_hold_again(leaving.person, leaving.left_on)
    ]
    if leaving.is_death and leaving.person.user_id:
        lines.append("Tài khoản đăng nhập lại được")
    return lines


def paper_of(person: Person, ends_by: str, on: date) -> PaperKind | None:
    """The paper of the catalogue on which it rests."""
    spell = person.memberships.filter(starts_on__lte=on).order_by("-starts_on").first()
    kind = spell.kind if spell is not None else Membership.Kind.OFFICIAL
    occasion = next(iter(OF_ENDS.get((kind, ends_by), ())), "")
    return catalogue().paper_for(occasion) if occasion else None


def open_in_file(person: Person) -> list[tuple[str, str]]:
    """What the keeping of the file itself has open, and where it is seen to."""
    loans = Loan.objects.filter(person=person, returned_on__isnull=True)
    lines = [
        (f"Hồ sơ đang cho mượn: {loan.borrower}, {loan.office}", reverse("files:take_back", args=[loan.pk]))
        for loan in loans
    ]
    waiting = Proposal.objects.filter(person=person, state=Proposal.State.OPEN).count()
    told = (f"{waiting} đề nghị sửa hồ sơ chưa trả lời", reverse("files:proposals"))
    return [*lines, *([told] if waiting else [])]
