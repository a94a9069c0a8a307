"""May this person? Power comes from appointments on the day; the table below says what each one gives, and how far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person, Role
from chibo.roll.organizations.models import CELLS, Form, Level, Organization, in_force


class Right(StrEnum):
    """What somebody may do; the label stands in the sentence of a refusal."""

    VIEW_MEMBERS = "xem hồ sơ đảng viên"
    VIEW_CASES = "xem hồ sơ vụ việc"
    RECORD_ACTS = "ghi công việc của tập thể tại tổ chức này"
    RECORD_FOR_CELLS = "ghi thay cho chi bộ trực thuộc"
    APPRAISE = "thẩm định hồ sơ"
    DECIDE_ENTRY = "nhập quyết định, kết quả biểu quyết của cấp ủy"
    MANAGE_ORGANIZATION = "sửa đổi tổ chức, cấp ủy, phân công"
    ADOPT_STANDARDS = "nhập tiêu chuẩn riêng của cấp ủy"
    INSPECT = "kiểm tra sổ ghi việc"
    REVEAL_IDENTITY = "xem số định danh cá nhân"
    IMPORT_ROSTERS = "nhập danh sách đảng viên vào sổ"
    KEEP_FILES = "ghi, kiểm và quản lý hồ sơ đảng viên"


class Reach(StrEnum):
    SELF_ORGANIZATION = "tổ chức nơi được phân công"
    SUBTREE = "tổ chức nơi được phân công và các tổ chức trực thuộc"


_SELF, _ALL = Reach.SELF_ORGANIZATION, Reach.SUBTREE
_VIEW = {Right.VIEW_MEMBERS: _ALL, Right.VIEW_CASES: _ALL}
_LEAD = {**_VIEW, Right.RECORD_ACTS: _SELF, Right.DECIDE_ENTRY: _SELF}
_CLERK = {**_LEAD, Right.RECORD_FOR_CELLS: _ALL, Right.APPRAISE: _ALL, Right.REVEAL_IDENTITY: _ALL}
_BRING = {Right.IMPORT_ROSTERS: _ALL}
_KEEP = {Right.KEEP_FILES: _ALL}

RIGHTS: Mapping[Role, Mapping[Right, Reach]] = MappingProxyType(
    {
        Role.SECRETARY: {
            **_LEAD,
            Right.MANAGE_ORGANIZATION: _ALL,
            Right.ADOPT_STANDARDS: _SELF,
            Right.REVEAL_IDENTITY: _ALL,
            **_KEEP,
        },
        Role.DEPUTY_SECRETARY: {**_LEAD, Right.REVEAL_IDENTITY: _ALL, **_KEEP},
        Role.OFFICE: {**_CLERK, **_BRING, **_KEEP, Right.MANAGE_ORGANIZATION: _ALL, Right.ADOPT_STANDARDS: _SELF},
        Role.ORGANIZER: {**_CLERK, **_BRING, **_KEEP, Right.MANAGE_ORGANIZATION: _ALL, Right.ADOPT_STANDARDS: _SELF},
        Role.INSPECTOR: {**_VIEW, Right.INSPECT: _ALL},
        Role.CELL_GUIDE: {Right.VIEW_MEMBERS: _SELF, Right.VIEW_CASES: _SELF},
    }
)

#: A cell has no office and decides nothing about other organizations.
OF_COMMITTEES_ONLY = frozenset(
    {
        Right.RECORD_FOR_CELLS,
        Right.APPRAISE,
        Right.DECIDE_ENTRY,
        Right.MANAGE_ORGANIZATION,
        Right.ADOPT_STANDARDS,
        Right.IMPORT_ROSTERS,
    }
)

#: The committee of the base keeps the files, or the cell that is a base itself; a cell below a base does not.
OF_BASES_ONLY = frozenset({Right.KEEP_FILES})


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment as it stands on a day: the role, where, and that organization's place in the tree."""

    role: Role
    organization_id: int
    organization: str  # its name on the day
    level: Level
    path: str

    @property
    def capacity(self) -> str:
        return f"{self.role.label} · {self.organization}"

    def reach(self, right: Right) -> Reach | None:
        if right in OF_COMMITTEES_ONLY and self.level in CELLS:
            return None
        if right in OF_BASES_ONLY and self.level == Level.CELL:
            return None
        return RIGHTS[self.role].get(right)

    def gives(self, right: Right, path: str) -> bool:
        reach = self.reach(right)
        return path.startswith(self.path) if reach is Reach.SUBTREE else reach is not None and path == self.path


@dataclass(frozen=True, slots=True)
class Authority:
    """What a signed-in person may do on a day. Build it once per request: ``queries.authority_of``."""

    user: User
    person: Person | None
    on: date
    appointments: tuple[Held, ...]

    @property
    def capacity(self) -> str:
        """``Bí thư · Chi bộ 3``; a member without office acts as themselves."""
        return "; ".join(held.capacity for held in self.appointments) or "Đảng viên"

    def capacity_for(self, right: Right, path: str) -> str:
        """The appointment that gives the right there, in words; empty when none does."""
        return next((held.capacity for held in self.appointments if held.gives(right, path)), "")

    def may(self, right: Right, path: str) -> bool:
        return any(held.gives(right, path) for held in self.appointments)

    def ranges(self, right: Right) -> list[str]:
        """The path prefixes below which the right holds; single organizations are in :meth:`singles`."""
        return _outermost(held.path for held in self.appointments if held.reach(right) is Reach.SUBTREE)

    def singles(self, right: Right) -> list[str]:
        return sorted({held.path for held in self.appointments if held.reach(right) is Reach.SELF_ORGANIZATION})

    def forms(self, right: Right) -> Q:
        """The forms where the right holds, whatever their day."""
        inside = [Q(path__gte=path, path__lt=path + "~") for path in self.ranges(right)]
        return reduce(or_, [*inside, Q(path__in=self.singles(right))])

    def organizations_in_view(self, right: Right = Right.VIEW_MEMBERS) -> QuerySet[Organization]:
        """Where the person has the right (by default to see members): by their place today, or when they ended."""
        return Organization.objects.filter(pk__in=self.ids_in_view(right))

    def ids_in_view(self, right: Right = Right.VIEW_MEMBERS) -> QuerySet[Form, int]:
        """The same as ids, for a condition on a column; one may come twice."""
        reached = Form.objects.filter(self.forms(right))
        reached = reached.filter(in_force(self.on) | Q(ends_on=F("organization__ended_on")))
        return reached.values_list("organization", flat=True)


def _outermost(paths: Iterable[str]) -> list[str]:
    """Those that no other one contains."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def holders(right: Right) -> str:
    """Which appointments give the right, in words."""
    return ", ".join(role.label.lower() for role, rights in RIGHTS.items() if right in rights)


def can(authority: Authority, right: Right, form: Form) -> bool:
    return authority.may(right, form.path)


def check_can(authority: Authority, right: Right, form: Form) -> None:
    if not can(authority, right, form):
        raise PermissionDenied(
            f"Đồng chí chưa được phân công để {right.value} ở {form.name}. Việc này thuộc người đang giữ một trong "
            f"các nhiệm vụ: {holders(right)} của tổ chức đó hoặc của cấp ủy cấp trên."
        )
