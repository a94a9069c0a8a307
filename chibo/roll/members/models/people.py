"""People and their dated facts in the Party. A change closes one row and opens another."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Protocol

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Form, Organization, in_force


class Sex(models.TextChoices):
    MALE = "M", "Nam"
    FEMALE = "F", "Nữ"


def _ordered(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name=name)


class Scope(Protocol):
    """What a person's appointments reach; see :class:`chibo.roll.members.permissions.Authority`."""

    def ids_in_view(self) -> QuerySet[Form, int]: ...


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, authority: Scope, on: date) -> PersonQuerySet:
        """Those whose record lies, on the day, at an organization that the asker's appointments reach."""
        here = Placement.objects.filter(in_force(on), organization__in=authority.ids_in_view())
        return self.filter(Exists(here.filter(person=OuterRef("pk"))))


class Person(models.Model):
    """Somebody the organization works with: sympathiser, applicant, member or former member."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    family_name = models.CharField("họ và tên đệm", max_length=80)
    given_name = models.CharField("tên", max_length=40)
    folded = models.CharField(max_length=120, db_index=True, editable=False)  # "nguyen van an"
    sort_key = models.CharField(max_length=160, editable=False)  # Vietnamese order by given name
    other_name = models.CharField("tên gọi khác", max_length=120, blank=True)
    sex = models.CharField("giới tính", max_length=1, choices=Sex, blank=True)
    born_on = models.CharField("ngày sinh", max_length=10, blank=True)  # partial: 1990, 1990-05, 1990-05-17
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    religion = models.CharField("tôn giáo", max_length=60, blank=True)
    home_town = models.CharField("quê quán", max_length=200, blank=True)
    residence = models.CharField("nơi thường trú", max_length=200, blank=True)
    occupation = models.CharField("nghề nghiệp, đơn vị công tác", max_length=200, blank=True)
    education = models.CharField("trình độ giáo dục phổ thông", max_length=40, blank=True)  # code of law/…/education
    # Codes of law/parameters/register, as they are known now; their history is in the member's file.
    professional = models.CharField("trình độ chuyên môn", max_length=24, blank=True)
    theory = models.CharField("trình độ lý luận chính trị", max_length=24, blank=True)
    occupation_group = models.CharField("nhóm nghề nghiệp, công tác", max_length=32, blank=True)
    cv_number = models.CharField("số lý lịch đảng viên", max_length=20, blank=True, db_index=True)
    identity_secret = models.BinaryField(null=True, blank=True)  # AES-GCM
    identity_index = models.CharField(max_length=64, blank=True, db_index=True)  # HMAC, for look-up
    died_on = models.CharField("ngày mất", max_length=10, blank=True)
    invented = models.BooleanField("nhân vật minh họa", default=False)

    objects: ClassVar[PersonQuerySet] = PersonQuerySet.as_manager()  # type: ignore[assignment]  # typed queryset

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["identity_index"], condition=~Q(identity_index=""), name="person_identity_once"
            )
        ]
        indexes = [models.Index(fields=["sort_key", "id"])]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()


class Membership(models.Model):
    """A spell of membership ``[starts_on, ends_on)``; several spells are possible (readmission, restoration)."""

    class Kind(models.TextChoices):
        PROBATIONARY = "PROBATIONARY", "Đảng viên dự bị"
        OFFICIAL = "OFFICIAL", "Đảng viên chính thức"

    class End(models.TextChoices):
        RECOGNIZED = "RECOGNIZED", "Được công nhận chính thức"
        STRIKE_OFF = "STRIKE_OFF", "Xóa tên"
        EXPULSION = "EXPULSION", "Khai trừ"
        RESIGNATION = "RESIGNATION", "Xin ra khỏi Đảng"
        ANNULMENT = "ANNULMENT", "Hủy quyết định"
        DEATH = "DEATH", "Từ trần"

    # No index of its own: those below begin with the person. So it is where others are told as well.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField("từ ngày")  # probationary: the ceremony; official: the day recognition takes effect
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    ends_by = models.CharField("lý do kết thúc", max_length=12, choices=End, blank=True)
    decision = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    end_decision = models.CharField("số quyết định kết thúc", max_length=60, blank=True)
    end_decided_on = models.DateField("ngày quyết định kết thúc", null=True, blank=True)
    #: Official, but the day of recognition is not known: ``starts_on`` is then the day of admission.
    undated = models.BooleanField("chưa rõ ngày công nhận chính thức", default=False)
    restored = models.BooleanField("do khôi phục", default=False)  # begun by a decision that set a removal aside

    class Meta:
        constraints = [
            _ordered("membership_ends_after_start"),
            models.UniqueConstraint(fields=["person"], condition=Q(ends_on__isnull=True), name="membership_one_open"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ends_by="") | (Q(ends_on__isnull=False) & ~Q(ends_by="")),
                name="membership_end_has_a_ground",
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "starts_on", "ends_on"])]


class Placement(models.Model):
    """Which organization works with a person, and as what, over ``[starts_on, ends_on)``.

    Everybody has at most one home at a time (official party life, followed by a cell before admission, record kept
    of a member whose party life is outside the system, or of somebody who left the Party); a place for a time
    stands beside it. Whoever may see the organization may see the person: this is the only path to a record.
    """

    class Kind(models.TextChoices):
        OFFICIAL = "OFFICIAL", "Sinh hoạt chính thức"
        TEMPORARY = "TEMPORARY", "Sinh hoạt tạm thời"
        APPLICANT = "APPLICANT", "Quần chúng được theo dõi, giúp đỡ"
        FORMER = "FORMER", "Lưu hồ sơ người đã ra khỏi Đảng"
        MOVED_OUT = "MOVED_OUT", "Sinh hoạt đảng ngoài hệ thống"
        AWAY = "AWAY", "Sinh hoạt tạm thời ngoài hệ thống"  # the organization is the home that they left for a time

    #: Where a record lies; the others are places for a time beside it.
    HOMES: ClassVar = (Kind.OFFICIAL, Kind.APPLICANT, Kind.FORMER, Kind.MOVED_OUT)
    FOR_A_TIME: ClassVar = (Kind.TEMPORARY, Kind.AWAY)

    class CameBy(models.TextChoices):
        """How the place was reached; blank: the acts around it tell (admitted there, moved, entered)."""

        MOVED = "MOVED", "Chuyển sinh hoạt đến"
        REORGANIZED = "REORGANIZED", "Sắp xếp tổ chức"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="placements", db_index=False)
    kind = models.CharField(max_length=9, choices=Kind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    ground = models.CharField("căn cứ", max_length=200, blank=True)
    outside = models.CharField("nơi ngoài hệ thống", max_length=200, blank=True)  # of MOVED_OUT and AWAY
    came_by = models.CharField("đến do", max_length=11, choices=CameBy, blank=True)

    class Meta:
        constraints = [
            _ordered("placement_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(ends_on__isnull=True), name="placement_one_open_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on__isnull=True) & ~Q(kind__in=["TEMPORARY", "AWAY"]),
                name="placement_one_open_home",
            ),
            models.CheckConstraint(
                condition=(Q(outside="") & ~Q(kind__in=["MOVED_OUT", "AWAY"]))
                | (~Q(outside="") & Q(kind__in=["MOVED_OUT", "AWAY"])),
                name="placement_outside_is_named",
            ),
        ]
        # Both answer "who is where on a day" without looking at the rows themselves.
        indexes = [
            models.Index(fields=["organization", "kind", "starts_on", "ends_on", "person"]),
            models.Index(fields=["person", "kind", "starts_on", "ends_on", "organization"]),
            # The few that are no party life of a member at home.
            models.Index(fields=["kind", "organization"], condition=~Q(kind="OFFICIAL"), name="placement_beside"),
        ]


class Standing(models.Model):
    """A dated circumstance that bears on voting: exempt, suspended, charged or prosecuted, detained."""

    class Kind(models.TextChoices):
        EXEMPT = "EXEMPT", "Miễn công tác và sinh hoạt đảng"
        SUSPENDED = "SUSPENDED", "Đình chỉ sinh hoạt đảng"
        PROSECUTED = "PROSECUTED", "Bị khởi tố, truy tố"
        DETAINED = "DETAINED", "Bị tạm giam"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standings")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    document = models.CharField("số văn bản", max_length=120, blank=True)  # blank: taken over from a list
    document_on = models.DateField("ngày văn bản", null=True, blank=True)

    class Meta:
        constraints = [
            _ordered("standing_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(ends_on__isnull=True), name="standing_one_open_of_a_kind"
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "starts_on"])]


class Committee(models.Model):
    """The people who lead an organization for a term: the committee or its standing committee."""

    class Body(models.TextChoices):
        COMMITTEE = "committee", "Cấp ủy"
        STANDING_COMMITTEE = "standing_committee", "Ban thường vụ"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="committees")
    body = models.CharField(max_length=20, choices=Body)
    term = models.CharField("nhiệm kỳ", max_length=20)  # 2020-2025
    document = models.CharField("quyết định chuẩn y", max_length=120, blank=True)
    document_on = models.DateField("ngày quyết định", null=True, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        constraints = [
            _ordered("committee_ends_after_start"),
            models.UniqueConstraint(
                fields=["organization", "body"], condition=Q(ends_on__isnull=True), name="committee_one_open"
            ),
        ]


class CommitteeSeat(models.Model):
    """A person serves on a committee over ``[starts_on, ends_on)``."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        constraints = [
            _ordered("seat_ends_after_start"),
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(ends_on__isnull=True), name="seat_one_open"
            ),
        ]


