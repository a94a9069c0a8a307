"""Topic fees: the amount of a month, who is spared, reliefs and who decides, unpaid months, back-fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.roll.members.rules.seniority import Service
from chibo.work.fees.questions import vocabulary as words
from chibo.work.fees.questions.vocabulary import first, says
from chibo.work.fees.rules.due import AGREED, OF_INCOME, OF_MINIMUM_WAGE, Payer, Relief, due, exempt_by_age
from chibo.work.fees.rules.due import exempt_by_category as by_category
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import month_of
from chibo.work.fees.rules.relief import Asked, cell_decides, check_applied, check_ground, check_months, check_step
from chibo.work.fees.rules.unpaid import MonthState, check_unpaid, unpaid_year

Given = Mapping[str, Any]


class Reply:
    """What has been answered so far; what is not known stays out."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.findings: list[Finding] = []

    def say(self, **answers: Any) -> None:
        self.answers |= {key: value for key, value in answers.items() if value is not None}

    def found(self, findings: Iterable[Finding]) -> bool | None:
        """Keep them; whether all passed, or None when nothing is said."""
        kept = list(findings)
        self.findings += kept
        outcomes = {finding.outcome for finding in kept}
        if Outcome.FAILED in outcomes:
            return False
        return None if not outcomes or Outcome.UNKNOWN in outcomes else True


