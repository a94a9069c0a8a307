"""The procedures and the rules fit each other."""

from __future__ import annotations

import yaml

from chibo.foundation.rulebook.loader import LAW, load
from chibo.foundation.rulebook.registry import CONDITIONS, GUARDS
from chibo.work.admissions import facts

PROCEDURES = ("admission", "recognition", "removal-probationary", "revocation")


def steps() -> list[dict[str, object]]:
    texts = ((LAW / "procedures" / f"{name}.yaml").read_text(encoding="utf-8") for name in PROCEDURES)
    return [step for text in texts for step in yaml.safe_load(text)["steps"]]


def test_every_guard_and_condition_of_the_law_exists() -> None:
    load(check_guards=True)  # or it names file and line


def test_every_rule_is_asked_for_somewhere() -> None:
    asked = {guard for step in steps() for guard in step.get("guards", ())}  # type: ignore[attr-defined]
    own = {code for code, rule in GUARDS.items() if rule.__module__.startswith("chibo.work.admissions")}
    assert own - asked == {"VER-REPLY"}  # said on the page of the case, asks for nothing


def test_every_condition_is_used() -> None:
    used = {step["when"] for step in steps() if "when" in step}
    own = {code for code, rule in CONDITIONS.items() if rule.__module__.startswith("chibo.work.admissions")}
    assert own == used


def test_what_the_rules_read_of_a_form_is_a_field_of_some_form() -> None:
    """A fact that no step asks for comes from the register or from a question; nothing else is left over."""
    asked = {field["name"] for step in steps() for field in step.get("fields", ())}  # type: ignore[attr-defined]
    never_typed = {"on", "days", "missed", "missed_on", "introductions", "checks"}
    register = {
        "born",
        "citizen",
        "education",
        "introducer_official",
        "helper_official",
        "has_division",
        "official_members",
        "base_votes",
        "decider_delegated",
        "delegation_kind",
        "delegation_members",
        "delegation_good_years",
        "readmission",
        "failed_votes_elsewhere",
        "removal_decided",
        "ceremony_on",
        "admission_decided_on",
    }
    questions = {
        "age_years",
        "common_months",
        "union_resolution",
        "certificate_months",
        "dossier_months",
        "left_months",
        "expunged_months",
        "children",
    }
    assert facts.NAMES - asked == never_typed | register | questions
