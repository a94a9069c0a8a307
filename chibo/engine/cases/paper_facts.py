"""The facts that papers of any matter share, each read from the record and from nowhere else.

A fact that the record does not hold is None and prints as a dotted line. What a step says is read by the name of its
field; everything else has a function here or in the matter's own ``papers`` module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from chibo.engine.cases.models import Event
from chibo.engine.cases.printing import Sheet
from chibo.engine.cases.queries import texts_of
from chibo.engine.cases.rules.history import Past
from chibo.engine.meetings.models import Body, Meeting, Vote
from chibo.engine.meetings.queries import summoned
from chibo.engine.meetings.rules import GROUNDS, NEVER_COUNTED
from chibo.foundation.papers.facts import FactSpec, PaperData
from chibo.foundation.rulebook.answers import threshold
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.models import Appointment
from chibo.roll.organizations.models import CELLS, Form, Kind

Fact = Callable[[Sheet, FactSpec], Any]

#: How an organization's name becomes the name of the committee that leads it.
_COMMITTEES = {
    "Đảng bộ thành phố ": "Thành ủy ",
    "Đảng bộ thị xã ": "Thị ủy ",
    "Đảng bộ tỉnh ": "Tỉnh ủy ",
    "Đảng bộ huyện ": "Huyện ủy ",
    "Đảng bộ quận ": "Quận ủy ",
    "Đảng bộ ": "Đảng ủy ",
}
#: What stands before the name of the place in the name of a territory's organization.
_UNITS = ("phường ", "xã ", "thị trấn ", "đặc khu ", "thành phố ", "thị xã ", "huyện ", "quận ", "tỉnh ")
_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def written(sheet: Sheet, own: Mapping[str, Fact]) -> PaperData:
    """Every fact that the paper may print; ``own`` are the matter's facts by name."""
    facts: dict[str, Any] = {spec.name: _value(sheet, spec, own) for spec in sheet.facts}
    return facts | {"invented": sheet.folder.person.invented}


def _value(sheet: Sheet, spec: FactSpec, own: Mapping[str, Fact]) -> Any:
    fact = own.get(spec.name) or FACTS.get(spec.name)
    if fact is not None:
        return fact(sheet, spec)
    if spec.kept_in == "step":
        return said(sheet, spec)
    if spec.kept_in == "person":
        return getattr(sheet.folder.person, spec.field, None)
    return None


# -- what a step said


def said(sheet: Sheet, spec: FactSpec) -> Any:
    """The field of the step that the fact names, in words."""
    past = sheet.told(spec.step or sheet.step.code)
    if past is None:
        return None
    match spec.field:
        case "number":
            return past.number
        case "on":
            return past.on
        case _:
            return in_words(sheet, past, spec.field)


def in_words(sheet: Sheet, past: Past, name: str) -> Any:
    """What an event said in a field: choices by their labels, people and organizations by name."""
    value = past.data.get(name)
    step = sheet.folder.spec_of(past)
    field = next((f for f in step.fields if f.name == name), None) if step else None
    if value is None or field is None:
        return value
    labels = dict(field.choices)
    match field.kind:
        case "choice":
            return labels.get(value, value)
        case "choices":
            return [labels.get(each, each) for each in value]
        case "person":
            return sheet.folder.people[int(value)].name
        case "organization":
            return full_name(sheet, int(value), past)
        case _:
            return value


def full_name(sheet: Sheet, organization: int, past: Past) -> str | None:
    """An organization elsewhere, with the base above it: a cell's name alone says nothing there."""
    lineage = sheet.folder.lineage_on(organization, past.on)
    names = [form.name for form in reversed(lineage[-2:])] if lineage and lineage[-1].level in CELLS else []
    return ", ".join(names) or (lineage[-1].name if lineage else None)


def percent(part: int | None, whole: int | None) -> str | None:
    """``82,6 %``: one decimal, halves upward, in whole numbers."""
    if part is None or not whole:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10} %"


