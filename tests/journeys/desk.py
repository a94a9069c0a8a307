"""A desk in a browser without a screen: open a page, answer the fields that it shows, send the form.

The clock of the office is wound by the story; nothing is written but by the forms of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.urls import reverse
from django.utils.timezone import get_current_timezone

from chibo.common.dates import add_months, display
from chibo.engine.cases.models import Case, Event
from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization
from tests.journeys.paper import Field, Form, forms_of

#: What is written where a story says nothing of its own, by the name of the field.
PLAIN: Mapping[str, Any] = {
    "introduction_way": "two_members",
    "area": "ordinary",
    "applicant_kind": "ordinary",
    "helper_reason": "first",
    "verification_subjects": ["applicant", "father", "mother"],
    "subjects": ["applicant", "father", "mother"],
    "verification_way": "letter",
    "verification_result": "matches",
    "abroad": "no",
    "political_issue": "no",
    "undeclared_matter": "no",
    "asked": "9",
    "agree": "8",
    "disagree": "1",
    "appraisal": "complete",
    "residence_opinion": "given",
    "method": "secret",
}


@contextmanager
def office_clock(day: date) -> Iterator[None]:
    """It is nine in the morning of that day, for everybody."""
    with patch("django.utils.timezone.now", lambda: datetime.combine(day, time(9), tzinfo=get_current_timezone())):
        yield


class Desk:
    """Somebody at a desk on a day. Every answer is 200 or a redirect to it unless the story expects another."""

    def __init__(self, user: User, day: date) -> None:
        self.day = day
        self.client = Client()
        with office_clock(day):
            self.client.force_login(user)

    def get(self, address: str, expect: int = 200) -> Any:
        with office_clock(self.day):
            answer = self.client.get(address)
        assert answer.status_code == expect, f"{address}: {answer.status_code}"
        return answer

    def form(self, address: str, action: str = "") -> Form:
        """The form on the page that is sent to ``action``."""
        found = [f for f in forms_of(self.get(address).content.decode()) if f.action == action and f.method != "get"]
        assert len(found) == 1, f"{address} shows no form for {action or 'itself'}"
        return found[0]

    def send(self, address: str, action: str = "", expect: int = 302, **said: Any) -> Any:
        """Answer what the form shows and send it; what the story says must stand on the form."""
        form = self.form(address, action)
        if strange := set(said) - set(form.fields):
            raise AssertionError(f"{address}: the form has no {sorted(strange)}")
        return self.post(action or address, self.filled(form, said), expect)

    def post(self, address: str, data: Mapping[str, Any], expect: int = 302) -> Any:
        with office_clock(self.day):
            answer = self.client.post(address, dict(data))
        if answer.status_code != expect:
            context = answer.context or {}
            refusal, form = context.get("refusal"), context.get("form")
            raise AssertionError(f"{address}: {answer.status_code}, {refusal}, {getattr(form, 'errors', None)}")
        return answer

    def filled(self, form: Form, said: Mapping[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for field in form.fields.values():
            value = said[field.name] if field.name in said else self._answer(field)
            if value in (None, ""):
                assert not field.required, f"{field.name} must be answered"
                continue
            if field.choices:
                chosen = value if isinstance(value, list) else [value]
                assert {str(each) for each in chosen} <= set(field.choices), f"{field.name}: {value}, {field.choices}"
            data[field.name] = value
        return data

    def _answer(self, field: Field) -> Any:
        if field.kind == "hidden":
            return field.value
        if field.name in PLAIN:
            return PLAIN[field.name]
        if field.kind == "select":
            return field.value or (next(value for value in field.choices if value) if field.required else None)
        if field.name == "number":
            return f"{self.day:%j}-{self.day:%Y}"
        if not field.required:
            return None
        if field.name == "on":
            return display(self.day)
        if field.name == "common_from":
            return display(add_months(self.day, -36))
        if field.kind == "radio":
            return next((word for word in ("yes", "present") if word in field.choices), field.choices[0])
        return f"{field.name} (minh họa)"

    # --------------------------------------------------------------- what an office does

    def put_on_list(self, **said: Any) -> Case:
        answer = self.send(reverse("admissions:put_on_list"), **said)
        return Case.objects.get(pk=int(answer.url.strip("/").rpartition("/")[2]))

    def record(self, case: Case, step: str, expect: int = 302, **said: Any) -> Any:
        """Record a step from the page of the case, by the form that it shows."""
        page = reverse("cases:page", args=[case.pk])
        return self.send(f"{page}?buoc={step}", reverse("cases:perform", args=[case.pk, step]), expect, **said)

    def meet(self, organization: Organization, body: str, absent: Mapping[int, str] | None = None) -> int:
        """Hold a meeting of the body today; everybody on the roll comes but the absent, whose reasons are said."""
        away = absent or {}
        address = reverse("meetings:hold", args=[organization.code])
        day = next(f for f in forms_of(self.get(address).content.decode()) if "held_on" in f.fields)
        assert body in day.fields["body"].choices
        address += f"?body={body}&held_on={self.day.isoformat()}"
        roll = self.form(address).fields["present"].choices
        present = [person for person in roll if int(person) not in away]
        answer = self.send(
            address,
            title="Sinh hoạt xét kết nạp",
            present=present,
            chair=present[0],
            minute_taker=present[1],
            **{f"reason_{pk}": reason for pk, reason in away.items()},
        )
        return int(answer.url.strip("/").rpartition("/")[2])

    def vote(
        self, case: Case, step: str, votes: tuple[int, int, int], absent: Mapping[int, str] | None = None, **said: Any
    ) -> Event:
        """Hold the meeting of the body that the step asks for, then record its vote."""
        page = self.get(f"{reverse('cases:page', args=[case.pk])}?buoc={step}").context["page"]
        body = {"V-CELL": "cell", "V-COMM": "committee", "V-BTV": "standing_committee"}
        meeting = self.meet(page.current.organization, body[page.current.spec.vote.electorate], absent)
        counts = dict(zip(("votes_for", "votes_against", "votes_blank"), votes, strict=True))
        self.record(case, step, meeting=meeting, **counts, **said)
        return case.events.select_related("vote").latest("seq")
