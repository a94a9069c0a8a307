"""What a plan moves, as its page shows it: organizations, people, offices, cases, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from chibo.engine.cases.models import Case
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.roll.members.models import Appointment, Committee
from chibo.roll.organizations.drawing import Node, above, below, changed
from chibo.roll.organizations.models import CELLS, Level
from chibo.roll.organizations.queries.area import Area
from chibo.roll.organizations.registry import Stake
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.rules.moves import Compiled


@dataclass(frozen=True, slots=True)
class Tally:
    """The people of one organization, by what they are there."""

    official: int = 0
    probationary: int = 0
    guests: int = 0
    followed: int = 0
    kept: int = 0  # records of those who left, or whose party life is outside

    @property
    def members(self) -> int:
        return self.official + self.probationary

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.official + other.official,
            self.probationary + other.probationary,
            self.guests + other.guests,
            self.followed + other.followed,
            self.kept + other.kept,
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One organization: how it stands and how it will stand."""

    code: str
    what: str  # Thành lập, Kết thúc, Đổi tên …
    old: Node | None
    new: Node | None
    above_old: str
    above_new: str
    below: int  # organizations under it
    tally: Tally  # of it and everything below it

    @property
    def before_and_after(self) -> tuple[str, str]:
        """What differs, in words; of an organization that begins or ends, where it stands."""
        old, new = self.old, self.new
        if old is None or new is None:
            here, over = (new or old), self.above_new or self.above_old
            words = _placed(here.level if here else "", over)
            return ("", words) if old is None else (words, "")
        pairs = [
            (old.name, new.name),
            (Level(old.level).label, Level(new.level).label),
            *([(f"trực thuộc {self.above_old}", f"trực thuộc {self.above_new}")] if self.above_old else []),
        ]
        differ = [pair for pair in pairs if pair[0] != pair[1]]
        return "; ".join(before for before, _ in differ), "; ".join(after for _, after in differ)


@dataclass(frozen=True, slots=True)
class Handed:
    """A cell that is handed from one committee to another, or whose people go to another cell."""

    code: str
    name: str
    of: str  # committee, before
    to: str  # committee, afterwards
    into: str  # the cell that receives, when it is another one
    tally: Tally


def _placed(level: str, over: str) -> str:
    return Level(level).label + (f", trực thuộc {over}" if over else "")


@dataclass
class Preview:
    """The plan compiled against the tree as it stands, with everything that it moves."""

    plan: Reorganization
    today: date
    area: Area
    compiled: Compiled
    law: Law | None
    after: Mapping[str, Node]
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    ending: Sequence[Appointment] = ()  # with person; at organizations that end
    continuing: int = 0  # appointments at organizations that move or change
    committees: Sequence[Committee] = ()
    named: Sequence[tuple[str, str, list[str]]] = ()  # from, to, the people of a split by name
    cases: Sequence[tuple[Case, str, str]] = ()  # with the names of the cells
    cases_below: int = 0  # open cases of cells that only change their place
    stakes: Sequence[Stake] = ()
    invented: bool = False  # whether the people are those of the demonstration
    vacant: Sequence[str] = ()  # names of organizations without a secretary afterwards
    individual_letters: Value | None = None

    @property
    def refused(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.refuses]

    @cached_property
    def codes(self) -> dict[int, str]:
        """Organization -> its code."""
        return {organization.pk: code for code, organization in self.area.organizations.items()}

    @cached_property
    def changed(self) -> list[str]:
        return changed(self.area.nodes, self.after)

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(code) for code in self.changed]

    @cached_property
    def handed(self) -> list[Handed]:
        found = []
        for code, node in self.area.nodes.items():
            if node.level not in CELLS:
                continue
            into = self.compiled.everybody.get(code, "")
            new = self.after.get(code) or self.after.get(into)
            old_over, new_over = self._over(self.area.nodes, code), self._over(self.after, into or code)
            if new is not None and (into or old_over != new_over):
                tally = self.tallies.get(code, Tally())
                found.append(Handed(code, node.name, old_over, new_over, new.name if into else "", tally))
        return found

    @cached_property
    def moving(self) -> set[str]:
        """Codes of everything whose place in the tree changes."""
        roots = [
            code for code in self.changed if self._parent(self.area.nodes, code) != self._parent(self.after, code)
        ]
        return below(self.area.nodes, [code for code in roots if code in self.area.nodes])

    @property
    def total(self) -> Tally:
        """The people of all cells that move, end or are split."""
        cells = {*self.moving, *self.compiled.everybody, *self.compiled.split}
        return sum((self.tallies.get(code, Tally()) for code in cells), Tally())

    @property
    def facts(self) -> list[tuple[str, int]]:
        """The counts that head the page; nothing that is nought."""
        total, drawing = self.total, self.compiled.drawing
        counted = [
            ("Tổ chức thành lập", len(drawing.founded)),
            ("Tổ chức kết thúc", len(drawing.closed)),
            ("Tổ chức đổi tên, cấp hoặc nơi trực thuộc", len(drawing.reshaped)),
            ("Chi bộ được chuyển giao", len(self.handed)),
            ("Đảng viên liên quan", total.members),
            ("Trong đó dự bị", total.probationary),
            ("Đến sinh hoạt tạm thời", total.guests),
            ("Quần chúng đang theo dõi", total.followed),
            ("Hồ sơ lưu", total.kept),
            ("Nhiệm vụ kết thúc", len(self.ending)),
            ("Nhiệm vụ tiếp tục", self.continuing),
            ("Cấp ủy kết thúc nhiệm kỳ", len(self.committees)),
            ("Hồ sơ vụ việc chuyển chi bộ", len(self.cases)),
            ("Hồ sơ vụ việc đi theo chi bộ", self.cases_below),
        ]
        return [(label, number) for label, number in counted if number]

    def _line(self, code: str) -> Line:
        old, new = self.area.nodes.get(code), self.after.get(code)
        under = below(self.after if old is None else self.area.nodes, [code])
        tally = sum((self.tallies.get(each, Tally()) for each in under), Tally())
        names = (self.name(self._parent(self.area.nodes, code)), self.name(self._parent(self.after, code)))
        return Line(code, said(old, new), old, new, *names, len(under) - 1, tally)

    def _parent(self, nodes: Mapping[str, Node], code: str) -> str:
        return nodes[code].parent if code in nodes else ""

    def name(self, code: str) -> str:
        node = self.after.get(code) or self.area.nodes.get(code)
        return node.name if node else ""

    def _over(self, nodes: Mapping[str, Node], code: str) -> str:
        """The name of the committee that keeps the roster of the cell: its base, or what stands over it."""
        chain = [nodes[each] for each in above(nodes, code) if each in nodes]
        return next((node.name for node in chain if node.level != Level.DIVISION), "")


def said(old: Node | None, new: Node | None) -> str:
    """What happens to an organization, in words."""
    if old is None:
        return "Thành lập"
    if new is None:
        return "Kết thúc"
    parts = [
        word
        for word, differs in (
            ("đổi tên", old.name != new.name),
            ("đổi cấp", old.level != new.level),
            ("đổi nơi trực thuộc", old.parent != new.parent),
        )
        if differs
    ]
    return (", ".join(parts) or "giữ nguyên").capitalize()
