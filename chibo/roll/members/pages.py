"""What the register's pages show, in plain rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from chibo.common.dates import PartialDate, display
from chibo.common.secrets import open_sealed
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.queries import matter_of
from chibo.foundation.rulebook.wording import said
from chibo.foundation.rulebook.words import word
from chibo.roll.members.forms import PeopleFilter
from chibo.roll.members.models import Membership, Person, Role, SavedList
from chibo.roll.members.permissions import Authority, Right, can
from chibo.roll.members.queries import MemberRow, PeoplePage, PersonRecord, place_of, service_from
from chibo.roll.members.queries.selection import SEATED, rounds_of
from chibo.roll.members.rules.seniority import seniority
from chibo.roll.organizations.models import Form, Organization
from chibo.roll.organizations.queries import law_for

COLUMNS = [
    {"label": "Họ và tên", "kind": "text"},
    {"label": "Ngày sinh", "kind": "text"},
    {"label": "Diện", "kind": "text", "fact": True},
    {"label": "Tổ chức", "kind": "text", "fact": True},
    {"label": "Từ ngày", "kind": "text", "fact": True},
]


def rows_table(rows: Iterable[MemberRow]) -> dict[str, Any]:
    return {
        "columns": COLUMNS,
        "rows": [
            {
                "url": reverse("members:page", args=[row.person.pk]),
                "cells": [row.person.name, born(row.person), str(row.status), row.home, row.since],
            }
            for row in rows
        ],
    }


def people_table(page: PeoplePage) -> dict[str, Any]:
    empty = {"why": "Không có ai đúng với điều đang chọn", "what": "Bỏ bớt điều kiện hoặc chọn ngày khác."}
    return {**rows_table(page.rows), "empty": empty}


def list_choices(on: date) -> dict[str, list[tuple[str, str]]]:
    """What the further conditions of a list offer: field -> (value, words), by the law of the day."""
    law = law_on(on)

    def labels(name: str) -> list[tuple[str, str]]:
        return list(law.parameter(name).labels.items())

    rounds = [day for year in (on.year - 1, on.year, on.year + 1) for day in rounds_of(year, on)]
    return {
        "huy_hieu": [(day.isoformat(), display(day)) for day in rounds],
        "chuc_vu": [*Role.choices, (SEATED, "Cấp ủy viên")],
        "hoc_van": labels("admission.education_ladder"),
        "chuyen_mon": labels("register.professional_levels"),
        "ly_luan": labels("register.theory_levels"),
        "nghe": labels("register.occupation_groups"),
    }


def told(form: PeopleFilter) -> str:
    """The conditions of a list in words: "Diện: Đảng viên dự bị; Giới tính: Nữ"."""
    said = []
    for field in [*form.first, *form.more]:
        value = form.data.get(field.name, "")
        if value and not field.errors:
            choices = dict(getattr(field.field, "choices", ()))
            said.append(f"{field.label}: {choices.get(value, value)}")
    return "; ".join(said) or "Toàn bộ đảng viên trong phạm vi"


def saved_table(rows: Iterable[SavedList], user: User) -> dict[str, Any]:
    """Lists under a name; those of one's own can be dropped."""
    kept = list(rows)
    return {
        "columns": [
            {"label": "Danh sách", "kind": "text"},
            {"label": "Người lưu", "kind": "text", "fact": True},
            {"label": "Dùng chung", "kind": "text", "fact": True},
            {"label": "Ngày lưu", "kind": "text", "fact": True},
        ],
        "rows": [
            {
                "url": reverse("members:open_saved", args=[row.pk]),
                "cells": [row.name, str(row.owner), "Có" if row.organization_id else "Không", row.saved_on],
            }
            for row in kept
        ],
        "own": [row for row in kept if row.owner_id == user.pk],
        "empty": {
            "why": "Chưa có danh sách nào được lưu",
            "what": "Lọc danh sách đảng viên rồi chọn “Lưu điều kiện này”.",
            "url": reverse("members:list"),
            "act": "Mở danh sách đảng viên",
        },
    }


def born(person: Person) -> str:
    return PartialDate.parse(person.born_on).display if person.born_on else ""


def identity_of(person: Person) -> str:
    """In clear: only for the page that has asked for the right and left its look."""
    return open_sealed(bytes(person.identity_secret)) if person.identity_secret else ""


def may_reveal(authority: Authority, person: Person) -> bool:
    return bool(person.identity_secret) and can(authority, Right.REVEAL_IDENTITY, place_of(person, authority.on))


def person_page(record: PersonRecord, authority: Authority) -> dict[str, Any]:
    """The record in the order of the paper file: who, the three dates, places, offices, cards, party age."""
    person, on = record.person, authority.on
    service = service_from(record.spells, record.interruptions, on)
    return {
        "person": person,
        "record": record,
        "path": [crumb(form, authority) for form in record.path],
        "identity_facts": [
            ("Tên gọi khác", person.other_name),
            ("Giới tính", person.get_sex_display()),
            ("Ngày sinh", born(person)),
            ("Dân tộc", person.ethnicity),
            ("Tôn giáo", person.religion),
            ("Quê quán", person.home_town),
            ("Nơi thường trú", person.residence),
            ("Nghề nghiệp, nơi công tác", person.occupation),
            ("Số định danh cá nhân", "•••• •••• ••••" if person.identity_secret else ""),
        ],
        "dates": dates_of(record.spells),
        "seniority": seniority(service, law_on(on)) if service.decided_on or service.card_on else None,
    }


def crumb(form: Form, authority: Authority) -> dict[str, str]:
    """A place of the path; a link only where it opens."""
    opens = authority.may(Right.VIEW_MEMBERS, form.path)
    return {"name": form.name, "url": reverse("organizations:page", args=[form.organization.code]) if opens else ""}


def dates_of(spells: Iterable[Membership]) -> list[tuple[str, Any]]:
    """Decision, ceremony and recognition are three dates and stay three."""
    shown: list[tuple[str, Any]] = []
    for spell in sorted(spells, key=lambda s: s.starts_on):
        if spell.kind == Membership.Kind.PROBATIONARY:
            shown += [("Ngày quyết định kết nạp", spell.decided_on), ("Ngày vào Đảng (lễ kết nạp)", spell.starts_on)]
        elif spell.undated:
            shown += [("Ngày vào Đảng", spell.starts_on), ("Ngày chính thức", None)]
        else:
            shown += [("Ngày chính thức", spell.starts_on), ("Ngày quyết định công nhận", spell.decided_on)]
        if spell.ends_on and spell.ends_by != Membership.End.RECOGNIZED:
            shown.append((spell.get_ends_by_display(), spell.ends_on))
    return shown


def parameters_for(act: str, organization: Organization, on: date) -> dict[str, list[tuple[str, str]]]:
    """What a committee may tighten, or confirm (those that do not bind yet), by matter, as each stands today."""
    law = law_for(organization, on)
    found: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(law.values(), key=lambda name: law.parameter(name).title):
        spec, value = law.parameter(name), law.value(name)
        if spec.tighten != "never" if act == "tieu-chuan" else not value.binds:
            words = f"{spec.title}: {said(spec, value.value)}"
            found.setdefault(word("matters", matter_of(spec)), []).append((name, words))
    return found
