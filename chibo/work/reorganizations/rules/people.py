"""Nobody is left behind; cells that become too small and bodies without a secretary are named. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law

_SHOWN = 5


def check_day(on: date | None, document: str, document_on: date | None, today: date) -> list[Finding]:
    """The act has its day, which has come, and its paper."""
    found = []
    if on is None:
        found.append(failed("REORG-DAY", None, "Chưa ghi ngày có hiệu lực.", asks="on"))
    elif on > today:
        told = f"Ngày {display(on)} chưa đến: để bản dự thảo và thực hiện từ ngày đó."
        found.append(failed("REORG-DAY", None, told, asks="on"))
    if not document.strip() or document_on is None:
        found.append(failed("REORG-DOCUMENT", None, "Chưa ghi số và ngày của văn bản quyết định.", asks="document"))
    return found


def check_left_behind(left: Mapping[str, Iterable[str]]) -> list[Finding]:
    """``left``: name of a cell that ends -> people of it for whom no place is said."""
    found = []
    for cell, people in left.items():
        names = list(people)
        told = f"{cell} kết thúc nhưng còn {len(names)} người chưa có nơi chuyển đến: {shown(names)}."
        found.append(failed("REORG-LEFT", None, told, asks="moves"))
    return found


def check_strangers(cell: str, count: int) -> list[Finding]:
    """People named in a split who are not there."""
    if not count:
        return []
    told = f"Danh sách chia tách {cell} có {count} người không sinh hoạt ở đó vào ngày này."
    return [failed("REORG-STRANGER", None, told, asks="moves")]


def check_later(late: Iterable[str]) -> list[Finding]:
    """Facts dated after the day stand in the way: history is written forwards."""
    return [failed("REORG-LATER", None, sentence) for sentence in late]


def check_sizes(officials: Mapping[str, int], law: Law) -> list[Finding]:
    """Cells below the number of official members that a cell needs: the level above adds members or merges."""
    least = law.get("reorganization.cell_min_official_members")
    if least is None:
        return []
    found = []
    for name, count in officials.items():
        if count < least.number:
            told = f"{name} còn {count} đảng viên chính thức, chi bộ phải có ít nhất {least.number}."
            who = "Cấp ủy cấp trên bổ sung đảng viên hoặc sáp nhập chi bộ"
            found.append(unknown("REORG-SMALL", least, told, who=who))
    return found


def shown(names: list[str]) -> str:
    more = f" và {len(names) - _SHOWN} người khác" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
