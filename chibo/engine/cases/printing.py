"""Which papers a case can print, what each still lacks and where to say it, and the papers as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from chibo.engine.cases.folder import Folder, Setting
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import scene_of
from chibo.engine.cases.registry import MATTERS
from chibo.engine.cases.rules.history import Past
from chibo.engine.cases.rules.progress import State, progress
from chibo.engine.cases.sides import Side, side_of
from chibo.engine.meetings.permissions import can_record
from chibo.foundation.papers.facts import FactSpec, MissingFact, PaperData
from chibo.foundation.papers.printing import facts_of, missing, render_docx, render_pdf
from chibo.foundation.papers.templates import template
from chibo.foundation.rulebook.findings import Outcome, Refusal
from chibo.foundation.rulebook.law import Law, LookupFailed, rulebook
from chibo.foundation.rulebook.model import FormSpec, StepSpec
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import Form


class Sheet:
    """One paper of a case: made by an event, or to be made by a step that is possible now."""

    def __init__(
        self, folder: Folder, form: FormSpec, step: StepSpec, setting: Setting, past: Past | None, asked: bool = True
    ) -> None:
        self.folder = folder
        self.form = form
        self.step = step
        self.setting = setting
        self.past = past  # None: not made yet
        self.asked = asked  # the case needs it; False: only when life asks for it

    @property
    def key(self) -> str:
        """Its word in the address: the event, or the step that would make it."""
        return str(self.past.seq) if self.past else self.step.code

    @property
    def tick(self) -> str:
        """Its word among those chosen for one file."""
        return f"{self.key}-{self.form.layout}"

    @property
    def event(self) -> Event | None:
        return self.folder.rows[self.past.seq] if self.past else None

    @property
    def law(self) -> Law:
        return self.setting.law

    @property
    def on(self) -> date:
        """The day whose law and names hold: the paper's own, or today's while it has none."""
        return self.setting.on

    @property
    def issuer(self) -> Form | None:
        """The organization that acts, as it stood on the day."""
        event = self.event
        return self.folder.form_on(event.organization_id, self.on) if event else self.setting.body(self.step)

    @property
    def code(self) -> str:
        """The code of an official form; empty for a paper without one."""
        return "" if self.form.extra.get("no_national_code") else self.form.code

    # -- what earlier and later steps said

    def step_of(self, fact: FactSpec | MissingFact) -> str:
        """The step that says a fact. Several steps may print one form; what its own step says, each says itself."""
        usual = template(self.form.layout).raw.get("step")
        return fact.step if fact.step and fact.step != usual else self.step.code

    def told(self, step: str) -> Past | None:
        """The performance of a step that this paper speaks of.

        Of a step that comes before, the last one before the paper; of one that comes after (a cover sheet tells those
        too), the last one before the paper was made again.
        """
        if step == self.step.code:
            return self.past
        return next(iter(reversed(self.all_told(step))), None)

    def all_told(self, *steps: str) -> list[Past]:
        """Every such performance, in order."""
        return [past for past in self.folder.told if past.step in steps and self._speaks_of(past)]

    def _speaks_of(self, past: Past) -> bool:
        if self.past is None:
            return True
        if not self._follows(past.step):
            return past.seq < self.past.seq
        return self.past.seq < past.seq < self._made_again

    def _follows(self, step: str) -> bool:
        order = list(self.setting.procedure.steps)
        return step in order and order.index(step) > order.index(self.step.code)

    @property
    def _made_again(self) -> int:
        own = self.past.seq if self.past else 0
        later = (past.seq for past in self.folder.told if past.step == self.step.code and past.seq > own)
        return next(later, len(self.folder.events) + 1)

    def named(self, field: str) -> tuple[Past, Person] | None:
        """Whom a field names, and which event does: the paper's own where its step asks, else the last before."""
        own = any(spec.name == field for spec in self.step.fields)
        earlier = [p for p in self.folder.told if not own and (not self.past or p.seq < self.past.seq)]
        for past in [*([self.past] if self.past else ()), *reversed(earlier)]:
            if past.data.get(field):
                return past, self.folder.people[int(past.data[field])]
        return None

    # -- the filled paper

    @cached_property
    def data(self) -> PaperData:
        papers = MATTERS[self.folder.case.procedure].papers
        return papers(self) if papers else {}

    @cached_property
    def missing(self) -> list[MissingFact]:
        return missing(self.form, self.data)

    @property
    def facts(self) -> list[FactSpec]:
        return facts_of(self.form.layout)


