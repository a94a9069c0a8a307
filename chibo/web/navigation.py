"""The sections of the house. A section stands here when its page exists; a person sees those that they may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from chibo.roll.members.permissions import Authority, Right

Allowed = Callable[[Authority], bool]


def everybody(authority: Authority) -> bool:
    return True


def keeper(authority: Authority) -> bool:
    return authority.user.is_keeper


def holding(right: Right) -> Allowed:
    """Whoever has the right somewhere; the page itself asks where."""
    return lambda authority: any(held.reach(right) for held in authority.appointments)


inspecting = holding(Right.INSPECT)


@dataclass(frozen=True, slots=True)
class Section:
    label: str  # "Đảng viên"
    short: str  # at most two short words, for the bar of a phone
    icon: str  # templates/icons
    url_name: str
    allowed: Allowed = everybody


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    short: str
    icon: str
    url: str
    current: str  # the value of aria-current: "page", "true" or nothing


SECTIONS: Final[list[Section]] = [
    Section("Việc của tôi", "Việc của tôi", "tasks", "web:home"),
    Section("Tổ chức", "Tổ chức", "organization", "organizations:tree", holding(Right.VIEW_MEMBERS)),
    Section("Đảng viên", "Đảng viên", "members", "members:list", holding(Right.VIEW_MEMBERS)),
    Section("Kết nạp", "Kết nạp", "admission", "admissions:list", holding(Right.VIEW_CASES)),
    Section("Chuyển sinh hoạt", "Chuyển", "transfer", "transfers:list", holding(Right.VIEW_CASES)),
    Section("Sinh hoạt", "Sinh hoạt", "meeting", "meetings:list", holding(Right.VIEW_CASES)),
    Section("Hồ sơ đảng viên", "Hồ sơ", "files", "files:home", holding(Right.VIEW_MEMBERS)),
    Section("Sắp xếp tổ chức", "Sắp xếp", "organization", "reorganizations:list", holding(Right.MANAGE_ORGANIZATION)),
    Section("Đảng phí", "Đảng phí", "money", "fees:list"),
    Section("Huy hiệu, thẻ đảng", "Huy hiệu", "award", "honours:home", holding(Right.VIEW_MEMBERS)),
    Section("Báo cáo", "Báo cáo", "report", "reports:home", lambda authority: authority.person is not None),
    Section("Nhập danh sách", "Nhập", "roster", "rosters:list", holding(Right.IMPORT_ROSTERS)),
    Section("Quy định", "Quy định", "rules", "rulebook:timeline"),
    Section(
        "Sổ cái", "Sổ cái", "ledger", "ledger:entries", lambda authority: keeper(authority) or inspecting(authority)
    ),
    Section("Tài khoản người dùng", "Tài khoản", "user", "accounts:users", keeper),
]


def entries_for(authority: Authority, path: str) -> list[Entry]:
    """The sections that may be opened, the one that contains ``path`` marked."""
    found = []
    for section in SECTIONS:
        if section.allowed(authority):
            url = reverse(section.url_name)
            inside = url != "/" and path.startswith(url)
            current = "page" if path == url else "true" if inside else ""
            found.append(Entry(section.label, section.short, section.icon, url, current))
    return found
