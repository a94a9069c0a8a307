"""Entering somebody into the register, and giving them their sign-in."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.writing import build_person, check_person, enter, form_or_refuse, hold
from chibo.roll.organizations.models import Organization


@transaction.atomic
def register_person(
    *,
    family_name: str,
    given_name: str,
    by: User | None,
    on: date,
    organization: Organization | None = None,
    sex: str = "",
    born_on: str = "",
    identity: str = "",
    invented: bool = False,
    **details: str,
) -> Person:
    """Enter a person; with ``organization`` they are followed there from ``on`` as a sympathiser."""
    what = "Không ghi nhận người mới vào sổ"
    person = build_person(
        family_name,
        given_name,
        sex=sex,
        born_on=born_on,
        identity=identity,
        invented=invented,
        details=details,
    )
    refuse_if_any(what, check_person(person, identity, on))
    if identity and Person.objects.filter(identity_index=person.identity_index).exists():
        raise Refusal(f"{what}: số định danh này đã thuộc về một người khác trong sổ.")
    if organization:
        form_or_refuse(organization, on, what)
    person.save()
    if organization:
        Placement.objects.create(person=person, organization=organization, kind=Placement.Kind.APPLICANT, starts_on=on)
    enter(
        "register_person",
        person,
        by=by,
        on=on,
        organization=organization,
        personal={"name": person.name, "sex": sex, "born_on": born_on, **{k: nfc(v) for k, v in details.items()}},
    )
    return person


@transaction.atomic
def link_account(*, person: Person, user: User, by: User | None, on: date) -> None:
    """The sign-in through which the person acts; one account, one person."""
    person = hold(person)
    if person.user_id and person.user_id != user.pk:
        raise Refusal("Không gắn tài khoản: người này đã có tài khoản khác.")
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refusal("Không gắn tài khoản: tài khoản này đã thuộc về một người khác.")
    Person.objects.filter(pk=person.pk).update(user=user)
    enter("link_account", person, by=by, on=on, account=user.get_username())