def own_percent(part: str, whole: str) -> Fact:
    """The share of one count of the paper's own step in another."""

    def share(sheet: Sheet, spec: FactSpec) -> str | None:
        return percent(sheet.past.data.get(part), sheet.past.data.get(whole)) if sheet.past else None

    return share


# -- organizations, with the names of the day


def committee_name(form: Form | None) -> str | None:
    """The committee of an organization, as offices name it; a cell acts under its own name."""
    if form is None:
        return None
    for organization, committee in _COMMITTEES.items():
        if form.name.startswith(organization):
            return form.name.replace(organization, committee, 1)
    return form.name if form.level in CELLS else None


def part(name: str) -> Callable[[Sheet], Form | None]:
    return lambda sheet: sheet.setting.bodies.get(name)


def over(whose: Callable[[Sheet], Form | None]) -> Callable[[Sheet], Form | None]:
    """What stands directly above a body in the tree of the day."""

    def above(sheet: Sheet) -> Form | None:
        form = whose(sheet)
        return sheet.folder.above(form, sheet.on) if form else None

    return above


def issuer(sheet: Sheet) -> Form | None:
    return sheet.issuer


def named(whose: Callable[[Sheet], Form | None]) -> Fact:
    def name(sheet: Sheet, spec: FactSpec) -> str | None:
        form = whose(sheet)
        return form.name if form else None

    return name


def led(whose: Callable[[Sheet], Form | None]) -> Fact:
    return lambda sheet, spec: committee_name(whose(sheet))


def _decides_in_committee(sheet: Sheet) -> bool:
    return sheet.setting.route is None or sheet.setting.route.decider == "committee"


def decider_title(sheet: Sheet, spec: FactSpec) -> str | None:
    """``Ban Thường vụ Thành ủy …``; by delegation the committee itself."""
    name = committee_name(sheet.setting.bodies.get("decider"))
    return name if name is None or _decides_in_committee(sheet) else f"Ban Thường vụ {name}"


def decider_body(sheet: Sheet, spec: FactSpec) -> str | None:
    name = committee_name(sheet.setting.bodies.get("decider"))
    return _kind(name) if name is None or _decides_in_committee(sheet) else "Ban Thường vụ"


def issuer_body(sheet: Sheet, spec: FactSpec) -> str | None:
    return decider_body(sheet, spec) if sheet.step.by == "decider" else _kind(committee_name(sheet.issuer))


def _kind(name: str | None) -> str | None:
    """``Đảng ủy``, ``Thành ủy``, ``Chi bộ``: the first two words."""
    return " ".join(name.split()[:2]) if name else None


def place(sheet: Sheet, spec: FactSpec) -> str | None:
    """The place in the name of the nearest territory over the issuer: ``Đảng bộ phường Hoa Sen`` sits in Hoa Sen."""
    form = sheet.issuer
    lineage = sheet.folder.lineage_on(form.organization_id, sheet.on) if form else ()
    territory = next((f.name for f in reversed(lineage) if f.kind == Kind.TERRITORY), "")
    for unit in _UNITS:
        _, found, name = territory.partition(f"Đảng bộ {unit}")
        if found:
            return f"{unit}{name}".capitalize() if name[:1].isdigit() else name
    return None


def _signer(sheet: Sheet) -> Appointment | None:
    form = sheet.issuer
    return sheet.folder.secretary(form.organization_id, sheet.on) if form else None


def signer_name(sheet: Sheet, spec: FactSpec) -> str | None:
    signer = _signer(sheet)
    return signer.person.name if signer else None


def signer_post(sheet: Sheet, spec: FactSpec) -> str | None:
    signer = _signer(sheet)
    return signer.get_role_display() if signer else None


# -- the meeting and its vote


def voting(sheet: Sheet) -> Vote | None:
    """The vote of the paper's own step; of a report on a missed vote, the vote that it reports."""
    if sheet.event is not None and sheet.event.vote is not None:
        return sheet.event.vote
    missed = missed_vote(sheet)
    return missed.vote if missed and not sheet.step.vote else None


