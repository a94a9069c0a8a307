"""Admissions of the demonstration: whole ones in every era, others at every step, two refused, one annulled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chibo.common.dates import add_months
from chibo.demo.people import Cast, face
from chibo.demo.tree import Tree
from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case, Event
from chibo.roll.members.actions import register_person
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.work.admissions import actions


@dataclass(frozen=True, slots=True)
class Plan:
    """One admission: where and when it begins, and at which step it stands (empty: to the end)."""

    cell: str
    on: date
    stop: str = ""
    says: tuple[tuple[str, object], ...] = ()
    paused: bool = False  # those of older eras wait, with a ground


#: Whole admissions, from the list to the card where time allows: four under 29, four under 24, three under 232,
#: three under 294, one under 20; eleven of them members of Phúc Yên ward when its first congress met.
WHOLE = [
    *(Plan(f"DU-TRUNGTRAC-{n:02}", date(2018, 3, n)) for n in (3, 5, 7)),
    Plan("DU-HUNGVUONG-02", date(2019, 2, 18)),
    *(Plan(f"DU-TIENCHAU-{n:02}", date(2022, 5, n)) for n in (4, 9)),
    Plan("DU-NAMVIEM-06", date(2023, 2, 14)),
    Plan("CBCS-03", date(2023, 9, 6)),
    *(Plan(f"DU-PHUCTHANG-{n:02}", date(2025, 1, 20 + n)) for n in (1, 3)),
    Plan("DU-TRUNGNHI-04", date(2025, 1, 27)),
    *(Plan(f"DU-TRUNGTRAC-{n:02}", date(2025, 8, n)) for n in (3, 8)),
    Plan("CBCS-05", date(2025, 9, 3)),
    Plan("DU-HUNGVUONG-09", date(2026, 4, 20)),
]
#: Being put on the list is a step already.
FIRST = "A02"
#: Where a case may stand on its way to the ceremony.
STOPS = ("A02", "A03", "A04", "A05P", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12")
LATE_STOPS = ("A14", "A14R", "A14S", "A14B", "A15", "A18", "A19V", "A19", "A19T", "A20", "A23", "A21")
STARTS = {
    "29": date(2019, 6, 3),
    "24": date(2023, 4, 3),
    "232": date(2025, 3, 3),
    "294": date(2025, 10, 6),
    "20": date(2026, 4, 27),
    "208": date(2026, 8, 17),
}


def standing() -> list[Plan]:
    """Under every era, cases at steps all along the way; those of 208 at every single one."""
    plans = []
    for index, (era, start) in enumerate(STARTS.items()):
        stops = (*STOPS, *LATE_STOPS) if era == "208" else (*STOPS[index % 3 :: 3], *LATE_STOPS[index % 3 : 7 : 3])
        for number, stop in enumerate(stops):
            base = ("DU-TRUNGTRAC", "DU-TRUNGNHI", "DU-HUNGVUONG", "DU-PHUCTHANG")[number % 4]
            cell = f"{base}-{1 + (number + 2 * index) % 16:02}"
            plans.append(Plan(cell, start + timedelta(days=number % 5), stop, paused=era in {"29", "24"}))
    return plans


def admit_all(tree: Tree, cast: Cast, today: date) -> None:
    """Every plan in order; what was asked of each step is read from the procedure of its day."""
    cells = {place.organization.code: place.organization for place in tree.cells}
    for plan in [*WHOLE, *standing()]:
        _go(plan, cells[plan.cell], cast, today)
    _refused_by_vote(cells["DU-HUNGVUONG-04"], cast)
    _refused_by_appraisal(cells["DU-TRUNGNHI-06"], cast)
    _annulled(cells["DU-PHUCTHANG-08"], cast)


def _go(plan: Plan, cell: Organization, cast: Cast, today: date) -> None:
    walk = begin(cell, plan.on, cast)
    if plan.stop:
        if plan.stop != FIRST:
            walk.until(plan.stop)
        if plan.paused:
            _pause(walk, cast)
        return
    walk.until()
    recognition = Case.objects.filter(origin=walk.case, procedure="recognition").first()
    if recognition is not None:
        follow(recognition, cast, today)


def begin(cell: Organization, on: date, cast: Cast, pace: int = 2) -> Walk:
    """Somebody is put on the cell's list."""
    cast.next_face += 1
    who = face(cast.next_face, on.year - 20 - cast.next_face % 15)
    stroke = Stroke(by=cast.pen(cell), today=on, at=datetime.combine(on, time(2), tzinfo=UTC), seen=0)
    person = register_person(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        identity=who.identity,
        organization=cell,
        education="upper_secondary_diploma",
        ethnicity="Kinh",
        residence="Phúc Yên (minh họa)",
        occupation="Nghề nghiệp minh họa",
        invented=True,
        by=stroke.by,
        on=on,
    )
    case = actions.put_on_list(
        person=person,
        facts={},
        identity="",
        organization=cell,
        on=on,
        number=f"{cast.next_face}-NQ/CB",
        nominated_by="Đoàn thanh niên (minh họa)",
        kind="first",
        stroke=stroke,
    )
    return Walk(case=case, pen=cast.pen, day=on, pace=timedelta(days=pace))


