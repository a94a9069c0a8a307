"""A death or a leaving as an office writes it down: what it must rest on, and what the texts say follows. Pure.

Nothing is decided here. Who is struck off, expelled or let go is decided by the competent body in its own
procedure; of its decision the number, the day and the issuer are kept, and nothing of its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.roll.files.rules.keeping import check_passing_on
from chibo.roll.members.rules.cards import check_end

DEATH: Final = "DEATH"
#: Word in the address -> ``Membership.End``, and the same in words.
ENDS: Final = {"tu-tran": DEATH, "xoa-ten": "STRIKE_OFF", "khai-tru": "EXPULSION", "xin-ra": "RESIGNATION"}
LEAVINGS: Final = {
    "tu-tran": "Đảng viên từ trần",
    "xoa-ten": "Xóa tên trong danh sách đảng viên, theo quyết định",
    "khai-tru": "Khai trừ, theo quyết định",
    "xin-ra": "Cho ra khỏi Đảng theo đơn, theo quyết định",
}


@dataclass(frozen=True, slots=True)
class Left:
    """What the office types."""

    ends_by: str
    left_on: date
    decision: str = ""
    decided_on: date | None = None
    issuer: str = ""
    ground: str = ""


def check_left(told: Left, today: date) -> list[Finding]:
    """A day that has come; a decision with number, day and issuer, or for a death what tells of it."""
    found = []
    if told.left_on > today:
        found.append(failed("LEFT-AHEAD", None, f"Ngày {display(told.left_on)} chưa đến.", asks="on"))
    if told.decided_on is not None and told.decided_on > today:
        found.append(failed("LEFT-AHEAD", None, f"Ngày {display(told.decided_on)} chưa đến.", asks="decided_on"))
    if told.ends_by == DEATH:
        if not told.ground.strip():
            found.append(failed("LEFT-GROUND", None, "Chưa ghi căn cứ của việc từ trần.", asks="ground"))
        return found
    if not told.decision.strip():
        found.append(failed("LEFT-DECISION", None, "Chưa ghi số quyết định.", asks="decision"))
    if told.decided_on is None:
        found.append(failed("LEFT-DECISION", None, "Chưa ghi ngày quyết định.", asks="decided_on"))
    elif told.decided_on > told.left_on:
        sentence = f"Quyết định ký ngày {display(told.decided_on)}, sau ngày có hiệu lực {display(told.left_on)}."
        found.append(failed("LEFT-DECISION", None, sentence, asks="decided_on"))
    if not told.issuer.strip():
        found.append(failed("LEFT-DECISION", None, "Chưa ghi cấp ủy, tổ chức đảng ra quyết định.", asks="issuer"))
    return found


def check_seen(seen: Sequence[str], now: Sequence[str]) -> list[Finding]:
    """Whether the file still is as its reader saw it: what came in, and what is no more, is told."""
    came = [failed("FILE-CHANGED", None, f"Mới ghi: {line}.") for line in now if line not in seen]
    gone = [failed("FILE-CHANGED", None, f"Không còn: {line}.") for line in seen if line not in now]
    return [*came, *gone]


def follows(ends_by: str, law: Law) -> list[Finding]:
    """What the texts of the day ask for afterwards: the book, the file, the card."""
    found = []
    book = law.get("records.departed_books")
    if book is not None and ends_by in book.value:
        which = "đảng viên đã từ trần" if ends_by == DEATH else "đảng viên ra khỏi Đảng"
        found.append(passed("LEFT-BOOK", book, f"Vào sổ {which}."))
    found += check_passing_on(True, law)
    keeper = law.get("records.departed_keeper")
    if keeper is not None:
        where = law.parameter(keeper.name).labels[keeper.value]
        found.append(passed("LEFT-KEEPER", keeper, f"Hồ sơ đảng viên do {where[:1].lower()}{where[1:]} lưu giữ."))
    card = check_end("KEPT" if ends_by == DEATH else "RETURNED", ends_by, law)
    return [*found, *(finding for finding in card if finding.citation is not None)]
