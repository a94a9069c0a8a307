"""The pictures of the law, and the words that pages and pictures use."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
import yaml

from chibo.foundation.rulebook import diagram, queries, timeline
from chibo.foundation.rulebook.law import law_on, rulebook
from chibo.foundation.rulebook.loader import LAW
from chibo.foundation.rulebook.model import Procedure
from chibo.foundation.rulebook.registry import CONDITIONS, GUARDS
from chibo.foundation.rulebook.svg import sheets, tag
from chibo.foundation.rulebook.words import words

SVG = "{http://www.w3.org/2000/svg}"
DAYS = [date(2018, 6, 4), date(2025, 10, 1), date(2026, 7, 27)]


def procedures() -> list[Procedure]:
    return [law_on(day).procedure(code) for day in DAYS for code in rulebook().procedures]


def words_in(pictures: list[str]) -> str:
    return " ".join(" ".join(node.itertext()) for one in pictures for node in ElementTree.fromstring(one).iter())


# Procedures


def test_a_picture_speaks_its_title_and_carries_no_style() -> None:
    procedure = law_on(DAYS[2]).procedure("recognition")
    for one in diagram.draw(procedure, "R1", diagram.PHONE):
        root = ElementTree.fromstring(one)
        title = root.find(f"{SVG}title")
        assert (
            title is not None
            and title.text == "Sơ đồ thủ tục Công nhận đảng viên chính thức: Chi bộ dưới đảng ủy cơ sở"
        )
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == title.get("id")
        assert not [
            node.tag for node in root.iter() if "style" in node.attrib or node.tag in {f"{SVG}script", f"{SVG}a"}
        ]


def test_every_step_of_the_route_stands_in_its_picture() -> None:
    for procedure in procedures():
        for route in procedure.routes:
            told = words_in(diagram.draw(procedure, route))
            assert not [step.code for step in procedure.on_route(route) if f"{step.code} " not in told]


def test_an_arrow_left_out_follows_from_others() -> None:
    """Whatever must come before a step is reached from it by the arrows that are drawn."""
    for procedure in procedures():
        for route in procedure.routes:
            drawn = diagram.arrows(procedure, route)
            for step in procedure.on_route(route):
                assert set(procedure.required_on(route, step)) <= reached(drawn, step.code)


def reached(drawn: dict[str, tuple[str, ...]], code: str) -> set[str]:
    found: set[str] = set()
    waiting = list(drawn[code])
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting += drawn[one]
    return found


def test_no_two_tracks_run_into_each_other() -> None:
    for procedure in procedures():
        for route in procedure.routes.values():
            laid = diagram.Diagram(procedure, route, diagram.DESK).tracks
            assert not [(a, b) for a, b in combinations(laid, 2) if a.place == b.place and a.meets(b)]


def test_a_vote_and_a_step_for_some_are_told_in_words() -> None:
    told = words_in(diagram.draw(law_on(DAYS[2]).procedure("admission"), "R1"))
    assert "biểu quyết" in told
    assert "khi quá tuổi kết nạp thông thường" in told
    assert "không bắt buộc" in told
    assert "kết thúc: đã kết nạp" in told


# Texts


def test_every_text_stands_on_the_timeline_and_the_day_is_marked() -> None:
    book = rulebook()
    told = words_in(timeline.draw(queries.by_subject(book), DAYS[2], book.first_day))
    assert not [i.number for i in book.instruments.values() if i.number not in told]
    assert "27/07/2026" in told


@pytest.mark.parametrize("size", [timeline.DESK, timeline.PHONE])
def test_bars_and_labels_of_a_row_do_not_meet(size: timeline.Size) -> None:
    scale = timeline.Scale(date(2011, 1, 1), date(2028, 1, 1), size.width)
    for listed in queries.by_subject(rulebook()).values():
        for row in timeline.rows_of(timeline.bar(text, scale, size.letters) for text in listed):
            taken = sorted(bar.taken for bar in row)
            assert all(left[1] < right[0] for left, right in pairwise(taken))


# Drawing


def test_what_is_drawn_is_escaped() -> None:
    assert tag("text", x='"><script>') == '<text x="&quot;&gt;&lt;script&gt;"/>'


def test_a_tall_picture_is_cut_between_rows() -> None:
    assert sheets([0, 10, 20, 30], 25) == [(0, 2), (2, 3)]
    assert sheets([0, 10, 20], 100) == [(0, 2)]
    assert sheets([0, 50, 60], 25) == [(0, 1), (1, 2)], "a row taller than a sheet stands alone"


# Words


def test_every_guard_and_condition_has_its_words() -> None:
    assert set(words("guards")) == set(GUARDS), "chibo/law/words.yaml, guards"
    assert set(words("conditions")) == set(CONDITIONS), "chibo/law/words.yaml, conditions"


def test_every_code_of_the_law_has_its_words() -> None:
    book = rulebook()
    assert {text.subject for text in book.instruments.values()} == set(words("subjects"))
    assert {name.partition(".")[0] for name in book.parameters} | {c.topic for c in queries.questions()} == set(
        words("matters")
    )
    assert set(book.level_eras) == set(words("levels"))
    steps = [step.frame for text in book.procedures.values() for step in text.steps]
    assert {step.by for step in steps} <= set(words("parts"))
    assert {step.ends for step in steps if step.ends} == set(words("endings"))


def test_no_word_stands_twice_on_a_shelf() -> None:
    shelves = yaml.safe_load((LAW / "words.yaml").read_text(encoding="utf-8"))
    for shelf, listed in shelves.items():
        assert len(set(listed.values())) == len(listed), shelf
