"""Some months of one cell, read at once: who pays there, what each owes by the law of the month, what is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from chibo.common.dates import add_years
from chibo.common.secrets import open_sealed
from chibo.roll.members.models import Interruption, Membership, Person, Placement, Standing
from chibo.roll.members.queries import service_from
from chibo.roll.members.rules.seniority import Service
from chibo.roll.organizations.models import in_force
from chibo.work.fees.models import Basis, Charge, Excuse, PaymentPart, Relief
from chibo.work.fees.queries.places import Laws, Place, Settings
from chibo.work.fees.rules import due as rules
from chibo.work.fees.rules.due import Due, Payer
from chibo.work.fees.rules.months import last_day, months

_HERE = (Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY)
_TIMES = (*_HERE, Placement.Kind.AWAY)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A person in one month of the cell."""

    person: Person
    pays_here: bool
    note: str  # why not, or what is to be known beside the amount
    excuse: str  # why an unpaid month would not count against the member, as known in the month


@dataclass(frozen=True, slots=True)
class Balance:
    due: int
    paid: int

    @property
    def open(self) -> int:
        return max(0, self.due - self.paid)


class Stretch:
    """Seven queries whatever the number of people and months; one more where party life of somebody was interrupted.

    Args:
        paid_until: leave out what was paid later than this day (a closing looks no further than its month).
        people: only these.
    """

    def __init__(
        self,
        place: Place,
        first: date,
        last: date,
        *,
        paid_until: date | None = None,
        people: Iterable[int] | None = None,
    ) -> None:
        self.place, self.first, self.last = place, first, max(first, last)
        self.laws, self.settings = Laws(place.lineage), Settings(place.lineage)
        self.placements: dict[int, list[Placement]] = defaultdict(list)
        self.people: dict[int, Person] = {}
        for row in self._placed(people):
            self.placements[row.person_id].append(row)
            self.people[row.person_id] = row.person
        ids = list(self.people)
        interrupted = {pk for pk, rows in self.placements.items() if rows[0].__dict__["interrupted"]}
        self.gaps: dict[int, list[Interruption]] = defaultdict(list)
        if interrupted:
            self.gaps = _by_person(Interruption.objects.filter(person__in=interrupted))
        self.spells: dict[int, list[Membership]] = _by_person(Membership.objects.filter(person__in=ids))
        self.bases: dict[int, list[Basis]] = _by_person(
            Basis.objects.filter(person__in=ids, from_month__lte=self.last).order_by("from_month", "pk")
        )
        self.reliefs: dict[int, list[Relief]] = _by_person(
            Relief.objects.filter(person__in=ids, from_month__lte=self.last, until_month__gte=first).order_by("pk")
        )
        self.balances = _balances(ids, self.first, paid_until)

    def _placed(self, people: Iterable[int] | None) -> QuerySet[Placement]:
        """Places in the stretch of everybody who has one here in it, with what bears on the last month."""
        running = Q(starts_on__lte=last_day(self.last)) & (Q(ends_on__isnull=True) | Q(ends_on__gt=self.first))
        here = Placement.objects.filter(running, organization=self.place.organization, kind__in=_HERE)
        if people is not None:
            here = here.filter(person__in=list(people))
        standing = Standing.objects.filter(in_force(last_day(self.last)), person=OuterRef("person"))
        excuse = Excuse.objects.filter(
            person=OuterRef("person"), accepted=True, from_month__lte=self.last, until_month__gte=self.last
        )
        return (
            Placement.objects.filter(running, person__in=here.values("person"), kind__in=_TIMES)
            .select_related("person")
            .annotate(
                interrupted=Exists(Interruption.objects.filter(person=OuterRef("person"))),
                exempt=Exists(standing.filter(kind=Standing.Kind.EXEMPT)),
                suspended=Exists(standing.filter(kind=Standing.Kind.SUSPENDED)),
                excuse=Subquery(excuse.order_by("-pk").values("kind")[:1]),
            )
            .order_by("person__sort_key", "person__pk", "pk")
        )

    def standpoints(self, month: date) -> list[Standpoint]:
        """Who belongs to the cell at the end of the month, by name: those who pay here and those who pay elsewhere."""
        found = (self.standpoint(pk, month) for pk in self.people)
        return [each for each in found if each is not None]

    def standpoint(self, person: int, month: date) -> Standpoint | None:
        day = last_day(month)
        if not any(_runs(spell, day) for spell in self.spells[person]):
            return None
        rows = [row for row in self.placements[person] if _runs(row, day)]
        cell = self.place.organization.pk
        official = any(row.kind == Placement.Kind.OFFICIAL and row.organization_id == cell for row in rows)
        guest = any(row.kind == Placement.Kind.TEMPORARY and row.organization_id == cell for row in rows)
        away = any(row.kind == Placement.Kind.AWAY for row in rows) or any(
            row.kind == Placement.Kind.TEMPORARY and row.organization_id != cell for row in rows
        )
        if not official and not guest:
            return None
        collects = self.laws.of(month).get("fees.temporary_place_collects")
        there = bool(collects is not None and collects.value)
        pays_here = guest if there and (guest or away) else official
        note, excuse = self._notes(self.placements[person][0], guest=guest, away=away, here=pays_here)
        return Standpoint(self.people[person], pays_here, note, excuse)

    def _notes(self, row: Placement, *, guest: bool, away: bool, here: bool) -> tuple[str, str]:
        notes, excuse = [], ""
        if not here:
            notes.append("đóng ở nơi sinh hoạt tạm thời (chưa đối chiếu văn bản gốc)")
            excuse = "sinh hoạt tạm thời nơi khác"
        elif guest:
            notes.append("sinh hoạt tạm thời, đóng ở đây (chưa đối chiếu văn bản gốc)")
        if row.exempt:  # type: ignore[attr-defined]  # annotated
            notes.append("được miễn sinh hoạt, vẫn đóng đảng phí")
            excuse = "miễn công tác và sinh hoạt đảng"
        if row.suspended:  # type: ignore[attr-defined]  # annotated
            notes.append("đang bị đình chỉ sinh hoạt, vẫn đóng đảng phí")
        if kind := row.excuse:  # type: ignore[attr-defined]  # annotated
            excuse = Excuse.Kind(kind).label.lower()
            notes.append(f"có lý do được chấp nhận: {excuse}")
        return "; ".join(notes), excuse

    def basis(self, person: int, month: date) -> Basis | None:
        """The newest word on the newest month that is not later."""
        rows = [row for row in self.bases[person] if row.from_month <= month]
        return rows[-1] if rows else None

    def due(self, person: int, month: date) -> Due:
        """By the law of the month. A payer of the cell is asked about, nobody else."""
        return rules.due(self.payer(person, month), month, self.laws.of(month))

    def payer(self, person: int, month: date) -> Payer:
        basis = self.basis(person, month)
        income, work = incomes(basis)
        relief = next((row for row in self.reliefs[person] if row.from_month <= month <= row.until_month), None)
        return Payer(
            category=basis.category if basis else "",
            income=income,
            work_income=work,
            fee=basis.fee if basis else None,
            fee_from=basis.from_month if basis else None,
            region=self.settings.region(month),
            service=self._service(person, month),
            relief=rules.Relief(percent=relief.percent, document=f"số {relief.decision}") if relief else None,
        )

    def _service(self, person: int, month: date) -> Service | None:
        """The way in the Party, of those who have been in it long enough for party age to matter."""
        years = self.laws.of(month).get("fees.exempt_party_years")
        spells = self.spells[person]
        if years is None or not spells:
            return None
        begun = min(spell.decided_on or spell.starts_on for spell in spells)
        if begun > add_years(last_day(month), 1 - years.number):
            return None
        return service_from(spells, self.gaps[person], last_day(month))

    def owed(self, person: int, through: date) -> list[tuple[date, int | None]]:
        """Each month with what is still open for it, closed months first; None where it cannot be told."""
        known = self.balances[person]
        found: list[tuple[date, int | None]] = [
            (month, balance.open)
            for month, balance in sorted(known.items())
            if self.place.is_closed(month) and month <= through and balance.open
        ]
        for month in months(self.first, through):
            point = self.standpoint(person, month)
            if not self.place.is_closed(month) and point is not None and point.pays_here:
                amount = self.due(person, month).amount
                paid = known[month].paid if month in known else 0
                found.append((month, None if amount is None else max(0, amount - paid)))
        return found

    def paid(self, person: int, month: date) -> int:
        balance = self.balances[person].get(month)
        return balance.paid if balance else 0

    def arrears(self, person: int, before: date) -> list[tuple[date, int | None]]:
        """What is open from the months before."""
        return [(month, amount) for month, amount in self.owed(person, before) if month < before and amount != 0]


