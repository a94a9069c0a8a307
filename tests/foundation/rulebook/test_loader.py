"""What the loader refuses, each with the file and the line."""
# ruff: noqa: E501 - a table of faults is read line by line

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.rulebook.loader import load
from chibo.foundation.rulebook.registry import GUARDS
from tests.foundation.rulebook.conftest import SmallLaw

TEXTS, AGE, LEVELS = "instruments/texts.yaml", "parameters/joining/age.yaml", "organizations/levels.yaml"
STEPS, FORMS, SWAPS = "procedures/joining.yaml", "forms/forms.yaml", "calendar/swaps.yaml"


def test_a_sound_law_is_loaded(law_files: SmallLaw) -> None:
    book = load(law_files.folder)
    assert list(book.instruments) == ["Charter@2011-01-19", "1-Q@2016-01-01", "2-Q@2019-12-01"]
    assert [value.value for value in book.parameters["joining.age"].values] == [18, 19]
    assert book.first_day == date(2011, 1, 19)


@pytest.mark.parametrize(
    ("file", "old", "new", "refusal"),
    [
        (TEXTS, "  title: Charter", "  titel: Charter", ":1: title is missing"),
        (TEXTS, "  source: a book\n- number: 1-Q", "  source: a book\n  colour: red\n- number: 1-Q", ":11: unknown key colour"),
        (TEXTS, "2011-01-19\n  issuer", "2011-02-31\n  issuer", ":2: 2011-02-31 is not a day such as 2025-07-01"),
        (TEXTS, "until: 2020-01-01", "until: 2015-01-01", ":11: 1-Q@2016-01-01 ends before it begins"),
        (TEXTS, "in_force_from: 2016-01-01", "in_force_from: 2015-12-31", ":11: 1-Q@2016-01-01 is in force before its own date"),
        (TEXTS, "replaced_by: 2-Q@2019-12-01", "replaced_by: 3-Q@2019-12-01", ":11: no such instrument: 3-Q@2019-12-01"),
        (TEXTS, "until: 2020-01-01", "until: 2020-02-01", ":11: 1-Q@2016-01-01 must end on the day its successor takes over, 2020-01-01"),
        (TEXTS, "  in_force_until: 2020-01-01\n  replaced_by: 2-Q@2019-12-01\n", "", ":21: 2-Q@2019-12-01 overlaps 1-Q@2016-01-01 on implementation"),
        (TEXTS, "confidence: high", "confidence: certain", ":9: no such confidence: certain"),
        (TEXTS, "confidence: high", "confidence: confirmed", ":9: no such confidence: confirmed"),
        (TEXTS, "number: 2-Q\n  issued_on: 2019-12-01", "number: 1-Q\n  issued_on: 2016-01-01", "1-Q@2016-01-01 stands here and in"),
        (TEXTS, "- number: Charter", "- number: [", "instruments/texts.yaml:"),
        (AGE, "unit: years", "unit: parsecs", ":2: no such unit: parsecs"),
        (AGE, "tighten: higher", "tighten: add", ":3: a value in years cannot be tightened as add"),
        (AGE, "    source: {instrument: 1-Q@2016-01-01, clause: 1.1}\n", "", ":5: a value without source is not law"),
        (AGE, "clause: 1.1", "page: 1", ":7: clause is missing"),
        (AGE, "1-Q@2016-01-01", "9-Q@2016-01-01", ":7: no such instrument: 9-Q@2016-01-01"),
        (AGE, "value: 18", "value: eighteen", ":6: 'eighteen' is not a whole number of years"),
        (AGE, "value: 18", "value: -1", ":6: -1 is not a whole number of years"),
        (AGE, "value: 18", "value: true", ":6: True is not a whole number of years"),
        (AGE, "from: 2016-01-01", "from: 2021-01-01", ":5: dates out of order: 2020-01-01 follows 2021-01-01"),
        (AGE, "    value: 18", "    until: 2019-06-01\n    value: 18", ":5: gap: it ends on 2019-06-01 and the next begins on 2020-01-01"),
        (AGE, "    value: 18", "    until: 2020-06-01\n    value: 18", ":5: overlap: it ends on 2020-06-01 and the next begins on 2020-01-01"),
        (AGE, "from: 2016-01-01", "from: 2015-01-01", ":5: 1-Q@2016-01-01 is in force from 2016-01-01, not yet on 2015-01-01"),
        (AGE, "from: 2020-01-01", "from: 2020-07-01", ":5: 1-Q@2016-01-01 ended on 2020-01-01: say from when another text holds, or inherited: true"),
        (AGE, "    confidence: medium", "    confidence: medium\n    inherited: true", ":9: what is inherited is not confirmed"),
        (AGE, "    confidence: medium", "    confidence: medium\n    confidence: low", ":13: confidence stands here twice"),
        ("parameters/joining/share.yaml", "value: 2/3", "value: 0.66", ":6: '0.66' is not a fraction such as 3/4"),
        ("parameters/joining/share.yaml", "value: 2/3", "value: 4/3", ":6: '4/3' is not a part of a whole"),
        (LEVELS, "children: [CELL]", "children: [CELLAR]", ":5: no such level: CELLAR"),
        (LEVELS, "- code: CELL", "- code: BASE", "level BASE stands here twice"),
        (FORMS, "code: 6-K", "code: 6-K\n  colour: red", ":2: unknown key colour"),
        (SWAPS, "[]", "- {day: 2026-08-21, worked: true, name: x, source: y}", ":1: 2026-08-21 is no weekend day"),
        (SWAPS, "[]", "- {day: 2026-08-22, worked: true, name: x}", ":1: source is missing"),
    ],
)  # fmt: skip
def test_faulty_data_is_refused_at_its_line(law_files: SmallLaw, file: str, old: str, new: str, refusal: str) -> None:
    law_files.change(file, old, new)
    assert refusal in law_files.refusal()
    assert f"{file}:" in law_files.refusal()


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("    verb: apply", "    verb: apply\n    colour: red", ":16: unknown key colour"),
        ("form: 6-K", "form: 7-K", ":38: no such form: 7-K"),
        ("form: old-sheet, title: Old sheet", "form: old-sheet", ":39: old-sheet has no official form: say its title"),
        ("threshold: joining.share", "threshold: joining.part", ":36: no such parameter: joining.part"),
        ("limit: joining.age", "limit: joining.term", ":43: no such parameter: joining.term"),
        ("counted_from: S1", "counted_from: S9", ":43: no such step: S9"),
        ("requires: [S2]", "requires: [S2, S8]", ":35: no such step: S8"),
        ("    act: paper", "    act: paper\n    requires: [S3]", ":14: steps wait for each other: S1 → S3 → S2 → S1"),
        ("    act: paper", "    act: paper\n    routes: [R1, R7]", ":19: no such route: R7"),
        ("    act: paper", "    act: poem", ":18: no such kind of act: poem"),
        ("by: applicant", "by: nobody", ":17: no such body or person: nobody"),
        ("cell: CELL", "cell: CLOUD", ":8: no such level: CLOUD"),
        ("parent_level: BASE", "parent_level: ROOF", ":7: no such level: ROOF"),
        ("kind: choice", "kind: colour", ":41: no such kind of field: colour"),
        ("kind: choice", "kind: text", ":41: method is a text: choices are not asked for"),
        ("electorate: V-CELL", "electorate: V-ALL", ":36: no such electorate: V-ALL"),
        ("when_late: warn", "when_late: shout", ":43: no such consequence: shout"),
        ("    vote: {electorate: V-CELL, threshold: joining.share}\n", "", ":30: S3 is a vote and does not say who votes"),
        ("- code: S2", "- code: S1", ":22: step S1 stands here twice on the same days"),
        ("makes: false, until: 2018-01-01", "makes: false, from: 2019-01-01, until: 2018-01-01", ":39: it ends on 2018-01-01, before it begins"),
        ("      - {from: 2020-01-01, instrument: 2-Q@2019-12-01, clause: 3.1, confidence: medium}\n", "", ":20: 1-Q@2016-01-01 ended on 2020-01-01"),
        ("    act: paper", "    act: paper\n    from: 2015-01-01", ":21: from 2015-01-01 nothing is cited"),
        ("    from: 2016-01-01", "    from: 2012-01-01", ":11: from 2012-01-01 nothing is cited"),
    ],
)  # fmt: skip
def test_a_faulty_procedure_is_refused_at_its_line(law_files: SmallLaw, old: str, new: str, refusal: str) -> None:
    law_files.change(STEPS, old, new)
    assert f"{STEPS}{refusal}" in law_files.refusal()


