"""Classes of the demonstration: one that is over and waits for a result, one that is still to come."""

from __future__ import annotations

from datetime import date, timedelta

from chibo.demo.offices import STAGE
from chibo.demo.people import Cast
from chibo.demo.tree import Tree, skeleton
from chibo.foundation.accounts.models import User
from chibo.roll.files import actions
from chibo.roll.files.actions import NewClass
from chibo.roll.files.queries.classes import candidates
from chibo.roll.files.rules.classes import ClassTold, Result
from chibo.roll.members.queries import authority_of

SCHOOL = "Trung tâm chính trị phường (minh họa)"


def send_to_classes(tree: Tree, cast: Cast, today: date) -> None:
    """The ward's office sends members of the stage's cell; of five, three finished, one was ill, one has no result."""
    office = User.objects.get(username="vanphong")
    ward = tree.organizations[skeleton()["reorganization_2025"]["wards"][0]["into"]["code"]]
    sent, began = today - timedelta(days=45), today - timedelta(days=30)
    here = [person.pk for person in cast.members[STAGE]]
    there = [
        {line.person for line in candidates(here, authority_of(office, day), None, None, day)[0] if line.is_member}
        for day in (sent, today)
    ]
    people = [pk for pk in here if pk in there[0] & there[1]]
    ended = began + timedelta(days=4)
    told = ClassTold(
        *("Lớp bồi dưỡng công tác chi ủy (minh họa)", "OTHER", SCHOOL, began, ended),
        *("Hội trường 2", "41-CV/MH", sent),
    )
    over = actions.enrol(
        into=NewClass(ward, told), people=people[3:8], authority=authority_of(office, sent), by=office, on=sent
    )
    rows = list(over.attendees.order_by("pk"))
    day = ended + timedelta(days=10)
    results = {row.pk: Result(f"{20 + place}/CN-MH", day, SCHOOL) for place, row in enumerate(rows[:3])}
    results[rows[3].pk] = Result(reason="Nghỉ ốm trong thời gian học")
    actions.finish(party_class=over, results=results, authority=authority_of(office, day), by=office, on=day)
    next_on = today + timedelta(days=18)
    coming = ClassTold(
        *("Lớp bồi dưỡng lý luận chính trị cho đảng viên (minh họa)", "OTHER", SCHOOL),
        *(next_on, next_on + timedelta(days=5), "Hội trường 1"),
    )
    actions.enrol(
        into=NewClass(ward, coming), people=people[8:14], authority=authority_of(office, today), by=office, on=today
    )
