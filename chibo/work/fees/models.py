"""Fees as rows that are added and never rewritten: what members declare, what they pay, what a closed month says.

A month is the day on which it begins; amounts are whole đồng. What is due for a month that is not closed is worked out
when it is asked for; closing writes it down as charges, and from then on only entries with a ground change it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Book(models.Model):
    """The fee book of a cell, kept here from a month on; what is older stays in the paper book."""

    organization = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="+")
    from_month = models.DateField("từ tháng")
    opened_on = models.DateField("ngày mở sổ")


class Setting(models.Model):
    """What a committee sets by its own document; the newest one of the nearest committee holds for a month."""

    class Kind(models.TextChoices):
        REGION = "REGION", "Vùng lương tối thiểu của các chi bộ trực thuộc"
        CELL_SHARE = "CELL_SHARE", "Phần đảng phí chi bộ trực thuộc được giữ lại"
        OWN_SHARE = "OWN_SHARE", "Phần đảng phí cấp ủy này được giữ lại"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("nội dung", max_length=10, choices=Kind)
    value = models.CharField("giá trị", max_length=9)  # a region ("2") or a part of the whole ("3/10")
    document = models.CharField("số văn bản", max_length=120)
    document_on = models.DateField("ngày văn bản")
    starts_on = models.DateField("từ tháng")

    class Meta:
        indexes = [models.Index(fields=["organization", "kind", "starts_on"])]


class Basis(models.Model):
    """What a member pays by, as they declared it: from which month, and on what day they said so.

    The income is private and sealed; where the cell agrees so, only the category and the fee are kept.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    category = models.CharField("đối tượng", max_length=40)  # code of fees.categories
    income_secret = models.BinaryField(null=True)  # AES-GCM of "12000000" or "5000000;2000000"
    fee = models.PositiveBigIntegerField("số đảng phí", null=True)
    from_month = models.DateField("từ tháng")
    declared_on = models.DateField("ngày khai")
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(income_secret__isnull=True) | Q(fee__isnull=True), name="basis_income_or_fee"
            )
        ]
        indexes = [models.Index(fields=["person", "from_month"])]


class Relief(models.Model):
    """A waiver or reduction for some months, decided on the member's application."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("hoàn cảnh", max_length=40)  # code of fees.relief_grounds
    percent = models.PositiveSmallIntegerField("mức giảm")
    from_month = models.DateField("từ tháng")
    until_month = models.DateField("đến hết tháng")
    applied_on = models.DateField("ngày làm đơn")
    decided_by = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField("số quyết định", max_length=120)
    decided_on = models.DateField("ngày quyết định")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="relief_percent_is_a_part"),
            models.CheckConstraint(condition=Q(until_month__gte=F("from_month")), name="relief_ends_after_start"),
        ]
        indexes = [models.Index(fields=["person", "from_month"])]


class Excuse(models.Model):
    """Why a member did not pay some months, and who accepted that reason on what day; not accepted is kept too."""

    class Kind(models.TextChoices):
        ILLNESS = "ILLNESS", "Ốm đau, điều trị"
        MATERNITY = "MATERNITY", "Thai sản"
        AWAY = "AWAY", "Đi công tác, làm việc xa, ra nước ngoài"
        OTHER = "OTHER", "Lý do khác"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("lý do", max_length=10, choices=Kind)
    words = models.CharField("đảng viên trình bày", max_length=300)
    from_month = models.DateField("từ tháng")
    until_month = models.DateField("đến hết tháng")
    accepted = models.BooleanField("được chấp nhận")
    judged_by = models.CharField("nơi xem xét", max_length=120)  # "Chi bộ, cuộc họp ngày …"
    judged_on = models.DateField("ngày xem xét")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_month__gte=F("from_month")), name="excuse_ends_after_start")
        ]
        indexes = [models.Index(fields=["person", "from_month"])]


class Payment(models.Model):
    """Money received, with its receipt; a reversal is another row that takes the whole of one back."""

    class Method(models.TextChoices):
        CASH = "CASH", "Tiền mặt"
        BANK = "BANK", "Chuyển khoản"
        PORTAL = "PORTAL", "Cổng dịch vụ công quốc gia"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField("số tiền")
    method = models.CharField("hình thức", max_length=6, choices=Method)
    paid_on = models.DateField("ngày nộp")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField("số phiếu thu")  # by cell and year
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversal")
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "number"], name="receipt_number_once"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(ground="")),
                name="payment_or_reversal_with_ground",
            ),
        ]
        indexes = [models.Index(fields=["organization", "paid_on"]), models.Index(fields=["person", "paid_on"])]


class PaymentPart(models.Model):
    """How much of a payment is for which month."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("tháng")
    amount = models.BigIntegerField("số tiền")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payment", "month"], name="payment_part_once_a_month")]
        indexes = [models.Index(fields=["person", "month"])]


class Charge(models.Model):
    """What a member owes for a month: written when the month is closed, changed afterwards only by further entries."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("tháng")
    entered_month = models.DateField("ghi vào sổ tháng")  # later than the month when it corrects a closed one
    amount = models.BigIntegerField("số phải đóng")
    exempt = models.BooleanField("được miễn", default=False)
    category = models.CharField("đối tượng", max_length=40, blank=True)
    words = models.CharField("cách tính", max_length=400)  # without the income
    excuse = models.CharField("không tính vào số tháng chưa đóng", max_length=120, blank=True)
    corrects = models.BooleanField("điều chỉnh", default=False)
    ground = models.CharField("căn cứ", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month"], condition=Q(corrects=False), name="charge_once_a_month"
            ),
            models.CheckConstraint(
                condition=Q(corrects=False, amount__gte=0) | (Q(corrects=True) & ~Q(ground="")),
                name="charge_or_correction_with_ground",
            ),
        ]
        indexes = [models.Index(fields=["organization", "entered_month"]), models.Index(fields=["person", "month"])]


class Closing(models.Model):
    """A month as an organization closed it: the line of the ledger (S01/ĐP, part II)."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("tháng")
    members = models.PositiveIntegerField("đảng viên đến cuối tháng")
    exempt = models.PositiveIntegerField("đảng viên được miễn")
    due = models.BigIntegerField("phải đóng trong tháng")
    collected = models.BigIntegerField("đã thu trong tháng")  # of a committee: what its organizations hand up
    unpaid = models.BigIntegerField("chưa đóng đến cuối tháng")
    retained = models.BigIntegerField("được trích giữ lại")
    handed_up = models.BigIntegerField("phải nộp cấp trên")
    share = models.CharField("phần giữ lại", max_length=9)
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField("ngày khóa sổ")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "month"], name="closing_once_a_month"),
            models.CheckConstraint(
                condition=Q(collected=F("retained") + F("handed_up")), name="closing_shares_make_the_whole"
            ),
        ]


class Remittance(models.Model):
    """Money handed up, and the day on which the organization above says that it has it."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    month = models.DateField("sổ tháng")
    amount = models.PositiveBigIntegerField("số tiền")
    paid_on = models.DateField("ngày nộp")
    document = models.CharField("chứng từ", max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField("ngày nhận", null=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="remittance_is_money"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, received_by__isnull=True)
                | Q(received_on__isnull=False, received_by__isnull=False),
                name="remittance_received_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organization", "month"]), models.Index(fields=["receiver", "month"])]
