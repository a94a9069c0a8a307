"""Reading a case's events into the facts that the rules look at."""

from __future__ import annotations

from datetime import date

from chibo.work.admissions.facts import Done, gather

ON = date(2023, 5, 20)


def day(number: int) -> date:
    return date(2023, 5, number)


def test_the_last_day_and_the_last_word_of_each_step_count() -> None:
    facts = gather(
        ON,
        [
            Done(step="A12", on=day(1), data={"cv_true": False, "political_issue": False}),
            Done(step="A12", on=day(3), data={"cv_true": True, "cv_eligible": True}),
        ],
        official_members=7,
    )
    assert facts.days == {"A12": day(3)}
    assert (facts.cv_true, facts.cv_eligible, facts.political_issue) == (True, True, False)
    assert facts.official_members == 7


def test_a_missed_vote_is_counted_and_does_not_stand() -> None:
    votes = [Done(step="A15", on=day(1), passed=False), Done(step="A15", on=day(8), passed=False)]
    facts = gather(ON, votes)
    assert (facts.missed, facts.missed_on, facts.days) == ({"A15": 2}, {"A15": day(8)}, {})
    again = gather(ON, [*votes, Done(step="A15", on=day(15), passed=True)])
    assert (again.missed["A15"], again.days) == (2, {"A15": day(15)})


def test_each_introduction_and_each_check_is_kept() -> None:
    introduction = {"introducer": 4, "introducer_relation": "work", "common_from": "2020-01-05"}
    facts = gather(
        ON,
        [
            Done(step="A14B", on=day(2), data={**introduction, "introducer_official": True}),
            Done(step="A14B", on=day(3), data={**introduction, "introducer": 5}),
            Done(step="A10", on=day(4), data={"subjects": ["father"], "verification_result": "matches"}),
            Done(step="A10S", on=day(5), data={"subjects": ["spouse"], "exemption_ground": "VER-SKIP2"}),
        ],
    )
    assert facts.introductions is not None
    assert [(i.member, i.official, i.on) for i in facts.introductions] == [("4", True, day(2)), ("5", None, day(3))]
    assert facts.introductions[0].months(ON) == 39
    assert facts.checks is not None
    assert [(c.subjects, c.result, c.exemption) for c in facts.checks] == [
        (("father",), "matches", ""),
        (("spouse",), "", "VER-SKIP2"),
    ]


def test_no_circumstance_is_said_by_leaving_the_field_blank() -> None:
    assert gather(ON, []).has("religious") is None
    assert gather(ON, [Done(step="A05P", on=day(1))]).has("religious") is False
    said = Done(step="A05P", on=day(1), data={"circumstances": ["religious"]})
    assert gather(ON, [said]).has("religious") is True


def test_what_is_proposed_speaks_but_is_not_done() -> None:
    facts = gather(ON, [Done(step="M00", on=day(1), data={"moved_on": "2023-04-28"}, proposed=True)])
    assert facts.days == {}
    assert facts.moved_on == date(2023, 4, 28)
