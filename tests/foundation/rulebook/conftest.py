"""A small law of our own, one fault at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from chibo.foundation.rulebook.loader import LawRefused, load

TEXTS = """\
- number: Charter
  issued_on: 2011-01-19
  issuer: Congress
  kind: ""
  title: Charter
  subject: charter
  in_force_from: 2011-01-19
  read: all of it
  confidence: high
  source: a book
- number: 1-Q
  issued_on: 2016-01-01
  issuer: Committee
  kind: Rule
  title: First rule
  subject: implementation
  in_force_from: 2016-01-01
  in_force_until: 2020-01-01
  replaced_by: 2-Q@2019-12-01
  read: all of it
  confidence: high
  source: a book
- number: 2-Q
  issued_on: 2019-12-01
  issuer: Committee
  kind: Rule
  title: Second rule
  subject: implementation
  in_force_from: 2020-01-01
  read: all of it
  confidence: high
  source: a book
"""
LEVELS = """\
- code: BASE
  eras:
    - from: 2011-01-19
      name: Base
      children: [CELL]
      source: {instrument: Charter@2011-01-19, clause: "21"}
      confidence: high
- code: CELL
  eras:
    - from: 2011-01-19
      name: Cell
      children: []
      source: {instrument: Charter@2011-01-19, clause: "21"}
      confidence: high
"""
AGE = """\
title: Least age
unit: years
tighten: higher
values:
  - from: 2016-01-01
    value: 18
    source: {instrument: 1-Q@2016-01-01, clause: 1.1}
    confidence: high
  - from: 2020-01-01
    value: 19
    source: {instrument: 2-Q@2019-12-01, clause: 1.1}
    confidence: medium
"""
SHARE = """\
title: Share
unit: fraction
tighten: higher
values:
  - from: 2011-01-19
    value: 2/3
    source: {instrument: Charter@2011-01-19, clause: "4"}
    confidence: high
"""
FORMS = """\
- code: 6-K
  title: Resolution
  filled_by: cell
  signed_by: secretary
  citation: {instrument: Charter@2011-01-19, clause: "4", confidence: high}
"""
PROCEDURE = """\
code: joining
title: Joining
routes:
  - code: R1
    title: The way
    from: 2016-01-01
    when: {parent_level: BASE}
    bodies: {cell: CELL, decider: BASE}
    decider: committee
    citations:
      - {instrument: 1-Q@2016-01-01, clause: 4.3, confidence: high}
      - {from: 2020-01-01, instrument: 2-Q@2019-12-01, clause: 4.3, confidence: high}
steps:
  - code: S1
    verb: apply
    title: Apply
    by: applicant
    act: paper
    citations: &both
      - {instrument: 1-Q@2016-01-01, clause: 3.1, confidence: high}
      - {from: 2020-01-01, instrument: 2-Q@2019-12-01, clause: 3.1, confidence: medium}
  - code: S2
    verb: examine
    title: Examine
    by: cell
    act: record
    until: 2020-01-01
    requires: [S1]
    citations: *both
  - code: S3
    verb: cell_vote
    title: Vote
    by: cell
    act: vote
    requires: [S2]
    vote: {electorate: V-CELL, threshold: joining.share}
    papers:
      - {form: 6-K, makes: true}
      - {form: old-sheet, title: Old sheet, makes: false, until: 2018-01-01}
    fields:
      - {name: method, kind: choice, label: Method, choices: {secret: Secret}}
    guards: [AGE, {guard: NEW, from: 2020-01-01}]
    deadline: {limit: joining.age, counted_from: S1, when_late: warn}
    citations: *both
"""


class SmallLaw:
    """The files of a small law; ``change`` puts one thing wrong, ``refusal`` says what the loader answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in {
            "instruments/texts.yaml": TEXTS,
            "organizations/levels.yaml": LEVELS,
            "parameters/joining/age.yaml": AGE,
            "parameters/joining/share.yaml": SHARE,
            "forms/forms.yaml": FORMS,
            "procedures/joining.yaml": PROCEDURE,
            "calendar/swaps.yaml": "[]\n",
        }.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        self.write(name, text.replace(old, new, 1))

    def refusal(self, *, check_guards: bool = False) -> str:
        with pytest.raises(LawRefused) as refused:
            load(self.folder, check_guards=check_guards)
        return str(refused.value)


@pytest.fixture
def law_files(tmp_path: Path) -> SmallLaw:
    return SmallLaw(tmp_path)