def test_guards_must_exist_where_they_are_asked_about(law_files: SmallLaw, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(law_files.folder).procedures
    monkeypatch.setitem(GUARDS, "AGE", lambda facts, law: ())
    assert law_files.refusal(check_guards=True) == f"{STEPS}:42: no such guard: NEW"


def test_conditions_must_exist_where_they_are_asked_about(law_files: SmallLaw) -> None:
    law_files.change(STEPS, "    act: paper", "    act: paper\n    when: full-moon")
    assert f"{STEPS}:19: no such condition: full-moon" in law_files.refusal(check_guards=True)


def test_an_inherited_value_outlives_its_instrument(law_files: SmallLaw) -> None:
    law_files.change(AGE, "{instrument: 2-Q@2019-12-01", "{instrument: 1-Q@2016-01-01")
    law_files.change(AGE, "    confidence: medium", "    confidence: unverified\n    inherited: true")
    newest = load(law_files.folder).parameters["joining.age"].values[-1]
    assert newest.citation.inherited
    assert not newest.binds


def test_a_choice_needs_words(law_files: SmallLaw) -> None:
    law_files.change(AGE, "unit: years\ntighten: higher", "unit: choice\ntighten: never\nlabels: {a: An a}")
    assert f"{AGE}:7: 18 is not a choice" in law_files.refusal()
    law_files.change(AGE, "value: 18", "value: a")
    law_files.change(AGE, "value: 19", "value: b")
    assert law_files.refusal() == f"{AGE}:11: b has no words under labels"


def test_a_parameter_without_values_says_that_only_a_committee_asks(law_files: SmallLaw) -> None:
    law_files.write(AGE, "title: Least age\nunit: years\ntighten: higher\nvalues: []\n")
    assert f"{AGE}:4: a value of the centre is missing" in law_files.refusal()
    law_files.write(AGE, "title: Least age\nunit: years\ntighten: higher\nlocal_only: true\nvalues: []\n")
    assert load(law_files.folder).parameters["joining.age"].values == ()


def test_every_fault_is_told_at_once(law_files: SmallLaw) -> None:
    law_files.change(AGE, "value: 18", "value: x")
    law_files.change(AGE, "value: 19", "value: y")
    law_files.change(FORMS, "code: 6-K", "code: 6-K\n  colour: red")
    assert len([line for line in law_files.refusal().splitlines() if "age.yaml" in line]) == 2
    assert "forms/forms.yaml:2: unknown key colour" in law_files.refusal()
