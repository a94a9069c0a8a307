"""The papers of badges and cards: facts of the record for the layouts under chibo/law/forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from chibo.common.dates import display
from chibo.engine.cases.paper_facts.bodies import committee_name, kind_of, place_in
from chibo.foundation.papers.facts import PaperData
from chibo.foundation.papers.printing import render_docx, render_pdf
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import FormSpec
from chibo.roll.members.models import Appointment, Interruption, MemberCard, Membership, Role
from chibo.roll.members.queries import party_age_of, services_of
from chibo.roll.organizations.models import Form, Level, in_force
from chibo.roll.organizations.queries import last_form_of, lineage_of, names_on
from chibo.work.honours.models import Award, Decision, Ground, Nomination, Submission
from chibo.work.honours.rules.bonus import bonus

Paper = tuple[FormSpec, PaperData]


def as_file(paper: Paper, ending: str) -> bytes:
    form, data = paper
    return render_docx(form, data) if ending == "docx" else render_pdf([paper])


def declaration(nomination: Nomination) -> Paper:
    """The declaration, with what the register knows; the rest is for the pen."""
    person, on = nomination.person, nomination.declared_on
    cell = _form_on(nomination.cell_id, on)
    spells = sorted(person.memberships.all(), key=lambda spell: spell.starts_on)
    official = next((s.starts_on for s in spells if s.kind == Membership.Kind.OFFICIAL and not s.undated), None)
    died_on = next((s.ends_on for s in spells if s.ends_by == Membership.End.DEATH), None)
    age = party_age_of(person, min(nomination.round_on, died_on) if died_on else nomination.round_on)
    until = f"ngày từ trần {display(died_on)}" if died_on else f"đợt {display(nomination.round_on)}"
    held = Award.objects.filter(person=person, decided_on__lte=on).order_by("level")
    card = person.cards.filter(ended_by="").first()
    facts = {
        **_cell_facts(cell, on),
        **_signer(cell, on),
        "person_name": person.name,
        "birth_date": person.born_on,
        "home_town": person.home_town,
        "residence": person.residence,
        "admission_decision_date": spells[0].decided_on if spells else None,
        "member_since": spells[0].starts_on if spells else None,
        "official_since": official,
        "held_card": card.number if card else None,
        "uncounted": [_interruption(row) for row in person.interruptions.order_by("pk")],
        "died_on": died_on,
        "meets_at": None if died_on else cell.name,
        "party_age_until": until,
        "party_age": f"{age.years} năm {age.months_over} tháng" if age.months is not None else None,
        "badges_held": [f"{each.level} năm (quyết định ngày {display(each.decided_on)})" for each in held],
        "badge_level": nomination.level,
        "badge_act": _act([nomination.ground]),
        "badge_ground": nomination.get_ground_display(),
        "badge_round": nomination.round_on,
        "badge_evidence": nomination.evidence,
        "badge_declarant": nomination.declarant,
        "badge_signer": nomination.declarant or nomination.person.name,
        "paper_date": on,
        "invented": person.invented,
    }
    return _paper("6-HHĐ", on, facts)


def resolution(nomination: Nomination) -> Paper:
    """The cell's resolution: all that it proposed by the same number and day, for the same round."""
    on = nomination.considered_on
    assert on is not None  # the page offers it only then
    same = Nomination.objects.filter(
        cell=nomination.cell_id,
        considered_on=on,
        considered_document=nomination.considered_document,
        round_on=nomination.round_on,
    )
    rows = same.exclude(outcome=Nomination.Outcome.NOT_AGREED).select_related("person")
    cell = _form_on(nomination.cell_id, on)
    facts = {
        **_cell_facts(cell, on),
        **_signer(cell, on),
        "legal_bases": _texts(on),
        "paper_number": nomination.considered_document,
        "paper_date": on,
        "meeting_date": nomination.meeting.held_on if nomination.meeting else on,
        **_list(rows.order_by("person__sort_key"), nomination.round_on, on),
    }
    return _paper("nghi-quyet-de-nghi-huy-hieu", on, facts)