@answers("fees")
def answer_fees(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    _amount(given, law, reply)
    _exemption(given, law, reply)
    _duty(given, law, reply)
    _relief(given, law, reply)
    _unpaid(given, law, reply)
    _restored(given, law, reply)
    return CaseAnswer(reply.answers, tuple(reply.findings))


def _category(given: Given, law: Law) -> str:
    """The category that the law of the day has for what the question calls the member."""
    known = law.get("fees.categories")
    kind = str(first(given, ("member_kind", "category", "member_category")) or "")
    candidates = words.KINDS.get(kind, ())
    if candidates == ("uninsured",) or given.get("on_leave") in words.UNPAID_LEAVES:
        candidates = _by_age(given)
    if given.get("on_leave") in words.LEAVES and known is not None and "insured_leave" in known.value:
        return "insured_leave"
    if "pensioner" in candidates and first(given, words.WORK_INCOMES) is not None:
        candidates = ("pensioner_working", *candidates)
    return next((name for name in candidates if known is not None and name in known.value), "")


def _by_age(given: Given) -> tuple[str, ...]:
    younger, older = words.BY_AGE
    if says(given, words.OLDER) or says(given, words.YOUNGER) is False:
        return (older, "other_beyond_working_age")
    if says(given, words.YOUNGER) or says(given, words.OLDER) is False or given.get("on_leave"):
        return (younger, "other_in_working_age")
    return ()


def _payer(given: Given, category: str) -> Payer:
    percent = given.get("reduction_percent")
    income = first(given, words.BENEFITS if category == "insured_leave" else words.INCOMES)
    region = str(first(given, ("region", "wage_region", "minimum_wage_region")) or "")
    return Payer(
        category=category,
        income=income if income is not None else first(given, words.BENEFITS),
        work_income=first(given, words.WORK_INCOMES),
        fee=first(given, words.AGREED),
        region=words.REGIONS.get(region, words.REGIONS.get(region.lower(), "")),
        relief=Relief(percent=percent) if isinstance(percent, int) and 0 < percent <= 100 else None,
    )


def _amount(given: Given, law: Law, reply: Reply) -> None:
    category = _category(given, law)
    if not category:
        return
    payer, month = _payer(given, category), month_of(given["event_date"])
    told = due(payer, month, law)
    reply.findings += told.findings
    if told.sources:
        reply.findings.append(told.told)
    reply.say(fee_vnd=told.amount)
    if told.exempt and payer.relief is None:
        reply.say(exempt=True)
        return
    rate = _rate(category, law)
    if rate is not None:
        reply.say(rate_percent=_percent(rate.fraction))
    if category in AGREED:
        _bounds(category, payer, law, reply)


def _rate(category: str, law: Law) -> Value | None:
    if category in OF_INCOME:
        return law.get(OF_INCOME[category][0])
    return law.get(OF_MINIMUM_WAGE[category]) if category in OF_MINIMUM_WAGE else None


def _bounds(category: str, payer: Payer, law: Law, reply: Reply) -> None:
    least, most = law.get("fees.other_least_dong"), law.get("fees.other_most_dong")
    part = law.get("fees.rate_beyond_working_age")
    if category == AGREED[1] and part is not None:
        reply.say(rate_percent_of_in_age=_percent(part.fraction))
    elif payer.fee is None and least is not None and most is not None:
        reply.say(fee_min_vnd=least.number, fee_max_vnd=most.number)
        sentence = f"Đóng từ {shown(least.number)} đến {shown(most.number)} mỗi tháng, theo mức cấp ủy quy định."
        reply.found([passed("FEE-BOUNDS", least, sentence)])
    elif payer.fee is not None and least is not None and most is not None:
        reply.say(allowed=least.number <= payer.fee <= most.number)


def _percent(part: Fraction) -> int | float:
    hundredths = part * 100
    return hundredths.numerator if hundredths.denominator == 1 else float(hundredths)


def _exemption(given: Given, law: Law, reply: Reply) -> None:
    """Party age and the social pension spare a member without asking, from the day that the law says so."""
    years = law.get("fees.exempt_party_years")
    reply.say(min_seniority_years=years.number if years else None)
    eras = law.parameter("fees.exempt_party_years").values
    reply.say(new_regime_from=eras[0].starts_on)
    since, told = (
        first(given, ("seniority_start", "party_age_start")),
        first(given, ("seniority_years", "party_years")),
    )
    if since is not None:
        found = exempt_by_age(Service(on=given["event_date"], decided_on=since, recognised=True), law.day, law)
        reply.say(exempt=bool(found is not None and reply.found([found])))
        if found is None:
            sentence = f"Miễn theo tuổi đảng có từ ngày {display(eras[0].starts_on)}; trước ngày ấy chưa có."
            reply.found([failed("FEE-AGE", eras[0], sentence)])
    elif told is not None:
        reply.say(exempt=years is not None and told >= years.number)
    if (pension := given.get("receives_social_pension")) is not None:
        spared = by_category("social_pension", law) if pension else None
        reply.say(exempt=bool(spared is not None and reply.found([spared])))
    if reply.answers.get("exempt") is not None and "application_submitted" not in given:
        reply.say(application_required=False if reply.answers["exempt"] else None)


def _duty(given: Given, law: Law, reply: Reply) -> None:
    """Who still pays: probationary, suspended, and those whom the cell exempted from meetings."""
    named = {
        "fees.probationary_pays": given.get("status") == "probationary",
        "fees.suspended_pays": given.get("status") == "suspended" or bool(given.get("suspended")),
        "fees.meeting_exempt_pays": bool(first(given, ("activity_exempt", "meeting_exempt"))),
        "fees.temporary_place_collects": bool(given.get("temporary_transfer")),
    }
    for name, asked in named.items():
        value = law.get(name)
        if asked and value is not None:
            reply.say(must_pay=value.value)
            reply.found([passed("FEE-DUTY", value, f"{value.title}: {'có' if value.value else 'không'}.")])
    if reply.answers.get("exempt"):
        reply.say(must_pay=False)


def _asked(given: Given) -> Asked:
    ground = words.HOUSEHOLDS.get(str(given.get("household") or ""), "")
    if not ground and given.get("critical_illness"):
        ground = "critical_illness"
    if not ground and given.get("hardship"):
        ground = "other_hardship"
    applied = first(given, ("application_submitted", "application", "applied"))
    return Asked(ground=ground, percent=given.get("reduction_percent"), months=given.get("months"), applied=applied)


def _relief(given: Given, law: Law, reply: Reply) -> None:
    asked = _asked(given)
    most, needed = law.get("fees.relief_max_months"), law.get("fees.relief_needs_application")
    if asked.ground:
        reply.say(max_months=most.number if most else None, application_required=needed.value if needed else None)
        lacks = asked.applied is False and bool(check_applied(asked, law))
        reply.say(relief_considered=bool(reply.found(check_ground(asked, law))) and not lacks)
    if given.get("hardship") is False:
        reply.say(relief_considered=False)
    if asked.percent is not None or asked.months is not None:
        reply.say(max_months=most.number if most else None)
        reply.say(allowed=reply.found([*check_step(asked, law), *check_months(asked, law)]))
    _decider(given, law, reply)


def _decider(given: Given, law: Law, reply: Reply) -> None:
    decider = law.get("fees.relief_decider")
    place = str(first(given, ("organisation", "organization", "cell_kind")) or "")
    base = place in words.CELLS_OF_BASE
    own = cell_decides(base, law) if base or place in words.CELLS_UNDER_BASE else None
    reply.say(branch_decides=own)
    if decider is not None and own is not None:
        name = law.parameter(decider.name).labels[decider.value]
        sentence = "Chi bộ cơ sở tự quyết định." if own else f"Chi bộ xét, báo cáo; nơi quyết định: {name.lower()}."
        reply.found([passed("FEE-DECIDER", decider, sentence)])
    if decider is not None:
        reply.say(decided_by="branch" if own else decider.value)


def _unpaid(given: Given, law: Law, reply: Reply) -> None:
    accepted = bool(first(given, ("legitimate_reason", "reason_accepted", "good_reason")))
    listed = first(given, ("unpaid_months", "months_unpaid"))
    count = first(given, ("months_unpaid_in_year", "unpaid_months_in_year", "months_unpaid_count"))
    if isinstance(listed, list):
        states = [MonthState(month=month_of(_month(told)), due=1) for told in listed]
        year = unpaid_year(states, law.day.year, law)
        count = len(year.counted)
    elif isinstance(listed, int) and count is None:
        count = listed
    if count is None:
        return
    limit, outcome, rule = (law.get(f"fees.unpaid_{name}") for name in ("months", "outcome", "count"))
    passed = reply.found(check_unpaid(count, law, accepted=accepted))
    reply.say(threshold_months=limit.number if limit else None, count_rule=rule.value if rule else None)
    reply.say(unpaid_months_counted=0 if accepted else count)
    if passed is not None and outcome is not None:
        reply.say(outcome=words.NOTHING_FOLLOWS if passed else outcome.value)


def _month(told: Any) -> date:
    return told if isinstance(told, date) else date.fromisoformat(f"{told}-01"[:10])


def _restored(given: Given, law: Law, reply: Reply) -> None:
    """Whoever was wrongly put out and is restored pays for the time between, by the rates of each time."""
    event = str(given.get("event") or "")
    back = any(word in event for word in words.RESTORED) and any(word in event for word in words.WRONGLY)
    value = law.get("fees.arrears_after_restoration")
    if (back or given.get("restored_after_wrong_decision")) and value is not None:
        reply.say(arrears_due=value.value)
        reply.found([passed("FEE-RESTORED", value, f"{value.title}, theo mức của từng thời kỳ.")])
