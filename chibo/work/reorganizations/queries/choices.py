"""What the forms of a plan may choose from: organizations under the committee that decides, and people of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.common.text import fold
from chibo.roll.members.models import Person, Placement
from chibo.roll.organizations.models import CELLS, SEGMENT, Form, Level, in_force
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries import form_now
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Relevel, Rename, Reparent, Split, read

Choices = Sequence[tuple[str, str]]
_INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Offer:
    """Choices of one page of the wizard; ``inside`` is the organization whose parts are listed."""

    inside: Form
    everywhere: Choices  # every committee and cell of the subtree, indented as the tree
    committees: Choices  # those that others may stand under
    cells: Choices
    parts: Choices  # directly under ``inside``
    people: Choices  # of ``inside``, when it is a cell
    forms: Mapping[str, Form] = field(default_factory=dict)

    @property
    def is_cell(self) -> bool:
        return self.inside.level in CELLS


def offer_for(plan: Reorganization, inside: str, today: date, words: str = "") -> Offer:
    """Three queries; ``words`` narrow what is directly inside. What the plan itself founds can be chosen too."""
    top = form_now(plan.decider)
    forms = list(Form.objects.open().under(top.path).select_related("organization").order_by("path"))
    by_code = {form.organization.code: form for form in forms}
    here = by_code.get(inside, top)
    new = [
        (move.code, f"{move.name} (thành lập mới)", move.level) for move in read(plan.moves) if isinstance(move, Found)
    ]
    listed = [(form.organization.code, _indented(form, top), form.level) for form in forms]
    everything = [*listed, *new]
    return Offer(
        inside=here,
        everywhere=[(code, name) for code, name, _ in everything],
        committees=[(code, name) for code, name, level in everything if level not in CELLS],
        cells=[(code, name) for code, name, level in everything if level in CELLS],
        parts=[
            (form.organization.code, form.name)
            for form in forms
            if form.parent_id == here.organization_id and fold(words) in form.folded
        ],
        people=_people(here, plan.on or today) if here.level in CELLS else [],
        forms=by_code,
    )


def _indented(form: Form, top: Form) -> str:
    return _INDENT * ((len(form.path) - len(top.path)) // SEGMENT) + form.name


def _people(cell: Form, on: date) -> Choices:
    placed = Placement.objects.filter(in_force(on), organization=cell.organization_id)
    kinds = dict(placed.order_by("-kind").values_list("person", "kind"))
    people = Person.objects.filter(pk__in=kinds).order_by("sort_key", "pk")
    return [(str(person.pk), f"{person.name} · {Placement.Kind(kinds[person.pk]).label.lower()}") for person in people]


@dataclass(frozen=True, slots=True)
class Said:
    """One move in words, with its place in the plan."""

    index: int
    words: str


def moves_in_words(plan: Reorganization, names: Mapping[str, str]) -> list[Said]:
    moves = read(plan.moves)
    known = dict(names) | {move.code: move.name for move in moves if isinstance(move, Found)}
    return [Said(index, _words(move, known)) for index, move in enumerate(moves)]


def _words(move: Move, names: Mapping[str, str]) -> str:
    def named(code: str) -> str:
        return names.get(code, code)

    match move:
        case Found():
            return f"Thành lập {move.name}" + (f", trực thuộc {named(move.parent)}" if move.parent else "")
        case Rename():
            return f"{named(move.code)} đổi tên thành {move.name}"
        case Relevel():
            return f"{named(move.code)} đổi cấp: {Level(move.level).label}"
        case Reparent():
            return f"{named(move.code)} chuyển về trực thuộc {named(move.parent)}"
        case Merge():
            return f"{named(move.code)} nhập vào {named(move.into)}"
        case Split():
            return f"{len(move.people)} người của {named(move.code)} chuyển sang {named(move.into)}"
        case Close():
            return f"{named(move.code)} kết thúc hoạt động"


def names_of(plan: Reorganization) -> dict[str, str]:
    """The present or last name of each organization that the moves speak of."""
    codes = {value for row in plan.moves for key, value in row.items() if key in {"code", "into", "parent"}}
    forms = Form.objects.filter(organization__code__in=codes).order_by("starts_on")
    return dict(forms.values_list("organization__code", "name"))
