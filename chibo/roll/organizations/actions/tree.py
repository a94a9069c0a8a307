"""Acts on the tree. A change closes one form and opens another; everything below moves in the same transaction."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from chibo.common.text import fold, nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.roll.organizations import rules
from chibo.roll.organizations.followers import tell
from chibo.roll.organizations.models import SEGMENT, Form, Level, Organization


def _segment(organization: Organization) -> str:
    return f"{organization.pk:0{SEGMENT}d}"


def _open_form(organization: Organization, what: str) -> Form:
    form = Form.objects.open().select_for_update().filter(organization=organization).first()
    if form is None:
        raise Refusal(f"{what}: tổ chức {organization.code} đã kết thúc hoạt động.")
    return form


def _place_findings(level: str, parent: Form | None, on: date) -> list[Finding]:
    if parent is None:
        return []
    levels = law_on(on).levels
    asked = (Level(level).label, Level(parent.level).label)
    return rules.check_place(levels.get(level), levels.get(parent.level), asked)


def _new_place_findings(old: Form, above: Form, on: date, *, moves: bool) -> list[Finding]:
    cycle = rules.check_no_cycle(old.path, above.path, old.name)
    return [*cycle, *(rules.check_after(on, above.starts_on, above.name) if moves else [])]


@transaction.atomic
def found(
    *,
    code: str,
    name: str,
    level: str,
    kind: str,
    parent: Organization | None,
    by: User | None,
    on: date,
    document: str,
    document_on: date,
    registry_code: str = "",
    delegated: bool = False,
    founded_on: date | None = None,
) -> Organization:
    """Found an organization on ``on`` (or enter one founded earlier: ``founded_on``)."""
    what = "Không ghi nhận việc thành lập tổ chức đảng"
    name = nfc(name)
    above = _open_form(parent, what) if parent else None
    refuse_if_any(
        what,
        [
            *rules.check_code(code, registry_code),
            *rules.check_name(name),
            *rules.check_document(document, document_on, on),
            *(rules.check_after(on, above.starts_on, above.name) if above else []),
            *rules.check_after(on, founded_on or on, name),
            *_place_findings(level, above, on),
        ],
    )
    if Organization.objects.filter(code=code).exists():
        raise Refusal(f"{what}: mã {code} đã dùng cho một tổ chức khác.")
    organization = Organization.objects.create(code=code, registry_code=registry_code, founded_on=founded_on or on)
    Form.objects.create(
        organization=organization,
        name=name,
        folded=fold(name),
        level=level,
        kind=kind,
        parent=parent,
        path=(above.path if above else "") + _segment(organization),
        delegated=delegated,
        document=nfc(document),
        document_on=document_on,
        starts_on=on,
    )
    record(
        action="organizations.found",
        by=by,
        on=on,
        subject=f"organization:{code}",
        organization=code,
        payload={"name": name, "level": level, "kind": kind, "parent": parent.code if parent else None}
        | _paper(document, document_on),
    )
    tell([organization.pk])
    return organization


@transaction.atomic
def reshape(
    *,
    organization: Organization,
    by: User | None,
    on: date,
    document: str,
    document_on: date,
    name: str | None = None,
    level: str | None = None,
    kind: str | None = None,
    parent: Organization | None = None,
    becomes_root: bool = False,
    delegated: bool | None = None,
) -> Form:
    """Rename, change level or move: what is not given stays as it was. Everything below follows.

    Two changes on one day make one form; the ledger keeps both.
    """
    what = "Không ghi nhận thay đổi của tổ chức đảng"
    old = _open_form(organization, what)
    above = _above(old, parent, becomes_root, what)
    new_level = level or old.level
    findings = [
        *rules.check_document(document, document_on, on),
        *rules.check_after(on, old.starts_on, old.name),
        *rules.check_name(nfc(old.name if name is None else name)),
        *(_new_place_findings(old, above, on, moves=parent is not None) if above else []),
        *(_place_findings(new_level, above, on) if level or parent else []),
    ]
    refuse_if_any(what, findings)
    path = (above.path if above else "") + _segment(organization)
    moved = _move_everything_below(old.path, path, on, what) if path != old.path else []
    changes: dict[str, Any] = {
        "name": nfc(old.name if name is None else name),
        "level": new_level,
        "kind": kind or old.kind,
        "parent": above.organization if above else None,
        "path": path,
        "delegated": old.delegated if delegated is None else delegated,
        "document": nfc(document),
        "document_on": document_on,
    }
    new = _replace(old, on, changes)
    record(
        action="organizations.reshape",
        by=by,
        on=on,
        subject=f"organization:{organization.code}",
        organization=organization.code,
        payload={
            "name": new.name,
            "level": new.level,
            "kind": new.kind,
            "parent": above.organization.code if above else None,
            "delegated": new.delegated,
        }
        | _paper(document, document_on),
    )
    tell([organization.pk, *moved])
    return new


@transaction.atomic
def close(
    *, organization: Organization, by: User | None, on: date, ground: str, document: str, document_on: date
) -> None:
    """End an organization, once nothing stands under it. Its people move by ``members.actions.move_everybody``."""
    what = "Không ghi nhận việc kết thúc tổ chức đảng"
    form = _open_form(organization, what)
    below = Form.objects.open().under(form.path).exclude(pk=form.pk).values_list("name", flat=True)
    refuse_if_any(
        what,
        [
            *rules.check_document(document, document_on, on),
            *rules.check_after(on, form.starts_on, form.name),
            *rules.check_nothing_below(below),
        ],
    )
    if on == form.starts_on:
        raise Refusal(f"{what}: ngày kết thúc phải sau ngày thay đổi gần nhất của {form.name}.")
    Form.objects.filter(pk=form.pk).update(ends_on=on)
    Organization.objects.filter(pk=organization.pk).update(ended_on=on, end_ground=nfc(ground))
    organization.refresh_from_db()
    record(
        action="organizations.close",
        by=by,
        on=on,
        subject=f"organization:{organization.code}",
        organization=organization.code,
        payload={"ground": nfc(ground)} | _paper(document, document_on),
    )
    tell([organization.pk])


def _above(old: Form, parent: Organization | None, becomes_root: bool, what: str) -> Form | None:
    if becomes_root:
        return None
    if parent:
        return _open_form(parent, what)
    return Form.objects.open().select_related("organization").filter(organization=old.parent_id).first()


def _replace(old: Form, on: date, changes: dict[str, Any]) -> Form:
    changes["folded"] = fold(changes["name"])
    if old.starts_on == on:
        Form.objects.filter(pk=old.pk).update(**changes)
        old.refresh_from_db()
        return old
    Form.objects.filter(pk=old.pk).update(ends_on=on)
    return Form.objects.create(organization_id=old.organization_id, starts_on=on, **changes)


def _move_everything_below(old_path: str, new_path: str, on: date, what: str) -> list[int]:
    """Close the open forms below and open others with the new path: three statements, however many there are.

    Returns the organizations below.
    """
    below = list(Form.objects.open().under(old_path).exclude(path=old_path))
    late = next((form for form in below if form.starts_on > on), None)
    if late:
        refuse_if_any(what, rules.check_after(on, late.starts_on, late.name))
    moved = [form for form in below if form.starts_on < on]
    open_below = Form.objects.open().under(old_path).exclude(path=old_path)
    open_below.filter(starts_on=on).update(path=Concat(Value(new_path), Substr(F("path"), len(old_path) + 1)))
    open_below.filter(starts_on__lt=on).update(ends_on=on)
    for form in moved:
        form.pk = None
        form.path = new_path + form.path[len(old_path) :]
        form.starts_on = on
    Form.objects.bulk_create(moved, batch_size=500)
    return [form.organization_id for form in below]


def _paper(document: str, document_on: date) -> dict[str, str]:
    return {"document": nfc(document), "document_on": document_on.isoformat()}
