"""Many changes of the tree as one act on one day: a few statements, however many organizations move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from chibo.common.text import fold, nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.ledger.traces import AT_A_TIME, Touch, ledger_rows, snapshot, take_back, touches
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.organizations import rules
from chibo.roll.organizations.drawing import Closing, Node, Redrawing, Reshaping, check, redrawn
from chibo.roll.organizations.followers import tell
from chibo.roll.organizations.models import SEGMENT, Form, Level, Organization, Succession
from chibo.roll.organizations.queries.area import Area, area_of

#: Kinds of rows in the trace, in the order in which they are put back.
TABLES: Mapping[str, type[Succession] | type[Form] | type[Organization]] = {
    "succession": Succession,
    "form": Form,
    "organization": Organization,
}
_WHAT = "Không ghi nhận việc sắp xếp tổ chức đảng"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was done: the organizations that the plan named or founded, by code; who moved; and the trace."""

    organizations: Mapping[str, Organization]
    moved: Sequence[int]  # organizations with another form from the day on, the founded and the ended ones
    trace: Sequence[Touch]


@transaction.atomic
def redraw(
    *, plan: Redrawing, by: User | None, on: date, document: str, document_on: date, subject: str, organization: str
) -> Drawn:
    """Found, reshape and close as the plan says; whatever stands below follows, under its old names until the day.

    Args:
        subject: of the ledger's entry ("reorganization:12").
        organization: code of the body that decides.

    Raises:
        Refusal: with every finding; nothing is written.
    """
    refuse_if_any(_WHAT, rules.check_document(document, document_on, on))
    area = area_of(plan, lock=True)
    if missing := sorted(plan.named - set(area.nodes)):
        raise Refusal(f"{_WHAT}: không có tổ chức {', '.join(missing)} đang hoạt động.")
    plan = _tidy(plan, on)
    if taken := Organization.objects.filter(code__in=[node.code for node in plan.founded]).values_list("code"):
        raise Refusal(f"{_WHAT}: mã {', '.join(code for (code,) in taken)} đã dùng cho một tổ chức khác.")
    labels = {level.value: level.label for level in Level}
    refuse_if_any(_WHAT, check(area.nodes, plan, law_on(on).levels, labels, on))
    paper = (nfc(document), document_on)
    organizations = dict(area.organizations) | _found(plan.founded, on)
    trace = [*_write_forms(area, plan, organizations, on, paper), *_close(plan, organizations, on)]
    trace += touches("organization", {}, (organizations[node.code] for node in plan.founded))
    trace += _succeed(plan, organizations, on, paper)
    record_batch(
        action="organizations.redraw",
        by=by,
        on=on,
        subject=subject,
        organization=organization,
        rows=ledger_rows(trace),
        payload={
            "document": paper[0],
            "document_on": document_on,
            "founded": [node.code for node in plan.founded],
            "reshaped": [change.code for change in plan.reshaped],
            "closed": [closing.code for closing in plan.closed],
        },
    )
    moved = _moved(trace)
    tell(moved)
    return Drawn(organizations, moved, trace)


@transaction.atomic
def undraw(*, trace: Sequence[Touch], by: User | None, on: date, subject: str, organization: str) -> None:
    """Take a redrawing back: every row as it was. Moves nobody; who moved people takes them back first.

    Raises:
        ledger.traces.Changed: somebody has touched the same rows since.
        django.db.models.ProtectedError: something else rests on an organization that the act had founded.
    """
    moved = _moved(trace)
    for kind, model in TABLES.items():
        take_back(model, [touch for touch in trace if touch.kind == kind])
    record_batch(
        action="organizations.undraw",
        by=by,
        on=on,
        subject=subject,
        organization=organization,
        rows=ledger_rows(replace(touch, after=None) for touch in trace if touch.kind in TABLES),
    )
    tell(moved)


def _tidy(plan: Redrawing, on: date) -> Redrawing:
    founded = tuple(replace(node, name=nfc(node.name), since=on) for node in plan.founded)
    reshaped = tuple(
        replace(change, name=None if change.name is None else nfc(change.name)) for change in plan.reshaped
    )
    closed = tuple(Closing(closing.code, nfc(closing.ground)) for closing in plan.closed)
    return Redrawing(founded, reshaped, closed, plan.successions)


def _found(nodes: Iterable[Node], on: date) -> dict[str, Organization]:
    rows = [Organization(code=node.code, registry_code=node.registry_code, founded_on=on) for node in nodes]
    return {row.code: row for row in Organization.objects.bulk_create(rows, batch_size=AT_A_TIME)}


