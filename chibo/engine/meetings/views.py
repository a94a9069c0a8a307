"""Clerks of the meetings' pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from chibo.engine.meetings import actions, queries
from chibo.engine.meetings.forms import DayForm, MeetingForm
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.queries import authority_here


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    found = Paginator(queries.meetings_within(authority), 50).get_page(request.GET.get("trang"))
    context = {
        "meetings": found,
        **queries.meetings_table(list(found), today),
        "organizations": queries.organizations_that_meet(authority, today),
    }
    return render(request, "meetings/list.html", context)


def hold(request: HttpRequest, code: str) -> HttpResponse:
    """First the day and the body (in the address), then the roll of that day to be marked."""
    today = timezone.localdate()
    form_today = queries.get_form_to_record_for(authority_here(request, today), code, today)
    organization = form_today.organization
    asked = "held_on" in request.GET
    day = DayForm(request.GET if asked else None, initial=request.GET.dict(), bodies=queries.bodies_of(form_today))
    context = {"organization": organization, "form_of_day": form_today, "day": day}
    roll = []
    if asked and day.is_valid():
        body, held_on = day.cleaned_data["body"], day.cleaned_data["held_on"]
        roll = queries.summoned(organization, body, held_on, ())
        if not roll:
            day.add_error("body", f"Ngày {held_on:%d/%m/%Y} sổ không ghi ai: xem lại tập thể và ngày họp")
    if not roll:
        return render(request, "meetings/day.html", context, status=422 if asked else 200)
    form = MeetingForm(request.POST or None, roll=roll)
    context |= {"form": form, "body": body, "held_on": held_on}
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            meeting = actions.hold(
                organization=organization,
                body=body,
                held_on=held_on,
                title=clean["title"],
                place=clean["place"],
                present=set(clean["present"]),
                reasons=form.reasons(),
                chair=queries.person_on_roll(roll, clean["chair"]),
                minute_taker=queries.person_on_roll(roll, clean["minute_taker"]),
                minutes=clean["minutes"],
                by=signed_in(request),
                today=today,
                at=timezone.now(),
            )
        except Refusal as refusal:
            return render(request, "meetings/hold.html", context | {"refusal": refusal}, status=422)
        messages.success(request, "Đã ghi cuộc họp, vào sổ cái.")
        back = day.cleaned_data["back"]
        if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return redirect(back)
        return redirect("meetings:page", pk=meeting.pk)
    return render(request, "meetings/hold.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    meeting = queries.get_meeting_for(authority_here(request, today), pk)
    return render(request, "meetings/page.html", queries.meeting_page(meeting))