def missed_vote(sheet: Sheet) -> Event | None:
    """The last vote before the paper that did not reach its share."""
    before = [e for e in sheet.folder.events if sheet.past is None or e.seq < sheet.past.seq]
    return next((e for e in reversed(before) if e.vote is not None and not e.vote.passed), None)


def meeting_of(sheet: Sheet) -> Meeting | None:
    vote = voting(sheet)
    if vote is not None:
        return vote.meeting
    if sheet.past is None or sheet.issuer is None:
        return None
    return sheet.folder.meeting(sheet.past, Body.CELL if sheet.issuer.level in CELLS else Body.COMMITTEE)


def of_vote(read: Callable[[Sheet, Vote], Any]) -> Fact:
    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        vote = voting(sheet)
        return read(sheet, vote) if vote else None

    return fact


def of_meeting(read: Callable[[Sheet, Meeting], Any]) -> Fact:
    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        meeting = meeting_of(sheet)
        return read(sheet, meeting) if meeting else None

    return fact


def earlier_vote(read: Callable[[Vote], Any]) -> Fact:
    """What the vote of an earlier step counted: the fact's entry names the step."""

    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        past = sheet.told(spec.step)
        vote = sheet.folder.rows[past.seq].vote if past else None
        return read(vote) if vote else None

    return fact


def needed_share(sheet: Sheet, spec: FactSpec) -> str | None:
    """``ít nhất hai phần ba``, in the law of the vote's day; before the vote, of the step's own."""
    vote = voting(sheet)
    name = vote.citation["parameter"] if vote else sheet.step.vote.threshold if sheet.step.vote else ""
    if not name:
        return None
    rule = threshold(sheet.law.value(name))
    return f"{'quá' if rule.strict else 'ít nhất'} {_fraction(rule.fraction)}"


def _fraction(share: Fraction) -> str:
    if share == Fraction(1, 2):
        return "một nửa"
    return f"{_NUMBERS[share.numerator]} phần {_NUMBERS[share.denominator]}"


def _left_out(sheet: Sheet, vote: Vote) -> list[str]:
    """Members of the body who are not in the denominator, with the ground of each."""
    never = {GROUNDS[ground] for ground in NEVER_COUNTED}
    return [f"{row['name']} ({row['ground']})" for row in vote.roll if row["ground"] and row["ground"] not in never]


def _absent(sheet: Sheet, meeting: Meeting) -> list[str]:
    rows = [row for row in sheet.folder.attendances.get(meeting.pk, ()) if not row.present]
    return [f"{row.person.name} ({row.reason})" if row.reason else row.person.name for row in rows]


def _present(sheet: Sheet, meeting: Meeting) -> int:
    return sum(row.present for row in sheet.folder.attendances.get(meeting.pk, ()))


def _officials(sheet: Sheet, meeting: Meeting) -> int:
    return _called(sheet, meeting)[0]


def _probationaries(sheet: Sheet, meeting: Meeting) -> int:
    return _called(sheet, meeting)[1]


def _called(sheet: Sheet, meeting: Meeting) -> tuple[int, int]:
    """Official and probationary members of the cell: by the roll of the vote, else by the register of the day."""
    vote = voting(sheet)
    if vote is not None:
        grounds = [row["ground"] for row in vote.roll]
        probationary = grounds.count(GROUNDS["not_official"])
        return len(grounds) - probationary - grounds.count(GROUNDS["guest"]), probationary
    came = {row.person_id for row in sheet.folder.attendances.get(meeting.pk, ()) if row.present}
    voters = summoned(meeting.organization, meeting.body, meeting.held_on, came)
    return sum(v.official and not v.guest for v in voters), sum(not v.official for v in voters)


def _seated(sheet: Sheet, meeting: Meeting) -> int:
    return len(sheet.folder.attendances.get(meeting.pk, ()))


# -- the law of the day


