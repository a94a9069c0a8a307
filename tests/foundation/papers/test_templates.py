"""The templates as law data: known facts, known steps, no number of the law, no praise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

import chibo
from chibo.foundation.papers import templates
from chibo.foundation.papers.facts import PaperError
from chibo.foundation.papers.management.commands import papers
from tests.foundation.papers.sample import FACTS

LAW = Path(chibo.__file__).parent / "law"
#: What every step keeps beside its own fields.
OF_EVERY_STEP = {"on", "number", "vote", "meeting"}


def steps() -> dict[str, set[str]]:
    """Step code to the fields that it asks for, over all procedures."""
    found: dict[str, set[str]] = {}
    for path in sorted((LAW / "procedures").glob("*.yaml")):
        for step in yaml.safe_load(path.read_text())["steps"]:
            found.setdefault(step["code"], set()).update(field["name"] for field in step.get("fields", ()))
    return found


def catalogue() -> list[dict[str, Any]]:
    return [form for path in sorted((LAW / "forms").glob("*.yaml")) for form in yaml.safe_load(path.read_text())]


def test_every_form_of_the_catalogue_can_be_printed() -> None:
    assert {form["layout"] for form in catalogue() if form.get("layout")} <= set(templates.layouts())


def test_every_paper_that_a_step_makes_has_a_layout() -> None:
    layout_of = {form["code"]: form.get("layout") for form in catalogue()}
    made = {
        paper["form"]
        for path in (LAW / "procedures").glob("*.yaml")
        for step in yaml.safe_load(path.read_text())["steps"]
        for paper in step.get("papers", ())
        if paper["makes"]
    }
    assert {code for code in made if layout_of.get(code, code) not in templates.layouts()} == set()


def test_a_missing_fact_leads_to_a_step_and_field_that_exist() -> None:
    known = steps()
    astray = {
        (layout, fact.name, fact.step, fact.field)
        for layout in templates.layouts()
        for fact in templates.template(layout).facts.values()
        if fact.kept_in == "step" and (fact.step not in known or fact.field not in known[fact.step] | OF_EVERY_STEP)
    }
    assert astray == set()


def test_every_declared_fact_is_printed_somewhere_and_has_a_sample() -> None:
    used = {name for layout in templates.layouts() for name in templates.template(layout).facts}
    assert set(templates.dictionary()) == used
    assert used == set(FACTS)


def test_days_and_card_numbers_fit_into_their_columns() -> None:
    """A day takes 14 of 100 of the width between the margins, a card number of twelve digits 18."""
    needed = {"card": 18, "born": 14, "issued": 14, "joined": 14, "official": 14, "since": 14, "until": 14}
    narrow = []
    for layout in templates.layouts():
        for item in templates.template(layout).raw["body"]:
            if "table" not in item:
                continue
            whole = sum(item["widths"])
            for column, width in zip(item["columns"], item["widths"], strict=True):  # there "official" is a count
                if layout != "danh-muc-sap-xep" and width * 100 / whole < needed.get(column, 0):
                    narrow.append(f"{layout}: {column} {width}/{whole}")
    assert not narrow


def test_no_template_holds_a_number_of_the_law_or_a_year() -> None:
    for path in templates.FOLDER.glob("*.yaml"):
        if path.stem != "page":  # it cites where the sizes come from
            assert not re.search(r"\d+-(QĐ|HD|CT|NQ|KL)|\b(19|20)\d\d\b", path.read_text()), path.name


def test_no_template_praises() -> None:
    praise = re.compile(r"gương mẫu|xuất sắc|nhiệt tình|hoàn thành tốt|vững vàng|trong sáng", re.IGNORECASE)
    for path in templates.FOLDER.glob("*.yaml"):
        assert not praise.search(path.read_text()), path.name


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("motto: party\ncolour: red\nbody: []", "unknown key: colour"),
        ("motto: nobody\nbody: []", "nobody"),
        ("motto: party\nbody: [{p: 'Tôi là {stranger}'}]", "stranger"),
        ("motto: party\nbody: [{p: 'Tôi là {person_name:loud}'}]", "loud"),
        ("motto: party\nbody: [{p: '**Tôi'}]", "not closed"),
        ("motto: party\nbody: [{p: 'Tôi {là'}]", "brace"),
        ("motto: party\nbody: [{p: a, h: b}]", "exactly one"),
        ("motto: party\nbody: [{p: a, size: 3}]", "size"),
        ("motto: party\nfacts: {sex: {step: A01}}\nbody: [{p: a}]", "sex"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    text: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shared in templates.SHARED:
        (tmp_path / f"{shared}.yaml").write_text((templates.FOLDER / f"{shared}.yaml").read_text())
    (tmp_path / "wrong.yaml").write_text(text)
    monkeypatch.setattr(templates, "FOLDER", tmp_path)
    with pytest.raises(PaperError, match=r"wrong\.yaml") as refused:
        templates.template("wrong")
    assert fault in str(refused.value)


@pytest.mark.parametrize("layout", ["../secrets", "facts", "nothing-here"])
def test_a_layout_is_a_name_in_the_folder(layout: str) -> None:
    with pytest.raises(PaperError, match="no template"):
        templates.template(layout)


def test_the_reference_page_is_fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("papers", "docs", "--check")
    monkeypatch.setattr(papers, "PAGE", tmp_path / "paper-facts.md")
    with pytest.raises(CommandError, match="stale"):
        call_command("papers", "docs", "--check")
    call_command("papers", "docs")
    call_command("papers", "docs", "--check")
