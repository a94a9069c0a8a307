"""Clerks of the law's own pages: anybody signed in may read them; nothing personal stands here."""

from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.rulebook import queries
from chibo.foundation.rulebook.forms import DayForm, QuestionForm, RouteForm, SearchForm
from chibo.foundation.rulebook.law import rulebook
from chibo.foundation.rulebook.pages.instruments import instrument_page, timeline_page
from chibo.foundation.rulebook.pages.parameters import parameter_page, parameters_page
from chibo.foundation.rulebook.pages.procedures import procedure_page
from chibo.foundation.rulebook.pages.questions import question_page, questions_page
from chibo.foundation.rulebook.pages.reading import Reading, Row


def _reading(form: DayForm) -> Reading:
    today = timezone.localdate()
    return Reading(form.day(today), today)


def _today() -> Reading:
    today = timezone.localdate()
    return Reading(today, today)


def _answer(request: HttpRequest, template: str, form: DayForm | QuestionForm, page: Row) -> HttpResponse:
    """The page; where what was asked for cannot be read, the page of today with the error said."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **page}, status=status)


@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    form = DayForm(request.GET)
    return _answer(request, "rulebook/timeline.html", form, timeline_page(_reading(form)))


@require_GET
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    if (found := queries.by_slug(rulebook(), slug)) is None:
        raise Http404("Không có văn bản này.")
    form = DayForm(request.GET)
    return _answer(request, "rulebook/instrument.html", form, instrument_page(found, _reading(form)))


@require_GET
def parameters(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    reading = _reading(form)
    return _answer(request, "rulebook/parameters.html", form, parameters_page(reading, form.cleaned_data.get("q", "")))


@require_GET
def parameter(request: HttpRequest, name: str) -> HttpResponse:
    if (found := rulebook().parameters.get(name)) is None:
        raise Http404("Không có giá trị này.")
    form = DayForm(request.GET)
    return _answer(request, "rulebook/parameter.html", form, parameter_page(found, _reading(form)))


@require_GET
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    if code not in rulebook().procedures:
        raise Http404("Không có thủ tục này.")
    form = RouteForm(request.GET, code=code)
    reading = _reading(form)
    return _answer(request, "rulebook/procedure.html", form, procedure_page(*form.chosen(reading.today), reading))


@require_GET
def questions(request: HttpRequest) -> HttpResponse:
    form = QuestionForm(request.GET)
    form.is_valid()
    asked, topic = form.cleaned_data.get("q", ""), form.cleaned_data.get("chu_de", "")
    page = Paginator(queries.found_questions(asked, topic), 50).get_page(request.GET.get("trang"))
    return _answer(request, "rulebook/questions.html", form, questions_page(_today(), page))


@require_GET
def question(request: HttpRequest, name: str) -> HttpResponse:
    if (case := queries.question(name)) is None:
        raise Http404("Không có câu hỏi này.")
    return render(request, "rulebook/question.html", question_page(case, _today()))
