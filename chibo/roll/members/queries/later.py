"""What was recorded about a person after an entry of the ledger: it stands in the way of taking that entry back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chibo.common.dates import display
from chibo.foundation.ledger.models import BatchRow, Entry
from chibo.roll.members.models import MemberCard, Membership, Person, Placement

#: Acts on the same person that do not rest on how their membership stands.
_HARMLESS: Final = frozenset(
    {
        "members.appoint",
        "members.correct_person",
        "members.end_appointment",
        "members.end_card",
        "members.leave_out",
        "members.link_account",
        "members.take_back_end",
        "members.unseat",
    }
)
_WORDS: Final[Mapping[str, str]] = {
    "members.enroll": "Đã được kết nạp lại",
    "members.restore": "Đã được khôi phục đảng tịch",
    "members.register_member_outside": "Đã được ghi là đảng viên từ ngoài hệ thống",
    "members.take_over": "Một đợt nhập danh sách đã ghi vào hồ sơ",
    "members.take_back": "Một đợt nhập danh sách đã được hoàn tác",
    "members.move_people": "Một việc sắp xếp tổ chức đã chuyển nơi lưu hồ sơ",
    "members.move_back": "Một việc sắp xếp tổ chức đã được hoàn tác",
}


@dataclass(frozen=True, slots=True)
class LaterAct:
    seq: int  # in the ledger
    action: str
    on: date

    @property
    def words(self) -> str:
        told = _WORDS.get(self.action, "Đã ghi việc khác về đồng chí này")
        return f"{told}, ngày {display(self.on)} (mục {self.seq} của sổ cái)"


def later_acts(person: Person, seq: int) -> list[LaterAct]:
    """Acts of the register on the person after that entry, one by one or in a batch, in their order.

    A list that was taken over and taken back again left nothing.
    """
    own = Entry.objects.filter(seq__gt=seq, subject=f"person:{person.pk}", action__startswith="members.")
    memberships = Membership.objects.filter(person=person).values_list("pk", flat=True)
    batches = [*_batches(seq, "person", [person.pk]), *_batches(seq, "membership", list(memberships))]
    found = (own | Entry.objects.filter(pk__in=batches)).exclude(action__in=_HARMLESS).order_by("seq")
    backs = Entry.objects.filter(seq__gt=seq, action="members.take_back")
    undone = {back.seq for back in backs} | {int(back.payload["entry"]) for back in backs}
    return [LaterAct(entry.seq, entry.action, entry.on) for entry in found if entry.seq not in undone]


def moves_since(person: Person, seq: int) -> list[LaterAct]:
    """Reorganizations after that entry that moved where the record lies."""
    places = Placement.objects.filter(person=person).values_list("pk", flat=True)
    found = Entry.objects.filter(pk__in=_batches(seq, "placement", list(places))).order_by("seq")
    return [LaterAct(*row) for row in found.values_list("seq", "action", "on")]


def cards_to_hold_again(person: Person, left_on: date) -> list[MemberCard]:
    """Cards that were taken back, or left with the family, only because of the end of membership."""
    given = (MemberCard.End.RETURNED, MemberCard.End.KEPT)
    return list(person.cards.filter(ended_by__in=given, ends_on__gte=left_on).order_by("pk"))


def _batches(seq: int, kind: str, rows: Sequence[int]) -> list[int]:
    found = BatchRow.objects.filter(entry__seq__gt=seq, kind=kind, row__in=rows)
    return list(found.values_list("entry", flat=True).distinct())