def incomes(basis: Basis | None) -> tuple[int | None, int | None]:
    """The income and, of a pensioner who works, the pay: opened only here."""
    if basis is None or not basis.income_secret:
        return None, None
    first, _, second = open_sealed(bytes(basis.income_secret)).partition(";")
    return int(first), int(second) if second else None


def _runs(row: Membership | Placement, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


def _by_person(rows: QuerySet) -> dict[int, list]:  # type: ignore[type-arg]  # rows of any table that names a person
    found: dict[int, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows:
        found[row.person_id].append(row)
    return found


def _balances(people: list[int], first: date, paid_until: date | None) -> Mapping[int, dict[date, Balance]]:
    """Due and paid by person and month: months with a charge that is not paid in full, and those from ``first`` on."""
    paid_by = Q(payment__paid_on__lte=paid_until) if paid_until else Q()
    of_month = PaymentPart.objects.filter(paid_by, person=OuterRef("person"), month=OuterRef("month")).order_by()
    paid = of_month.values("person").annotate(total=Sum("amount")).values("total")
    nought = Value(0, output_field=BigIntegerField())
    charges = (
        Charge.objects.filter(person__in=people, month__lt=first)
        .order_by()
        .values("person", "month")
        .annotate(owed=Sum("amount"), had=Coalesce(Subquery(paid, output_field=BigIntegerField()), nought))
        .filter(owed__gt=F("had"))
        .values_list("person", "month", "owed", "had")
    )
    here = Charge.objects.filter(person__in=people, month__gte=first).order_by().values("person", "month")
    charged = here.annotate(owed=Sum("amount"), had=nought).values_list("person", "month", "owed", "had")
    parts = PaymentPart.objects.filter(paid_by, person__in=people, month__gte=first).order_by()
    got = parts.values("person", "month").annotate(owed=nought, had=Sum("amount"))
    found: dict[int, dict[date, Balance]] = defaultdict(dict)
    rows = charges.union(charged, got.values_list("person", "month", "owed", "had"), all=True)
    for person, month, owed, had in rows:
        known = found[person].get(month, Balance(0, 0))
        found[person][month] = Balance(known.due + int(owed), known.paid + int(had))
    return found