def legal_bases(sheet: Sheet, spec: FactSpec) -> Sequence[str]:
    """The texts that judged the step on its day."""
    return (sheet.event.law if sheet.event else None) or texts_of(sheet.setting.procedure)


def matter(sheet: Sheet, spec: FactSpec) -> str:
    title = sheet.setting.procedure.title
    return title[:1].lower() + title[1:]


# -- what has been done in the case


def stages(sheet: Sheet, spec: FactSpec) -> list[str]:
    """The steps done before the paper, each with its day."""
    return [f"{step.title}, ngày {past.on:%d/%m/%Y}" for past, step in _done_before(sheet)]


def handed_papers(sheet: Sheet, spec: FactSpec) -> list[str]:
    """The papers of the steps done before: those made, by number, and those that were in hand."""
    found: dict[str, None] = {}
    for past, step in _done_before(sheet):
        held = {row["form"] for row in sheet.folder.rows[past.seq].papers if row.get("present")}
        for paper in step.papers:
            number = f" số {past.number}" if past.number else ""
            if (paper.makes and (paper.required or past.number)) or paper.form in held:
                found[f"{paper.title}{number}, ngày {past.on:%d/%m/%Y}"] = None
    return list(found)


def _done_before(sheet: Sheet) -> Iterable[tuple[Past, StepSpec]]:
    for past in sheet.folder.told:
        step = sheet.folder.spec_of(past)
        if step is not None and (sheet.past is None or past.seq < sheet.past.seq):
            yield past, step


FACTS: Mapping[str, Fact] = {
    "sex": lambda sheet, spec: sheet.folder.person.get_sex_display(),
    "place": place,
    "cell_name": named(part("cell")),
    "division_name": named(part("division")),
    "division_committee_name": led(part("division")),
    "base_name": named(part("base")),
    "base_committee_name": led(part("base")),
    "superior_name": named(over(part("base"))),
    "decider_name": led(part("decider")),
    "decider_superior_name": named(over(part("decider"))),
    "decider_title": decider_title,
    "decider_body": decider_body,
    "issuer_name": led(issuer),
    "issuer_superior_name": named(over(issuer)),
    "issuer_body": issuer_body,
    "signer_name": signer_name,
    "signer_post": signer_post,
    "meeting_date": of_meeting(lambda sheet, meeting: meeting.held_on),
    "chair_name": of_meeting(lambda sheet, meeting: meeting.chair.name if meeting.chair else None),
    "minute_taker_name": of_meeting(
        lambda sheet, meeting: meeting.minute_taker.name if meeting.minute_taker else None
    ),
    "official_count": of_meeting(_officials),
    "probationary_count": of_meeting(_probationaries),
    "committee_count": of_meeting(_seated),
    "present_count": of_meeting(_present),
    "absent": of_meeting(_absent),
    "excluded": of_vote(_left_out),
    "denominator": of_vote(lambda sheet, vote: vote.denominator),
    "needed": of_vote(lambda sheet, vote: vote.needed),
    "vote_method": of_vote(lambda sheet, vote: vote.get_method_display().lower()),
    "votes_for": of_vote(lambda sheet, vote: vote.votes_for),
    "votes_against": of_vote(lambda sheet, vote: vote.votes_against),
    "votes_blank": of_vote(lambda sheet, vote: vote.votes_blank),
    "percent": of_vote(lambda sheet, vote: percent(vote.votes_for, vote.denominator)),
    "threshold": needed_share,
    "vote_date": lambda sheet, spec: missed.on if (missed := missed_vote(sheet)) else None,
    "cell_votes_for": earlier_vote(lambda vote: vote.votes_for),
    "cell_denominator": earlier_vote(lambda vote: vote.denominator),
    "cell_percent": earlier_vote(lambda vote: percent(vote.votes_for, vote.denominator)),
    "legal_bases": legal_bases,
    "matter": matter,
    "stages": stages,
    "handed_papers": handed_papers,
}