def submission_list(submission: Submission) -> Paper:
    """The list that goes up."""
    on = submission.submitted_on
    form = _form_on(submission.organization_id, on)
    rows = Nomination.objects.filter(submission=submission).select_related("person")
    facts = {
        **_issuer_facts(form, on),
        "decider_name": committee_name(_province(form, on)),
        "legal_bases": _texts(on),
        "paper_number": submission.number,
        "paper_date": on,
        **_list(rows.order_by("-level", "person__sort_key"), submission.round_on, on),
    }
    return _paper("danh-sach-de-nghi-huy-hieu", on, facts)


def decision_paper(decision: Decision) -> Paper:
    """A draft of the decision in the name of who decided."""
    on = decision.decided_on
    form, decider = _form_on(decision.submission.organization_id, on), _form_on(decision.organization_id, on)
    rows = Nomination.objects.filter(decision=decision, outcome=Nomination.Outcome.AWARDED).select_related("person")
    name, above = committee_name(decider), _above(decider, on)
    facts = {
        **_signer(decider, on),
        "place": place_in(decider.name),
        "decider_name": name,
        "decider_superior_name": above.name if above else None,
        "decider_title": f"Ban Thường vụ {name}" if name else None,
        "decider_body": "Ban Thường vụ",
        "issuer_name": committee_name(form),
        "legal_bases": _texts(on),
        "decision_number": decision.number,
        "decision_date": on,
        **_list(rows.order_by("-level", "person__sort_key"), decision.submission.round_on, on),
    }
    return _paper("quyet-dinh-tang-huy-hieu", on, facts)


def ceremony_list(decision: Decision) -> Paper:
    """Who receives which badge and how much money, with room to sign."""
    awards = list(
        Award.objects.filter(nomination__decision=decision)
        .select_related("person", "nomination")
        .order_by("-level", "person__sort_key")
    )
    on = next((each.awarded_on for each in awards if each.awarded_on), None)
    day, round_on = on or decision.decided_on, decision.submission.round_on
    form = _form_on(decision.submission.organization_id, day)
    cells = names_on({each.nomination.cell_id for each in awards if each.nomination}, day)
    rows = [
        {
            "order": number,
            "name": each.person.name,
            "cell": cells.get(each.nomination.cell_id, "") if each.nomination else "",
            "level": each.level,
            "badge": each.number,
            "bonus": _money(each.level, round_on),
            "receiver": each.received_by,
        }
        for number, each in enumerate(awards, 1)
    ]
    facts = {
        **_issuer_facts(form, day),
        "decision_number": decision.number,
        "decision_date": decision.decided_on,
        "badge_round": round_on,
        "badge_date": on,
        "badge_place": next((_where(each.place) for each in awards if each.place), None),
        "badge_awards": rows,
        "paper_date": on,
        "invented": any(each.person.invented for each in awards),
    }
    return _paper("danh-sach-trao-huy-hieu", day, facts)


def card_list(form: Form, cards: Sequence[tuple[MemberCard, str]], decision: str, on: date) -> Paper:
    """Cards handed out over a time, each with room for its holder to sign."""
    rows = [
        {
            "order": number,
            "name": card.person.name,
            "born": card.person.born_on,
            "cell": cell,
            "card": card.number,
            "issued": card.issued_on,
        }
        for number, (card, cell) in enumerate(cards, 1)
    ]
    facts = {
        **_issuer_facts(form, on),
        "decision_number": decision or "; ".join(dict.fromkeys(card.decision for card, _ in cards if card.decision)),
        "card_list": rows,
        "paper_date": on,
        "invented": any(card.person.invented for card, _ in cards),
    }
    return _paper("so-phat-the", on, facts)


# What the papers share


def _paper(code: str, on: date, facts: dict[str, Any]) -> Paper:
    return law_on(on).form(code), facts


