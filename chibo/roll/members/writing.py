"""What the acts on people share: holding the row, checking the place, opening a home, entering the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chibo.common.secrets import blind_index, seal
from chibo.common.text import fold, nfc, sort_key
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.chain import Row
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import Membership, Person, Placement, Sex
from chibo.roll.members.rules import dates
from chibo.roll.members.witness import row_of
from chibo.roll.organizations.models import CELLS, Form, Organization

_SEXES = frozenset(Sex.values)
#: What may be entered about a person as it is said, beside name, birth, sex and identity.
DETAILS = (
    "other_name",
    "ethnicity",
    "religion",
    "home_town",
    "residence",
    "occupation",
    "education",
    "professional",
    "theory",
    "occupation_group",
    "cv_number",
    "died_on",
)


_DETAILS = frozenset(DETAILS)


def hold(person: Person) -> Person:
    """The person's row, locked, so that two acts on one person follow each other."""
    return Person.objects.select_for_update().get(pk=person.pk)


def enter(
    action: str,
    person: Person,
    *,
    by: User | None,
    on: date,
    organization: Organization | None = None,
    personal: dict[str, Any] | None = None,
    memberships: Iterable[Membership] = (),
    also: Iterable[Row] = (),
    **payload: Any,
) -> None:
    """One entry of the ledger, which vouches for the memberships as they now stand (and for the rows named ``also``);
    the facts follow it."""
    rows = [*(row_of(membership) for membership in memberships), *also]
    record(
        action=f"members.{action}",
        by=by,
        on=on,
        subject=f"person:{person.pk}",
        organization=organization.code if organization else "",
        payload={**payload, "rows": rows} if rows else payload,
        personal=personal,
    )
    refresh([person.pk])


def form_or_refuse(organization: Organization, on: date, what: str) -> Form:
    form = Form.objects.on(on).filter(organization=organization).first()
    if form is None:
        raise Refusal(f"{what}: tổ chức {organization.code} chưa thành lập hoặc đã kết thúc vào ngày này.")
    return form


def cell_or_refuse(organization: Organization, on: date, what: str) -> Form:
    form = form_or_refuse(organization, on, what)
    if form.level not in CELLS:
        raise Refusal(f"{what}: đảng viên sinh hoạt ở chi bộ; {form.name} không phải là chi bộ.")
    return form


def open_home(
    person: Person,
    organization: Organization,
    kind: str,
    on: date,
    ground: str,
    what: str,
    *,
    outside: str = "",
    came_by: str = "",
) -> Placement:
    """Close the present home and open another; two changes on one day make one row."""
    old = person.placements.filter(ends_on__isnull=True, kind__in=Placement.HOMES).first()
    if old and old.starts_on == on:
        old.organization, old.kind, old.ground, old.outside = organization, kind, ground, outside
        old.came_by = came_by
        old.save(update_fields=["organization", "kind", "ground", "outside", "came_by"])
        return old
    if old:
        refuse_if_any(what, dates.check_follows(on, old.starts_on, "ở nơi hiện nay"))
        Placement.objects.filter(pk=old.pk).update(ends_on=on)
    return Placement.objects.create(
        person=person,
        organization=organization,
        kind=kind,
        starts_on=on,
        ground=ground,
        outside=outside,
        came_by=came_by,
    )


def build_person(
    family_name: str,
    given_name: str,
    *,
    sex: str = "",
    born_on: str = "",
    identity: str = "",
    invented: bool = False,
    details: dict[str, str] | None = None,
) -> Person:
    """The row, not yet kept, with what is derived from the name and the sealed identity number."""
    return Person(
        **person_columns(
            family_name,
            given_name,
            sex=sex,
            born_on=born_on,
            identity=identity,
            invented=invented,
            details=details or {},
        )
    )


def person_columns(
    family_name: str,
    given_name: str,
    *,
    sex: str,
    born_on: str,
    identity: str,
    invented: bool,
    details: Mapping[str, str],
) -> dict[str, Any]:
    """The columns of the row."""
    if not details.keys() <= _DETAILS:
        unknown = details.keys() - _DETAILS
        raise TypeError(f"unknown details of a person: {', '.join(sorted(unknown))}")
    family, given = nfc(family_name), nfc(given_name)
    return {
        "family_name": family,
        "given_name": given,
        "folded": fold(f"{family} {given}"),
        "sort_key": sort_key(family, given),
        "sex": sex,
        "born_on": born_on,
        "identity_secret": seal(identity) if identity else None,
        "identity_index": blind_index(identity) if identity else "",
        "invented": invented,
        **{name: nfc(value) if name != "cv_number" else dates.cv_number(value) for name, value in details.items()},
    }


def check_person(person: Any, identity: str, on: date) -> list[Finding]:
    found = [*dates.check_born(person.born_on, on), *dates.check_identity(identity)]
    if person.cv_number:
        found += dates.check_cv_number(person.cv_number)
    if not person.family_name or not person.given_name:
        found.append(dates.failed("PERSON-NAME", "Chưa ghi đủ họ và tên.", "family_name"))
    if person.sex and person.sex not in _SEXES:
        found.append(dates.failed("PERSON-SEX", "Giới tính ghi Nam hoặc Nữ.", "sex"))
    return found


#: What of a person may be rewritten by a correction; ``name`` and ``identity`` stand for the columns behind them.
REWRITTEN = frozenset(
    {
        "name",
        "other_name",
        "sex",
        "born_on",
        "ethnicity",
        "religion",
        "home_town",
        "residence",
        "occupation",
        "identity",
    }
)


def rewrite(person: Person, field: str, value: str) -> None:
    """Write a corrected value into the person's row; the act that calls keeps the old one and enters the ledger."""
    if field not in REWRITTEN:
        raise TypeError(f"not to be corrected: {field}")
    if field == "name":
        family, _, given = nfc(value).rpartition(" ")
        person.family_name, person.given_name = family, given
        person.folded, person.sort_key = fold(f"{family} {given}"), sort_key(family, given)
        person.save(update_fields=["family_name", "given_name", "folded", "sort_key"])
    elif field == "identity":
        person.identity_secret, person.identity_index = seal(value), blind_index(value)
        person.save(update_fields=["identity_secret", "identity_index"])
    else:
        setattr(person, field, nfc(value))
        person.save(update_fields=[field])


def identity_taken(identity: str, besides: Person) -> bool:
    """Whether somebody else of the register has this identity number."""
    return Person.objects.filter(identity_index=blind_index(identity)).exclude(pk=besides.pk).exists()
