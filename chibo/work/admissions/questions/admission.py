"""Topic admission: age, schooling, introducers, papers, verification, votes, limits."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import full_months
from chibo.foundation.rulebook.answers import passed
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.model import StepSpec, Value
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, born, first, number, outcome
from chibo.work.admissions.facts import Facts, Introduction
from chibo.work.admissions.questions import vocabulary as words
from chibo.work.admissions.questions.limits import answer_limits
from chibo.work.admissions.questions.votes import answer_vote
from chibo.work.admissions.rules.age import age_of, check_age, check_over_age, over_age
from chibo.work.admissions.rules.declaration import check_declaration
from chibo.work.admissions.rules.education import check_education, education_minimum
from chibo.work.admissions.rules.introductions import check_enough, check_introducer, introducers_asked
from chibo.work.admissions.rules.moves import moved_under_consideration
from chibo.work.admissions.rules.papers import check_certificate, check_dossier
from chibo.work.admissions.rules.readmission import WAITS, check_population
from chibo.work.admissions.rules.verification import is_verified, spared


@answers("admission")
def answer_admission(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    facts = _person(given)
    _age(facts, law, reply)
    _education(facts, law, reply)
    if facts.born or facts.age_years is not None or facts.education:
        told = outcome(f for f in reply.findings if f.outcome is not Outcome.UNKNOWN)
        reply.say(eligible_for_consideration=told is not False)
    _introducer(given, law, reply)
    _introductions(given, law, reply)
    _papers(given, law, reply)
    _verification(given, law, reply)
    _declaration(given, law, reply)
    _population(given, law, reply)
    _moving(given, law, reply)
    answer_vote(given, law, reply, "admission")
    answer_limits(given, law, reply, otherwise="branch_resolution_proposing_admission")
    return reply.done()


def _person(given: Given) -> Facts:
    return Facts(
        on=given["event_date"],
        born=born(given),
        age_years=first(given, "age_years", "age"),
        education=words.EDUCATION.get(given.get("education", ""), given.get("education")),
        area=words.AREAS.get(given.get("area", ""), given.get("area")),
        applicant_kind=given.get("applicant_kind"),
        health_and_prestige=given.get("health_and_prestige"),
        base_without_org_or_member=given.get("base_without_org_or_member"),
        special_need=given.get("special_need"),
        provincial_consent=first(given, "written_consent_provincial_standing_committee", "provincial_consent"),
    )


def _age(facts: Facts, law: Law, reply: Reply) -> None:
    least, most = law.get("admission.age_min_years"), law.get("admission.age_max_years")
    if least is None or most is None:
        return
    reply.say(age_min_years=least.number, age_max_years=most.number)
    if age_of(facts) is None:
        return
    enough = reply.found(check_age(facts, law))
    over = over_age(facts, law)
    reply.found(check_over_age(facts, law))
    reply.say(special_path=over, age_ok=enough if not over else False)
    if over and (decider := law.get("admission.over_age_decider")):
        reply.say(decider=words.DECIDERS.get(decider.value, decider.value))


def _education(facts: Facts, law: Law, reply: Reply) -> None:
    minimum = education_minimum(facts, law)
    if minimum is None:
        return
    reply.say(minimum=minimum.value)
    if facts.education is not None:
        reply.say(education_ok=reply.found(check_education(facts, law)))


def _introducer(given: Given, law: Law, reply: Reply) -> None:
    """Any one relation that is long enough will do."""
    reply.say(min_joint_months=number(law, "admission.introducer_common_months"))
    accepted = law.get("admission.introducer_relations")
    reply.say(
        accepted_relations=[word for code in accepted.value for word in words.RELATIONS[code]] if accepted else None
    )
    status, shared = given.get("introducer_status"), [name for name in words.SHARED if given.get(name) is not None]
    if status is None and not shared:
        return
    ways = [
        check_introducer(
            Facts(
                on=given["event_date"],
                introducer_official=None if status is None else status == "official",
                introducer_relation=words.SHARED[name] if name else None,
                common_months=given[name] if name else None,
                same_base_organisation=given.get("same_base_organisation"),
            ),
            law,
        )
        for name in shared or [""]
    ]
    best = next((findings for findings in ways if outcome(findings)), ways[0])
    reply.say(introducer_ok=reply.found(best))


def _introductions(given: Given, law: Law, reply: Reply) -> None:
    youth, trade = given.get("youth_union_member"), given.get("trade_union_member")
    introducers = given.get("official_introducers")
    if introducers is None and youth is None and trade is None:
        return
    way = "youth_union" if youth else "trade_union" if trade else "two_members"
    facts = Facts(
        on=given["event_date"],
        introduction_way=way,
        introductions=None if introducers is None else (Introduction(official=True),) * introducers,
        union_resolution=first(given, f"{way}_resolution", "union_resolution"),
    )
    if (asked := introducers_asked(facts, law)) is None:
        return
    reply.say(required_official_introducers=asked.members.number)
    reply.say(requires_youth_union_resolution=asked.union and way == "youth_union")
    reply.say(requires_trade_union_resolution=asked.union and way == "trade_union")
    if introducers is not None:
        reply.say(requirement_met=reply.found(check_enough(facts, law)))


def _papers(given: Given, law: Law, reply: Reply) -> None:
    on: date = given["event_date"]
    reply.say(validity_months=number(law, "admission.certificate_validity_months"))
    reply.say(threshold_months=number(law, "admission.dossier_validity_months"))
    issued = first(given, "certificate_date", "certificate_issued")
    months = given.get("certificate_age_months")
    if issued is not None or months is not None:
        days = {"A04": issued} if issued else {}
        facts = Facts(on=on, days=days, certificate_months=months)
        reply.say(certificate_valid=reply.found(check_certificate(facts, law)))
    prepared = first(given, "file_prepared_date", "file_prepared")
    age = given.get("months_since_file_prepared")
    if age is None and prepared is not None:
        age = full_months(prepared, on) + (0 if prepared.day == on.day else 1)  # a month begun is more than the last
    if age is None:
        return
    if given.get("branch_considered"):
        reply.say(must_redo=False)
    else:
        reply.say(must_redo=reply.found(check_dossier(Facts(on=on, dossier_months=age), law)) is False)


def _verification(given: Given, law: Law, reply: Reply) -> None:
    told = given.get("relative")
    members = [words.relative(name.removesuffix("_is_party_member")) for name in given if _is_member(name, given)]
    if told is None and members:
        told = members[0]
    if told is None:
        return
    relative = words.relative(told)
    members = [relative if member in {"relative", "this_relative"} else member for member in members]
    asked = is_verified(relative, law)
    if asked and members:
        confirmed = first(given, "declaration_complete_and_truthful", "declaration_complete", "confirmed_by_committee")
        asked = not spared(relative, members, confirmed, law)
    reply.say(verification_required=asked)
    if (subjects := law.get("admission.verification_subjects")) is not None:
        reply.found([_verified(asked, is_verified(relative, law), subjects, law)])
    subjects = law.get("admission.verification_subjects")
    reply.say(persons_checked=[words.SUBJECTS.get(code, code) for code in subjects.value] if subjects else None)


def _verified(asked: bool | None, named: bool | None, subjects: Value, law: Law) -> Finding:
    if not named:
        return passed("VER-SUBJ", subjects, "Không thuộc những người phải thẩm tra lý lịch.")
    if asked:
        return passed("VER-SUBJ", subjects, "Thuộc những người phải thẩm tra lý lịch.")
    rule = law.get("admission.verification_when_relative_is_member")
    return passed("VER-SKIP", rule, "Không phải thẩm tra: người thân là đảng viên, lý lịch đầy đủ, đã được xác nhận.")


def _is_member(name: str, given: Given) -> bool:
    return name.endswith("_is_party_member") and given[name] is True


def _declaration(given: Given, law: Law, reply: Reply) -> None:
    declared = [given[name] for name in given if name.startswith("applicant_declared_")]
    omitted = [given[name] for name in given if name.startswith("applicant_omitted_")]
    if not declared and not omitted:
        return
    lacking = False in declared or True in omitted
    findings = check_declaration(Facts(on=given["event_date"], undeclared_matter=lacking), law)
    reply.found(findings)
    reply.say(branch_considers_degree_of_fault=any("fault_conclusion" in f.missing for f in findings))


def _population(given: Given, law: Law, reply: Reply) -> None:
    child = words.child(given.get("violation"))
    if child is None:
        return
    again = given.get("violated_population_policy_after_leaving")
    may = reply.found(check_population(Facts(on=given["event_date"], children=child, violated_again=again), law))
    wait = law.get(WAITS.get(words.exit_ground_of_child(child), ""))
    reply.say(may_be_considered=may)
    if may and wait is not None:
        reply.say(requires_waiting_period=wait.number > 0, min_months=wait.number)


def _moving(given: Given, law: Law, reply: Reply) -> None:
    if not str(given.get("event", "")).startswith("applicant_moves") and "new_helper_joint_work_months" not in given:
        return
    if (asked := law.get("admission.replacement_helper_common_months")) is not None:
        reply.say(joint_work_requirement=asked.number > 0)
        told = f"Đảng viên được phân công thay phải có {asked.number} tháng ở cùng."
        reply.found([passed("INTRO-4", asked, told)])
    on = given["event_date"]
    moved = moved_under_consideration(Facts(on=on, days={"M00": on}), law)
    reply.say(old_base_issues_certificate=_asks(law, "M01") and moved)
    reply.say(new_branch_assigns_official_member=_asks(law, "M02") and moved)
    reply.found(passed("MOVE", step.citation, f"{step.title}.") for step in _steps(law, "M01", "M02") if moved)


def _asks(law: Law, code: str) -> bool:
    return bool(_steps(law, code))


def _steps(law: Law, *codes: str) -> list[StepSpec]:
    try:
        steps = law.procedure("admission").steps
    except LookupFailed:
        return []
    return [steps[code] for code in codes if code in steps]