def _list(rows: Iterable[Nomination], round_on: date, on: date) -> dict[str, Any]:
    shown = list(rows)
    cells = names_on({each.cell_id for each in shown}, on)
    services = services_of([each.person_id for each in shown], on)
    return {
        "badge_round": round_on,
        "badge_act": _act(each.ground for each in shown),
        "badge_bound": _bound(each.ground for each in shown),
        "badge_count": len(shown),
        "badge_list": [
            {
                "order": number,
                "name": each.person.name,
                "born": each.person.born_on,
                "cell": cells.get(each.cell_id, ""),
                "decided": services[each.person_id].decided_on,
                "level": each.level,
                "ground": each.get_ground_display(),
            }
            for number, each in enumerate(shown, 1)
        ],
        "invented": any(each.person.invented for each in shown),
    }


def _act(grounds: Iterable[str]) -> str:
    """What is done with the badges of a list: given, given after death, or both."""
    posthumous = {ground == Ground.POSTHUMOUS for ground in grounds}
    return {frozenset({True}): "truy tặng", frozenset({False, True}): "tặng, truy tặng"}.get(
        frozenset(posthumous), "tặng"
    )


def _bound(grounds: Iterable[str]) -> str:
    """Who carries out the decision beside the committee: for the dead, their families."""
    act = _act(grounds)
    if act == "truy tặng":
        return "gia đình các đồng chí"
    return "các đồng chí" if act == "tặng" else "các đồng chí, gia đình các đồng chí"


def _where(place: str) -> str:
    """The place without the word that stands before it on the paper."""
    first, _, rest = place.partition(" ")
    return rest if rest and first.lower() == "tại" else place


def _cell_facts(cell: Form, on: date) -> dict[str, Any]:
    base = _above(cell, on)
    return {
        "place": _place(cell, on),
        "cell_name": cell.name,
        "base_name": base.name if base else None,
        "base_committee_name": committee_name(base),
    }


def _issuer_facts(form: Form, on: date) -> dict[str, Any]:
    above = _above(form, on)
    name = committee_name(form)
    return {
        **_signer(form, on),
        "place": _place(form, on),
        "issuer_name": name,
        "issuer_superior_name": above.name if above else None,
        "issuer_body": kind_of(name),
    }


def _signer(form: Form, on: date) -> dict[str, Any]:
    rows = Appointment.objects.filter(in_force(on), organization=form.organization_id, role=Role.SECRETARY)
    row = rows.select_related("person").first()
    return {
        "signer_post": row.get_role_display() if row else None,
        "signer_name": row.person.name if row else None,
    }


def _form_on(organization: int, on: date) -> Form:
    form = Form.objects.on(on).select_related("organization").filter(organization=organization).first()
    return form or last_form_of(Form.objects.filter(organization=organization).latest("starts_on").organization)


def _above(form: Form, on: date) -> Form | None:
    path = lineage_of(form, on)
    return path[-2] if len(path) > 1 else None


def _place(form: Form, on: date) -> str | None:
    return next((name for each in reversed(lineage_of(form, on)) if (name := place_in(each.name))), None)


def _province(form: Form, on: date) -> Form | None:
    return next((each for each in lineage_of(form, on) if each.level == Level.PROVINCE), None)


def _texts(on: date) -> list[str]:
    """What the badge rests on, on the day. A text that no longer holds is not printed as a ground: its successor has
    not been seen yet, and the line is left to be written by hand."""
    law = law_on(on)
    values = (law.get("badge.levels"), law.get("badge.rounds"))
    texts = (value.citation.instrument for value in values if value)
    return list(dict.fromkeys(text.label for text in texts if text.in_force(on)))


def _money(level: int, on: date) -> str:
    amount = bonus(level, law_on(on)).amount
    return f"{amount:,} đồng".replace(",", ".") if amount is not None else ""


def _interruption(row: Interruption) -> str:
    if row.starts_on and row.ends_on:
        return f"từ {display(row.starts_on)} đến trước {display(row.ends_on)}"
    return f"{row.months} tháng {row.days} ngày" if row.days else f"{row.months} tháng"