def follow(case: Case, cast: Cast, today: date) -> None:
    """Probation, recognition and the card, as far as the calendar has come."""
    walk = Walk(case=case, pen=cast.pen, day=case.opened_on)
    walk.until("C02")
    walk.day = add_months(case.opened_on, 12)
    if walk.day + timedelta(days=40) < today:
        walk.until()


def _pause(walk: Walk, cast: Cast) -> None:
    last = walk.case.events.order_by("-seq").first()
    assert last is not None
    day = walk.day + timedelta(days=30)
    stroke = Stroke(
        by=cast.pen(last.organization), today=day, at=datetime.combine(day, time(3), tzinfo=UTC), seen=last.seq
    )
    cases.annotate(
        case=walk.case,
        kind=Event.Kind.STOPPED,
        step=last.step,
        on=day,
        ground="Người được giúp đỡ đi làm ăn xa, chi bộ tạm dừng theo dõi (minh họa)",
        stroke=stroke,
    )


def _refused_by_vote(cell: Organization, cast: Cast) -> None:
    """The standing committee did not reach more than half: refused, and the cell is told."""
    walk = begin(cell, date(2025, 9, 8), cast)
    walk.until("A18")
    walk.step("A19V", ballot=(4, 5, 0))
    walk.step("A19R", ground="Ban thường vụ biểu quyết không đủ phiếu (minh họa)")


def _refused_by_appraisal(cell: Organization, cast: Cast) -> None:
    walk = begin(cell, date(2026, 8, 20), cast)
    walk.says = {"appraisal": "not_eligible"}
    walk.until("A18")
    walk.step("A19R", ground="Thẩm định kết luận chưa đủ điều kiện (minh họa)")


def _annulled(cell: Organization, cast: Cast) -> None:
    """Admitted, then found not to have met a condition when considered: the decision is annulled by the same body."""
    walk = begin(cell, date(2025, 8, 11), cast)
    walk.until()
    decision = walk.case.events.get(step="A19")
    person = Person.objects.get(pk=walk.case.person_id)
    on = date(2026, 9, 7)
    stroke = Stroke(by=cast.pen(cell), today=on, at=datetime.combine(on, time(2), tzinfo=UTC), seen=0)
    case = actions.open_revocation(person=person, organization=cell, on=on, stroke=stroke)
    says = {
        "revocation_kind": "REV-1",
        "wrong_decision": "admission",
        "wrong_decision_number": decision.number,
        "wrong_decided_on": decision.on.isoformat(),
        "considered_on": walk.case.events.filter(step="A15").latest("seq").on.isoformat(),
        "issuer_gone": False,
        "reception_done": None,
        "defect": "Lý lịch khai không trung thực (minh họa)",
    }
    Walk(case=case, pen=cast.pen, day=on, says=says).until()
