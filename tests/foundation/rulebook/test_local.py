"""A committee may ask for more, and may confirm what nobody had read; it can never loosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Citation, Confidence, Instrument, Value

DAY = date(2025, 8, 1)


def local(law: Law, name: str, raw: Any, starts_on: date = date(2025, 7, 1), ends_on: date | None = None) -> Value:
    """What a committee's document says."""
    parameter = law.parameter(name)
    paper = Instrument(
        key="8-CT/TU@2025-07-01",
        number="8-CT/TU",
        issued_on=date(2025, 7, 1),
        issuer="TU",
        kind="Chỉ thị",
        title="",
        subject="local",
        in_force_from=starts_on,
        in_force_until=ends_on,
        replaced_by=None,
        read="",
        confidence=Confidence.CONFIRMED,
        source="",
    )
    citation = Citation(paper, "khoản 1", Confidence.CONFIRMED)
    return Value(
        name, parameter.title, parameter.unit, parameter.read(raw), starts_on, ends_on, citation, local="8-CT/TU"
    )


@pytest.mark.parametrize(
    ("name", "raw", "effective"),
    [
        ("admission.age_min_years", 20, 20),
        ("admission.age_min_years", 16, 18),
        ("admission.age_max_years", 55, 55),
        ("admission.age_max_years", 70, 60),
        ("admission.decision_working_days", 30, 30),
        ("admission.decision_working_days", 90, 45),
        ("recognition.probation_months", 6, 12),
        ("recognition.probation_months", 24, 12),
        ("admission.introducer_relations", ["work"], ("work", "study", "residence")),
    ],
)
def test_a_standard_only_tightens(name: str, raw: Any, effective: object) -> None:
    law = law_on(DAY)
    assert law.with_local([local(law, name, raw)]).value(name).value == effective
    assert law.value(name).value != raw


def test_a_standard_adds_to_a_list() -> None:
    law = law_on(DAY)
    name = "admission.verification_subjects"
    below = law.with_local([local(law, name, ["adopted_children"])])
    assert below.value(name).value == (*law.value(name).value, "adopted_children")
    assert below.value(name).local == "8-CT/TU"


def test_the_strictest_of_several_counts() -> None:
    law = law_on(DAY)
    name = "admission.age_min_years"
    for order in ([20, 22], [22, 20]):
        assert law.with_local(local(law, name, age) for age in order).value(name).number == 22


def test_a_standard_has_its_days() -> None:
    law = law_on(DAY)
    name = "admission.age_min_years"
    ended = local(law, name, 20, ends_on=DAY)
    coming = local(law, name, 20, starts_on=date(2025, 9, 1))
    assert law.with_local([ended, coming]).value(name).number == 18


def test_a_committee_may_ask_where_the_centre_does_not() -> None:
    law = law_on(DAY)
    name = "admission.committee_resolution_working_days"
    assert law.get(name) is None
    assert law.with_local([local(law, name, 25)]).value(name).number == 25


def test_what_nobody_had_read_may_be_replaced() -> None:
    law = law_on(date(2026, 11, 23))
    name = "admission.decision_working_days"
    confirmed = law.with_local([], [local(law, name, 60)]).value(name)
    assert (confirmed.number, confirmed.confidence, confirmed.binds) == (60, Confidence.CONFIRMED, True)


def test_what_binds_is_not_replaced() -> None:
    law = law_on(DAY)
    name = "admission.decision_working_days"
    assert law.with_local([], [local(law, name, 60)]).value(name).number == 45


def test_a_standard_tightens_what_was_confirmed() -> None:
    law = law_on(date(2026, 11, 23))
    name = "admission.decision_working_days"
    assert law.with_local([local(law, name, 50)], [local(law, name, 60)]).value(name).number == 50


def test_a_standard_does_not_loosen_even_what_nobody_had_read() -> None:
    law = law_on(date(2026, 11, 23))
    name = "admission.decision_working_days"
    assert law.with_local([local(law, name, 60)]).value(name).number == 45


def test_the_central_law_stays_as_it_was() -> None:
    law = law_on(DAY)
    name = "admission.age_min_years"
    below = law.with_local([local(law, name, 20)])
    central = below.central(name)
    assert central
    assert central.number == law.value(name).number == law_on(DAY).value(name).number == 18


def test_an_unknown_parameter_is_said() -> None:
    law = law_on(DAY)
    stray = replace(local(law, "admission.age_min_years", 20), name="admission.luck")
    with pytest.raises(LookupError, match=r"no such parameter: admission\.luck"):
        law.with_local([stray])


def test_a_code_without_words_is_no_value() -> None:
    with pytest.raises(ValueError, match="neighbours has no words"):
        law_on(DAY).parameter("admission.verification_subjects").read(["neighbours"])