def sheets_of(case: Case, today: date, side: Side | None = None) -> list[Sheet]:
    """What was made, in the order of the events; then what can be made now, in the order of the procedure.

    ``side``: only what a reader there may read; by default everything.
    """
    folder = Folder(case, today)
    return [sheet for sheet in (*_made(folder), *_to_make(folder)) if side is None or side.reads(sheet.step)]


def _made(folder: Folder) -> Iterator[Sheet]:
    for past in folder.history.events:
        setting = folder.setting_of(past)
        step = setting.procedure.steps.get(past.step)
        if step is None:
            continue
        if past.kind == Event.Kind.DONE and past.vote_passed is not False:
            for form in _forms(step, setting.law, numbered=bool(past.number)):
                yield Sheet(folder, form, step, setting, past)
        for form in _accounts(_kind_of(folder.rows[past.seq]), folder.case.procedure):
            yield Sheet(folder, form, step, setting, past)


def _forms(step: StepSpec, law: Law, *, numbered: bool) -> Iterator[FormSpec]:
    """Forms of the catalogue that the step makes; one that it may do without was made when it has a number."""
    for paper in step.papers:
        if paper.makes and (paper.required or numbered):
            try:
                form = law.form(paper.form)
            except LookupFailed:
                continue
            if form.layout:
                yield form


def _accounts(kind: str, procedure: str) -> Iterator[FormSpec]:
    """Forms that belong to an event beside the steps (an extension, an account), or to a step done late."""
    forms = (form for form in rulebook().forms.values() if kind in form.extra.get("of_events", ()))
    return (form for form in forms if procedure in form.extra.get("of_procedures", (procedure,)))


def _kind_of(event: Event) -> str:
    late = event.ground or any(f["code"] == "DEADLINE" and f["outcome"] == Outcome.FAILED for f in event.findings)
    return "late" if event.kind == Event.Kind.DONE and late else event.kind


def _to_make(folder: Folder) -> Iterator[Sheet]:
    try:
        scene = scene_of(folder.case, folder.today)
    except Refusal:
        return
    setting = folder.setting(folder.case.organization_id, folder.today)
    for state in progress(scene.situation(folder.pasts)).by_state(State.POSSIBLE):
        for form in _forms(state.spec, setting.law, numbered=True):
            yield Sheet(folder, form, state.spec, setting, None, asked=state.asked and state.standing is None)
        rule, due = state.spec.deadline, state.deadline
        if rule and due and rule.when_late == "account" and state.standing is None and due.due_on < folder.today:
            for form in _accounts("late", folder.case.procedure):
                yield Sheet(folder, form, state.spec, setting, None)


def sheet_of(case: Case, today: date, key: str, layout: str, side: Side | None = None) -> Sheet:
    """One paper by its address.

    Raises:
        Http404: the case has no such paper.
    """
    for sheet in sheets_of(case, today, side):
        if (sheet.key, sheet.form.layout) == (key, layout):
            return sheet
    raise Http404("Hồ sơ này không có giấy tờ đó")


def chosen(sheets: Sequence[Sheet], ticked: Sequence[str]) -> list[Sheet]:
    """The ticked ones; when nothing is ticked, everything that the case has or needs now."""
    if not ticked:
        return [sheet for sheet in sheets if sheet.asked]
    return [sheet for sheet in sheets if sheet.tick in ticked]


def as_pdf(sheets: Sequence[Sheet]) -> bytes:
    return render_pdf([(sheet.form, sheet.data) for sheet in sheets])


def as_docx(sheet: Sheet) -> bytes:
    return render_docx(sheet.form, sheet.data)


# -- the page


