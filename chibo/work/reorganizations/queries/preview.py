"""Who and what moves, before anything is written. The same plan is compiled again when it is carried out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Count, FilteredRelation, Q

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.engine.cases.moving import open_cases_at
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.roll.members.models import Appointment, Committee, Membership, Person, Placement, Role
from chibo.roll.organizations.drawing import check, redrawn
from chibo.roll.organizations.models import CELLS, Level, in_force
from chibo.roll.organizations.queries.area import area_of
from chibo.roll.organizations.registry import stakes
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries.picture import Preview, Tally
from chibo.work.reorganizations.rules import people
from chibo.work.reorganizations.rules.competence import check_competence
from chibo.work.reorganizations.rules.moves import compiled, read

_KIND = Placement.Kind


def preview(plan: Reorganization, today: date) -> Preview:
    """About a dozen queries, whatever the size of the plan."""
    moves = read(plan.moves)
    rough = compiled(moves, {}).drawing
    area = area_of(rough, also=[plan.decider.code])
    done = compiled(moves, area.nodes)
    on = plan.on or today
    law = law_on(on)
    after = redrawn(area.nodes, done.drawing)
    found = Preview(plan, today, area, done, law, after)
    found.individual_letters = law.get("reorganization.individual_letters")
    _read_people(found, on)
    _read_offices(found, on)
    _read_cases(found, on)
    found.findings = _judged(found, on, law)
    return found


def _ids(found: Preview, codes: Collection[str]) -> list[int]:
    return [found.area.organizations[code].pk for code in codes if code in found.area.organizations]


def _closed(found: Preview) -> list[str]:
    return [closing.code for closing in found.compiled.drawing.closed]


def _read_people(found: Preview, on: date) -> None:
    """Counts of everybody at the organizations of the area, and the people of a split by name."""
    touched = {*found.moving, *found.changed, *found.compiled.everybody, *found.compiled.split}
    touched |= set(found.compiled.everybody.values()) | set(found.compiled.people.values())
    spell = FilteredRelation("person__memberships", condition=in_force(on, "person__memberships__"))
    rows = (
        Placement.objects.filter(in_force(on), organization__in=_ids(found, touched))
        .annotate(spell=spell)
        .values_list("organization", "kind", "spell__kind")
        .annotate(Count("pk"))
    )
    codes, tallies = found.codes, dict[str, Tally]()
    for organization, kind, membership, count in rows:
        code = codes[organization]
        tallies[code] = tallies.get(code, Tally()) + _tally(kind, membership, count)
    found.tallies = tallies
    people = Person.objects.filter(placements__organization__in=_ids(found, touched))
    found.invented = people.filter(invented=True).exists()
    if found.compiled.people:
        names = {pk: person.name for pk, person in Person.objects.in_bulk(found.compiled.people).items()}
        found.named = _split_lists(found, names)


def _split_lists(found: Preview, names: Mapping[int, str]) -> list[tuple[str, str, list[str]]]:
    lists: dict[str, list[str]] = {}
    for person, into in found.compiled.people.items():
        lists.setdefault(into, []).append(names.get(person, f"người số {person}"))
    origin = ", ".join(found.name(code) for code in sorted(found.compiled.split))
    return [(origin, found.name(into), sorted(people)) for into, people in lists.items()]


def _tally(kind: str, membership: str | None, count: int) -> Tally:
    if kind == _KIND.OFFICIAL:
        probationary = membership == Membership.Kind.PROBATIONARY
        return Tally(probationary=count) if probationary else Tally(official=count)
    if kind == _KIND.TEMPORARY:
        return Tally(guests=count)
    if kind == _KIND.AWAY:  # counted at home already
        return Tally()
    return Tally(followed=count) if kind == _KIND.APPLICANT else Tally(kept=count)


def _read_offices(found: Preview, on: date) -> None:
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    closed = _ids(found, _closed(found))
    found.ending = list(
        Appointment.objects.filter(running, organization__in=closed)
        .select_related("person", "organization")
        .order_by("organization", "role")
    )
    found.committees = list(
        Committee.objects.filter(running, organization__in=closed).order_by("organization", "body")
    )
    stays = {*found.moving, *found.changed} - set(_closed(found))
    found.continuing = Appointment.objects.filter(running, organization__in=_ids(found, stays)).count()
    receiving = {*found.compiled.everybody.values(), *found.compiled.people.values(), *found.changed} & set(
        found.after
    )
    led = set(
        Appointment.objects.filter(running, organization__in=_ids(found, receiving), role=Role.SECRETARY).values_list(
            "organization", flat=True
        )
    )
    organizations = found.area.organizations
    found.vacant = sorted(
        found.after[code].name for code in receiving if code not in organizations or organizations[code].pk not in led
    )


def _read_cases(found: Preview, on: date) -> None:
    origins = _ids(found, {*found.compiled.everybody, *found.compiled.split})
    codes = found.codes
    moved = []
    for case in open_cases_at(origins):
        origin = codes[case.organization_id]
        into = found.compiled.people.get(case.person_id) if origin in found.compiled.split else None
        into = into or found.compiled.everybody.get(origin)
        if into:
            moved.append((case, found.area.nodes[origin].name, found.name(into)))
    found.cases = moved
    place = Case.objects.filter(organization__in=_ids(found, found.moving - set(_closed(found))))
    found.cases_below = place.filter(closed_on__isnull=True).count()
    found.stakes = stakes(_ids(found, _closed(found)), _ids(found, found.moving), on)


def _judged(found: Preview, on: date, law: Law) -> list[Finding]:
    plan, nodes, drawing = found.plan, found.area.nodes, found.compiled.drawing
    labels = {level.value: level.label for level in Level}
    missing = sorted(drawing.named - set(nodes))
    left, strangers, late = _people_in_the_way(found, on)
    return [
        *([] if plan.moves else people.check_later(["Chưa có nội dung sắp xếp nào."])),
        *people.check_day(plan.on, plan.document, plan.document_on, found.today),
        *people.check_later(f"Không có tổ chức {code} đang hoạt động." for code in missing),
        *check(nodes, drawing, law.levels, labels, on),
        *check_competence(nodes, found.after, plan.decider.code, law),
        *people.check_left_behind(left),
        *(finding for name, count in strangers for finding in people.check_strangers(name, count)),
        *people.check_later(late),
        *people.check_sizes(_officials(found), law),
    ]


def _officials(found: Preview) -> dict[str, int]:
    """Official members of every cell that receives, gives or is new, as they will be."""
    counts = {code: found.tallies.get(code, Tally()).official for code in found.after}
    for origin, into in found.compiled.everybody.items():
        if into in counts:
            counts[into] += found.tallies.get(origin, Tally()).official
    if found.compiled.people:
        officials = dict(
            Placement.objects.filter(
                in_force(found.plan.on or found.today),
                in_force(found.plan.on or found.today, "person__memberships__"),
                kind=_KIND.OFFICIAL,
                person__in=found.compiled.people,
                person__memberships__kind=Membership.Kind.OFFICIAL,
            ).values_list("person", "organization")
        )
        codes = found.codes
        for person, into in found.compiled.people.items():
            if person in officials:
                counts[into] = counts.get(into, 0) + 1
                origin = found.compiled.everybody.get(
                    codes.get(officials[person], ""), codes.get(officials[person], "")
                )
                if origin in counts:
                    counts[origin] -= 1
    touched = {*found.compiled.everybody.values(), *found.compiled.people.values(), *found.compiled.split}
    touched |= {node.code for node in found.compiled.drawing.founded}
    cells = [found.after[code] for code in sorted(touched & set(found.after)) if found.after[code].level in CELLS]
    return {node.name: counts.get(node.code, 0) for node in cells}


def _people_in_the_way(found: Preview, on: date) -> tuple[dict[str, list[str]], list[tuple[str, int]], list[str]]:
    """People without a destination, people named who are not there, and facts dated after the day."""
    codes, names = found.codes, {code: node.name for code, node in found.area.nodes.items()}
    closed, everybody, split = set(_closed(found)), found.compiled.everybody, found.compiled.split
    ends = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    origins = _ids(found, closed | split)
    left: dict[str, list[str]] = {}
    here: set[int] = set()
    late: list[str] = []
    rows = Placement.objects.filter(ends, organization__in=origins).select_related("person")
    for row in rows.order_by("person__sort_key", "pk"):
        code = codes[row.organization_id]
        here.add(row.person_id)
        goes = code in everybody or (code in split and row.person_id in found.compiled.people)
        if code in closed and not goes:
            left.setdefault(names[code], []).append(row.person.name)
        if goes and row.starts_on > on:
            late.append(f"{row.person.name} chuyển đến {names[code]} từ {display(row.starts_on)}, sau ngày sắp xếp.")
    for office in found.ending:
        if office.starts_on >= on:
            where, since = names[codes[office.organization_id]], display(office.starts_on)
            late.append(f"{office.person.name} được phân công ở {where} từ {since}, không trước ngày sắp xếp.")
    for committee in found.committees:
        if committee.starts_on >= on:
            where, since = names[codes[committee.organization_id]], display(committee.starts_on)
            late.append(f"{committee.get_body_display()} của {where} bắt đầu từ {since}, không trước ngày sắp xếp.")
    stray = len(set(found.compiled.people) - here)
    where = ", ".join(names.get(code, code) for code in sorted(split))
    return left, [(where, stray)], late
