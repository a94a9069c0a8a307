"""The merger of five wards on 1/7/2025, 107 organizations and 4,309 members, with its ledger; beside it a floor."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.db import transaction

from bench.measure import BESIDE, Call, bench
from bench.millions import LARGE, members_beside
from chibo.common.dates import add_months
from chibo.demo.people import face
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.organizations.actions import redraw
from chibo.roll.organizations.drawing import Node, Redrawing
from chibo.roll.organizations.models import Form, Kind, Level, Organization
from chibo.work.reorganizations.actions import Paper, carry_out, draft, undo
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries.preview import preview
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Reparent

FOUNDED, DAY = date(2015, 7, 1), date(2025, 7, 1)
AT = datetime.combine(DAY, time(2), tzinfo=UTC)
PROVINCE, CITY, NEW = "BENCH-TINH", "BENCH-TP", "BENCH-MOI"
WARDS = [f"BENCH-P{number}" for number in range(1, 6)]
ALONE = [f"BENCH-CS{number:02}" for number in range(1, 12)]
#: Ninety-six cells of the five wards, eleven base cells beside them.
CELLS = [f"{ward}-{number:02}" for ward in WARDS for number in range(1, 21)][:96]
MEMBERS = 4_309


@cache
def place() -> dict[str, Organization]:
    """The tree and its people, once for all measurements."""
    nodes = [
        Node(PROVINCE, "Đảng bộ tỉnh đo", Level.PROVINCE, Kind.TERRITORY, ""),
        Node(CITY, "Đảng bộ thành phố đo", Level.SUPERIOR, Kind.TERRITORY, PROVINCE),
        *(Node(code, f"Đảng bộ phường {code}", Level.BASE, Kind.TERRITORY, CITY) for code in WARDS),
        *(Node(code, f"Chi bộ {code}", Level.CELL, Kind.RESIDENTIAL, code.rpartition("-")[0]) for code in CELLS),
        *(Node(code, f"Chi bộ cơ sở {code}", Level.BASE_CELL, Kind.AGENCY, CITY) for code in ALONE),
    ]
    with transaction.atomic():
        drawn = redraw(
            plan=Redrawing(founded=tuple(nodes)),
            by=None,
            on=FOUNDED,
            document="0-QĐ/MH",
            document_on=FOUNDED,
            subject="bench:reorganizations",
            organization=CITY,
        )
        homes = [*CELLS, *ALONE]
        rows = [enrolment(number, drawn.organizations[homes[number % len(homes)]]) for number in range(MEMBERS)]
        enroll_many(rows=rows, by=None, on=FOUNDED, subject="bench:reorganizations")
    return dict(drawn.organizations)


def enrolment(number: int, cell: Organization) -> Enrolment:
    who, admitted = face(7_000_000 + number), date(2000 + number % 10, 5, 19)
    return Enrolment(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        identity=who.identity,
        organization=cell,
        decision=f"{number}-QĐ/MH",
        decided_on=admitted - timedelta(days=20),
        admitted_on=admitted,
        recognized_on=add_months(admitted, 12),
        recognition_decision=f"{number}-QĐ/CT",
        recognition_decided_on=add_months(admitted, 12),
        invented=True,
    )


def drafted() -> Reorganization:
    moves: list[Move] = [
        Found(NEW, "Đảng bộ phường hợp nhất", Level.SUPERIOR, Kind.TERRITORY, PROVINCE),
        *(Merge(code, NEW) for code in WARDS),
        *(Reparent(code, NEW) for code in ALONE),
        Close(CITY),
    ]
    return draft(
        kind="MERGE",
        title="Hợp nhất năm phường",
        decider=place()[PROVINCE],
        by=None,
        today=DAY,
        at=AT,
        moves=moves,
        paper=Paper(on=DAY, document="1-QĐ/MH", document_on=DAY),
    )


class TakenBack(Exception):
    """Ends a transaction that is measured again."""


def again(call: Call) -> Call:
    """The call in a transaction of its own that leaves nothing."""

    def run() -> None:
        try:
            with transaction.atomic():
                call()
                raise TakenBack
        except TakenBack:
            pass

    return run


@bench("reorganization: five wards into one, carried out", limit="3 s", times=5)
def merger() -> Call:
    plan = drafted()
    return again(lambda: carry_out(plan=plan, by=None, today=DAY, at=AT, seen=1))


@bench(f"reorganization: the same, beside {LARGE:,}", limit="3 s", times=5, people=BESIDE)
def merger_beside() -> Call:
    members_beside(LARGE)
    for done in Reorganization.objects.filter(state=Reorganization.State.DONE, decider=place()[PROVINCE]):
        undo(plan=done, by=None, today=DAY, at=AT, ground="Đo tốc độ")
    return merger()


@bench("reorganization: the same, previewed", limit="1 s", times=10, queries=20)
def shown() -> Call:
    plan = drafted()
    return lambda: preview(plan, DAY)


@bench("reorganization, floor: the forms alone", limit="3 s", times=5)
def floor() -> Call:
    above = [place()[code] for code in (*WARDS, CITY)]

    def write() -> None:
        forms = list(Form.objects.open().filter(parent__in=above).exclude(organization__code__in=WARDS))
        new = Organization.objects.create(code=NEW, founded_on=DAY)
        Form.objects.filter(pk__in=[form.pk for form in forms]).update(ends_on=DAY)
        for form in forms:
            form.pk, form.parent, form.starts_on = None, new, DAY
        Form.objects.bulk_create(forms, batch_size=500)

    return again(write)


@bench("reorganization: the same, undone", limit="3 s", times=5)
def undone() -> Call:
    """Carried out for good, so it comes last; undone in a transaction that leaves nothing."""
    done = carry_out(plan=drafted(), by=None, today=DAY, at=AT, seen=1)
    return again(lambda: undo(plan=done, by=None, today=DAY, at=AT, ground="Đo tốc độ"))


@bench(f"reorganization: the same, undone, beside {LARGE:,}", limit="3 s", times=5, people=BESIDE)
def undone_beside() -> Call:
    members_beside(LARGE)
    return undone()