def _write_forms(
    area: Area, plan: Redrawing, organizations: Mapping[str, Organization], on: date, paper: tuple[str, date]
) -> list[Touch]:
    """Close the forms that change and open others; a form that began on the day itself is written again."""
    after = redrawn(area.nodes, plan)
    paths = _paths(area, after, organizations)
    decided = {node.code for node in plan.founded} | {change.code for change in plan.reshaped}
    ends: list[Form] = []
    rewritten: list[Form] = []
    new: list[Form] = []
    before: dict[int, Mapping[str, object]] = {}
    for code in {**area.nodes, **after}:
        old, node = area.forms.get(code), after.get(code)
        if node is not None and old is not None and old.path == paths[code] and node == area.nodes[code]:
            continue
        if old is not None:
            before[old.pk] = snapshot(old)
        if node is None or old is None or old.starts_on != on:
            if old is not None:
                old.ends_on = on
                ends.append(old)
            if node is None:
                continue
        form = old if old is not None and old.starts_on == on else Form(starts_on=on, document_on=on)
        _shape(form, node, paths[code], organizations, old, paper if code in decided else None)
        (rewritten if form is old else new).append(form)
    _bulk_write(ends, ["ends_on"])
    _bulk_write(
        rewritten, ["name", "folded", "level", "kind", "parent", "path", "delegated", "document", "document_on"]
    )
    Form.objects.bulk_create(new, batch_size=AT_A_TIME)
    return touches("form", before, [*ends, *rewritten, *new])


def _bulk_write(forms: Sequence[Form], columns: Sequence[str]) -> None:
    """The common case (an end on the day) is one statement for all."""
    if columns == ["ends_on"] and forms:
        Form.objects.filter(pk__in=[form.pk for form in forms]).update(ends_on=forms[0].ends_on)
    elif forms:
        Form.objects.bulk_update(forms, columns, batch_size=AT_A_TIME)


def _shape(
    form: Form,
    node: Node,
    path: str,
    organizations: Mapping[str, Organization],
    old: Form | None,
    paper: tuple[str, date] | None,
) -> None:
    form.organization_id, form.path = organizations[node.code].pk, path
    form.name, form.folded = node.name, fold(node.name)
    form.level, form.kind, form.delegated = node.level, node.kind, node.delegated
    form.parent_id = organizations[node.parent].pk if node.parent else None
    if paper is not None:
        form.document, form.document_on = paper
    elif old is not None:  # it only follows what stands above it
        form.document, form.document_on = old.document, old.document_on


def _paths(area: Area, after: Mapping[str, Node], organizations: Mapping[str, Organization]) -> dict[str, str]:
    found: dict[str, str] = {}

    def path(code: str) -> str:
        if code not in found:
            segment = f"{organizations[code].pk:0{SEGMENT}d}"
            node = after[code]
            outside = node.parent and node.parent not in after
            found[code] = area.forms[code].path if outside else (path(node.parent) if node.parent else "") + segment
        return found[code]

    for code in after:
        path(code)
    return found


def _close(plan: Redrawing, organizations: Mapping[str, Organization], on: date) -> list[Touch]:
    rows = [organizations[closing.code] for closing in plan.closed]
    before = {row.pk: snapshot(row) for row in rows}
    for row, closing in zip(rows, plan.closed, strict=True):
        row.ended_on, row.end_ground = on, closing.ground[:200]
    Organization.objects.bulk_update(rows, ["ended_on", "end_ground"], batch_size=AT_A_TIME)
    return touches("organization", before, rows)


def _succeed(
    plan: Redrawing, organizations: Mapping[str, Organization], on: date, paper: tuple[str, date]
) -> list[Touch]:
    rows = [
        Succession(
            organization=organizations[origin],
            successor=organizations[successor],
            on=on,
            document=paper[0],
            document_on=paper[1],
        )
        for origin, successor in dict.fromkeys(plan.successions)
    ]
    return touches("succession", {}, Succession.objects.bulk_create(rows, batch_size=AT_A_TIME))


def _moved(trace: Sequence[Touch]) -> list[int]:
    forms = [touch.row for touch in trace if touch.kind == "form"]
    return sorted(set(Form.objects.filter(pk__in=forms).values_list("organization", flat=True)))


__all__ = ["Closing", "Drawn", "Node", "Redrawing", "Reshaping", "redraw", "undraw"]