class Role(models.TextChoices):
    SECRETARY = "SECRETARY", "Bí thư"
    DEPUTY_SECRETARY = "DEPUTY_SECRETARY", "Phó bí thư"
    OFFICE = "OFFICE", "Cán bộ văn phòng"
    ORGANIZER = "ORGANIZER", "Ban tổ chức, ban xây dựng đảng"
    INSPECTOR = "INSPECTOR", "Ủy ban kiểm tra"
    CELL_GUIDE = "CELL_GUIDE", "Cấp ủy viên phụ trách chi bộ"


class Appointment(models.Model):
    """Power: a person holds a role at an organization over ``[starts_on, ends_on)`` by a document."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=16, choices=Role)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    document = models.CharField("số quyết định", max_length=120)
    document_on = models.DateField("ngày quyết định")

    class Meta:
        constraints = [
            _ordered("appointment_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "organization", "role"],
                condition=Q(ends_on__isnull=True),
                name="appointment_one_open_of_a_role",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(ends_on__isnull=True, role="SECRETARY"),
                name="appointment_one_secretary",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts_on"]), models.Index(fields=["organization", "role"])]


class Interruption(models.Model):
    """Time without party life inside a membership that party age leaves out: a late transfer, contact lost.

    Its two days, or where nobody knows them the length alone; by the decision that settled it.
    """

    class Kind(models.TextChoices):
        TRANSFER = "TRANSFER", "Gián đoạn do chuyển sinh hoạt"
        LOST_CONTACT = "LOST_CONTACT", "Mất liên lạc với tổ chức đảng"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interruptions")
    kind = models.CharField("loại", max_length=12, choices=Kind)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến trước ngày", null=True, blank=True)
    months = models.PositiveSmallIntegerField("số tháng", default=0)
    days = models.PositiveSmallIntegerField("số ngày lẻ", default=0)
    document = models.CharField("số quyết định", max_length=120)
    document_on = models.DateField("ngày quyết định")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), months=0, days=0)
                | Q(starts_on__isnull=True, ends_on__isnull=True) & (Q(months__gt=0) | Q(days__gt=0)),
                name="interruption_has_days_or_length",
            )
        ]


class MemberCard(models.Model):
    """A party card handed out; the number is kept as typed (8 digits before the 2025 exchange, 12 after).

    It is held over ``[issued_on, ends_on)``; one that was lost, damaged or given back stays, with its end, as history.
    """

    class End(models.TextChoices):
        LOST = "LOST", "Bị mất"
        DAMAGED = "DAMAGED", "Bị hỏng hoặc ghi sai"
        EXCHANGED = "EXCHANGED", "Đổi thẻ mẫu mới"
        RETURNED = "RETURNED", "Đã thu lại"
        KEPT = "KEPT", "Gia đình giữ (đảng viên từ trần)"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cards", db_index=False)
    number = models.CharField("số thẻ", max_length=20)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)  # not known of cards taken over from a list
    issued_by = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField("số quyết định", max_length=60, blank=True)
    ends_on = models.DateField("thôi dùng từ ngày", null=True, blank=True)
    ended_by = models.CharField("lý do thôi dùng", max_length=9, choices=End, blank=True)
    end_document = models.CharField("số văn bản", max_length=120, blank=True)  # report, minutes, decision
    end_ground = models.CharField("căn cứ", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="card_number_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_by="") | (Q(ends_on__gte=F("issued_on")) & ~Q(ended_by="")),
                name="card_end_has_a_ground",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends_on"])]