@dataclass(frozen=True, slots=True)
class Lack:
    """Facts that would be dotted lines: where they are kept, the way there (if the reader has one), and which."""

    where: str
    url: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paper as the list shows it."""

    sheet: Sheet
    lacks: tuple[Lack, ...]

    @property
    def pdf(self) -> str:
        return self._file("pdf")

    @property
    def docx(self) -> str:
        return self._file("docx")

    def _file(self, ending: str) -> str:
        case = self.sheet.folder.case.pk
        return reverse("cases:paper", args=[case, self.sheet.key, self.sheet.form.layout, ending])


@dataclass(frozen=True, slots=True)
class PapersPage:
    case: Case
    path: tuple[Form, ...]
    side: Side
    made: tuple[Row, ...]
    to_sign: tuple[Row, ...]  # not made yet, and the case needs them now
    if_needed: tuple[Row, ...]

    @property
    def crumbs(self) -> list[dict[str, str]]:
        return [
            *self.side.crumbs(self.path),
            {"name": str(self.case.person), "url": reverse("cases:page", args=[self.case.pk])},
        ]

    @property
    def count(self) -> int:
        return len(self.made) + len(self.to_sign)


def papers_page(case: Case, authority: Authority, today: date) -> PapersPage:
    """Every paper with what it lacks, in a fixed number of queries."""
    side = side_of(case, authority)
    sheets = sheets_of(case, today, side)
    rows = [Row(sheet, tuple(_lacks(sheet, authority))) for sheet in sheets]
    folder = sheets[0].folder if sheets else Folder(case, today)
    return PapersPage(
        case=case,
        path=folder.lineage_on(case.organization_id, today),
        side=side,
        made=tuple(row for row in rows if row.sheet.past is not None),
        to_sign=tuple(row for row in rows if row.sheet.past is None and row.sheet.asked),
        if_needed=tuple(row for row in rows if not row.sheet.asked),
    )


def _lacks(sheet: Sheet, authority: Authority) -> list[Lack]:
    ways = {"person": _to_person, "organization": _to_organization, "step": _to_step}
    found: dict[tuple[str, str], list[str]] = {}
    for fact in sheet.missing:
        way = ways.get(fact.kept_in, _to_case)
        found.setdefault(way(sheet, fact, authority), []).append(fact.label)
    return [Lack(where, url, tuple(labels)) for (where, url), labels in found.items()]


def _to_person(sheet: Sheet, fact: MissingFact, authority: Authority) -> tuple[str, str]:
    """The page of the person of the case, or of the one whose field begins the fact's name (introducer, helper)."""
    named = sheet.named(fact.name.partition("_")[0])
    person = named[1] if named else sheet.folder.person
    return f"Hồ sơ của {person}", reverse("members:page", args=[person.pk])


def _to_organization(sheet: Sheet, fact: MissingFact, authority: Authority) -> tuple[str, str]:
    part = fact.name.partition("_")[0]
    form = sheet.setting.bodies.get(part) or sheet.issuer
    if form is None:
        return "Sổ tổ chức", reverse("organizations:tree")
    return form.name, reverse("organizations:page", args=[form.organization.code])


def _to_step(sheet: Sheet, fact: MissingFact, authority: Authority) -> tuple[str, str]:
    """A new recording of the step; a correction where it is done already; the meeting where that is what lacks."""
    code = sheet.step_of(fact)
    step = sheet.setting.procedure.steps.get(code)
    if step is None:
        return "Có sau khi việc này kết thúc", ""
    past = sheet.told(code)
    if past is None:
        return step.title, f"{reverse('cases:page', args=[sheet.folder.case.pk])}?buoc={code}#viec"
    body = sheet.folder.form_on(sheet.folder.rows[past.seq].organization_id, sheet.folder.today)
    if body is None or past.kind != Event.Kind.DONE or not can_record(authority, body):
        return f"{step.title} ({body.name} ghi)" if body else step.title, ""
    if fact.field in {"meeting", "vote"}:
        return f"Cuộc họp ngày {past.on:%d/%m/%Y}", reverse("meetings:hold", args=[body.organization.code])
    return f"Đính chính: {step.title}", reverse("cases:correct", args=[sheet.folder.case.pk, past.seq])


def _to_case(sheet: Sheet, fact: MissingFact, authority: Authority) -> tuple[str, str]:
    if fact.kept_in == "law":
        return "Quy định trong ngày", ""
    return "Trang hồ sơ", reverse("cases:page", args=[sheet.folder.case.pk])
