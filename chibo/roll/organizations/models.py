"""Organizations: one tree, every fact of it dated. Closed ones stay, under their old names."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


def in_force(day: date, prefix: str = "") -> Q:
    """The rows whose half-open interval ``[starts_on, ends_on)`` contains the day."""
    ends = f"{prefix}ends_on"
    return Q(**{f"{prefix}starts_on__lte": day}) & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day}))


#: Digits of one step of a path.
SEGMENT = 8


class Level(models.TextChoices):
    """Levels of the tree; names and allowed children by era are in law/organizations/levels.yaml."""

    CENTRAL = "CENTRAL", "Trung ương"
    PROVINCE = "PROVINCE", "Cấp trực thuộc Trung ương"
    SUPERIOR = "SUPERIOR", "Cấp trên trực tiếp của tổ chức cơ sở đảng"
    BASE = "BASE", "Đảng bộ cơ sở"
    BASE_CELL = "BASE_CELL", "Chi bộ cơ sở"
    DIVISION = "DIVISION", "Đảng bộ bộ phận"
    CELL = "CELL", "Chi bộ"


#: Where members meet and vote; the other levels are led by committees.
CELLS = frozenset({Level.CELL, Level.BASE_CELL})


class Kind(models.TextChoices):
    """The kind of place that an organization works in."""

    TERRITORY = "TERRITORY", "Địa bàn hành chính"
    RESIDENTIAL = "RESIDENTIAL", "Thôn, tổ dân phố"
    AGENCY = "AGENCY", "Cơ quan"
    SCHOOL = "SCHOOL", "Trường học"
    HEALTH = "HEALTH", "Y tế"
    PUBLIC_UNIT = "PUBLIC_UNIT", "Đơn vị sự nghiệp"
    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp"
    ARMED_FORCES = "ARMED_FORCES", "Lực lượng vũ trang"


class Organization(models.Model):
    """A party organization from its founding to its end; what changes about it is in its forms."""

    code = models.CharField("mã", max_length=40, unique=True)  # DU-TRUNGTRAC
    registry_code = models.CharField("mã 14 số", max_length=18, blank=True)  # 38.168.053.000.001, kept as typed
    founded_on = models.DateField("ngày thành lập")
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    end_ground = models.CharField("căn cứ kết thúc", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("founded_on")),
                name="organization_ends_after_founding",
            )
        ]

    def __str__(self) -> str:
        return self.code


class FormQuerySet(models.QuerySet["Form"]):
    def on(self, day: date) -> FormQuerySet:
        return self.filter(in_force(day))

    def open(self) -> FormQuerySet:
        return self.filter(ends_on__isnull=True)

    def under(self, *paths: str) -> FormQuerySet:
        """Itself and everything below each path; ranges, so that the index serves on both databases."""
        return self.filter(reduce(or_, (Q(path__gte=path, path__lt=path + "~") for path in paths), Q(pk__in=())))


class Form(models.Model):
    """The shape of an organization over one interval ``[starts_on, ends_on)``: name, level, parent, place in the tree.

    ``path`` is materialized: fixed-width segments of eight digits, root first ("0000000100000005").
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="forms")
    name = models.CharField("tên", max_length=200)  # Đảng bộ phường Trưng Trắc
    folded = models.CharField(max_length=200, db_index=True, editable=False)
    level = models.CharField("cấp", max_length=12, choices=Level)
    kind = models.CharField("loại hình", max_length=14, choices=Kind)
    parent = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="child_forms"
    )
    path = models.CharField(max_length=80)
    delegated = models.BooleanField("được ủy quyền quyết định kết nạp", default=False)
    document = models.CharField("văn bản", max_length=120, blank=True)  # number of the deciding document
    document_on = models.DateField("ngày văn bản", null=True, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)

    objects: ClassVar[FormQuerySet] = FormQuerySet.as_manager()  # type: ignore[assignment]  # typed queryset

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="form_ends_after_start"
            ),
            models.UniqueConstraint(fields=["organization", "starts_on"], name="form_once_a_day"),
            models.UniqueConstraint(fields=["organization"], condition=Q(ends_on__isnull=True), name="form_one_open"),
        ]
        indexes = [models.Index(fields=["path", "starts_on"]), models.Index(fields=["parent", "starts_on"])]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """What became of an organization: its people or its subordinates went to ``successor`` on the day."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField("ngày")
    document = models.CharField("văn bản", max_length=120)
    document_on = models.DateField("ngày văn bản")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "successor", "on"], name="succession_once_a_day"),
            models.CheckConstraint(condition=~Q(organization=F("successor")), name="succession_is_another"),
        ]


class LocalStandard(models.Model):
    """A committee asks for more than the central text within its subtree, by its own document (Chỉ thị 28)."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="local_standards")
    parameter = models.CharField("tham số", max_length=120)
    value = models.JSONField("giá trị")
    document = models.CharField("số văn bản", max_length=120)
    document_on = models.DateField("ngày văn bản")
    clause = models.CharField("điều khoản", max_length=120, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="local_standard_ends_after_start",
            )
        ]


class Confirmation(models.Model):
    """A committee confirms or replaces a value whose source was not yet read, with its own document."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="confirmations")
    parameter = models.CharField("tham số", max_length=120)
    era_starts_on = models.DateField("giá trị có từ ngày")  # which leaf of the parameter
    value = models.JSONField("giá trị")
    document = models.CharField("số văn bản", max_length=120)
    document_on = models.DateField("ngày văn bản")
    clause = models.CharField("điều khoản", max_length=120, blank=True)
    starts_on = models.DateField("có hiệu lực từ ngày")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "parameter", "era_starts_on", "starts_on"], name="confirmation_once"
            )
        ]
