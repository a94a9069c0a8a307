"""What stands on the papers of an admission and a recognition, and what does not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.common.dates import add_months
from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.paper_facts import FACTS as SHARED
from chibo.engine.cases.printing import Sheet, as_pdf, sheets_of
from chibo.engine.meetings.actions import hold
from chibo.engine.meetings.models import Body
from chibo.foundation.papers.facts import is_missing
from chibo.foundation.papers.printing import facts_of
from chibo.foundation.papers.templates import template
from chibo.foundation.rulebook.law import law_on, rulebook
from chibo.roll.members.models import Person, Role
from chibo.roll.organizations.models import Level
from chibo.work.admissions.papers import FACTS
from chibo.work.admissions.queries import PROCEDURES
from tests import builders
from tests.cast import Character, crowd
from tests.foundation.papers.reading import pdf_words
from tests.journeys.stage import Stage, stage

pytestmark = pytest.mark.django_db

BEGAN = date(2025, 10, 6)
LATER = date(2026, 3, 2)
WHOLE = {
    "home_town": "xã Đầm Sen, tỉnh An Bình",
    "residence": "Tổ dân phố 1, phường Hoa Sen",
    "occupation": "Giáo viên",
    "ethnicity": "Kinh",
    "religion": "Không",
}


def papers(case: Case, today: date = LATER) -> dict[str, Sheet]:
    """The papers made, by layout: the last of each."""
    return {sheet.form.layout: sheet for sheet in sheets_of(Case.objects.get(pk=case.pk), today) if sheet.past}


def drafts(case: Case, today: date = LATER) -> dict[str, Sheet]:
    return {sheet.form.layout: sheet for sheet in sheets_of(Case.objects.get(pk=case.pk), today) if not sheet.past}


def lacking(sheet: Sheet) -> set[str]:
    return {fact.name for fact in sheet.missing}


def led(place: Stage) -> Stage:
    """Somebody leads each of the committees above the cell, so that papers have a signer."""
    for index, body in enumerate(place.above):
        builders.appointed(builders.official(crowd(1, start=70 + index)[0], place.cell), Role.SECRETARY, body)
    return place


# -- nothing but the record


def test_every_fact_of_every_form_comes_from_somewhere() -> None:
    """Each has a function, or names a field of the person or of a step as the law has it."""
    law = law_on(LATER)
    steps = {code: step for name in PROCEDURES for code, step in law.procedure(name).steps.items()}
    printed = {paper.form: step for step in steps.values() for paper in step.papers if paper.makes}
    for form in rulebook().forms.values():
        if form.code not in printed:
            continue
        for fact in facts_of(form.layout):
            if fact.name in SHARED or fact.name in FACTS:
                continue
            if fact.kept_in == "person":
                assert hasattr(Person, fact.field), fact
                continue
            usual = template(form.layout).raw.get("step")
            step = steps[fact.step] if fact.step and fact.step != usual else printed[form.code]
            assert fact.field in {"number", "on", *(field.name for field in step.fields)}, (form.code, fact)


def test_a_newcomer_of_whom_little_is_known_prints_as_dots() -> None:
    place = stage()
    case = place.case(BEGAN, builders.person(Character("Mai Thanh", "Thảo", "", "1996"), at=place.cell, on=BEGAN))
    sheet = papers(case)["nghi-quyet-cam-tinh"]
    said = {name: value for name, value in sheet.data.items() if not is_missing(value)}
    assert said == {
        "person_name": "Mai Thanh Thảo",
        "birth_date": "1996",
        "base_name": "Đảng bộ phường Hoa Sen",
        "base_committee_name": "Đảng ủy phường Hoa Sen",
        "cell_name": "Chi bộ tổ dân phố 1",
        "place": "Hoa Sen",
        "paper_number": "1-NQ/CB",
        "paper_date": BEGAN,
        "signer_post": "Bí thư",
        "signer_name": place.members[0].name,
        "invented": True,
    }
    assert {"sex", "home_town", "residence", "meeting_date", "chair_name", "official_count"} <= lacking(sheet)
    assert "Nhân vật minh họa, không có thật." in pdf_words(as_pdf([sheet]))


def test_a_paper_keeps_the_names_and_the_law_of_its_day() -> None:
    place = stage("R3")  # a ward of a city until 30/6/2025, then directly under the province
    walk = place.walk(date(2025, 6, 23))
    walk.until("A04")
    walk.day = date(2025, 7, 10)
    walk.until("A05")
    made = papers(walk.case)
    assert made["nghi-quyet-cho-lam-ho-so"].data["superior_name"] == "Đảng bộ tỉnh An Bình"
    assert "232" in made["nghi-quyet-cam-tinh"].setting.procedure.version
    assert "294" in made["nghi-quyet-cho-lam-ho-so"].setting.procedure.version


def test_a_committee_bears_the_name_of_its_level() -> None:
    walk = stage().walk(BEGAN - timedelta(days=200))
    walk.until("A19")
    decision = papers(walk.case)["knd-09"].data
    assert decision["decider_name"] == "Thành ủy Bình Minh"
    assert decision["decider_title"] == "Ban Thường vụ Thành ủy Bình Minh"
    assert decision["decider_body"] == "Ban Thường vụ"
    assert decision["decider_superior_name"] == "Đảng bộ tỉnh An Bình"
    assert decision["place"] == "Bình Minh"


def test_where_the_base_decides_by_delegation_the_committee_signs_itself() -> None:
    walk = stage("R4").walk(BEGAN)
    walk.until("A19")
    made = papers(walk.case)
    assert made["knd-08"].data["delegated"] == "Được ủy quyền"
    assert made["knd-09"].data["decider_title"] == "Đảng ủy phường Hoa Sen"
    assert made["knd-09"].data["base_resolution_number"] is None


# -- meetings and votes


def test_the_resolution_tells_what_the_vote_counted() -> None:
    place = stage()
    walk = place.walk(BEGAN)
    walk.until("A14B")
    walk.step("A14B")
    vote = walk.step("A15", ballot=(6, 1, 1), number="15-NQ/CB").vote
    told = papers(walk.case)["knd-06"].data
    assert vote is not None
    assert (told["official_count"], told["probationary_count"], told["denominator"]) == (9, 1, 8)
    assert told["excluded"] == [f"{place.away.name} (đã giới thiệu sinh hoạt tạm thời nơi khác)"]
    assert (told["needed"], told["threshold"]) == (6, "ít nhất hai phần ba")
    assert (told["votes_for"], told["votes_against"], told["votes_blank"]) == (6, 1, 1)
    assert told["percent"] == "75,0 %"
    assert told["vote_method"] == "phiếu kín"
    assert (told["meeting_date"], told["paper_number"]) == (vote.meeting.held_on, "15-NQ/CB")


def test_a_vote_that_missed_makes_no_resolution_but_a_report_of_it() -> None:
    place = stage()
    walk = place.walk(BEGAN)
    walk.until("A14B")
    walk.step("A14B")
    missed = walk.step("A15", ballot=(5, 3, 0), number="")
    walk.step("A15X", number="16-BC/CB")
    made = papers(walk.case)
    assert "knd-06" not in made
    report = made["bao-cao-ket-qua-bieu-quyet"]
    assert (report.data["votes_for"], report.data["needed"], report.data["percent"]) == (5, 6, "62,5 %")
    assert report.data["meeting_date"] == missed.on
    assert report.data["paper_number"] == "16-BC/CB"
    assert report.data["recipient_name"] == "Thành ủy Bình Minh"
    assert not lacking(report)


def test_a_resolution_without_a_vote_tells_of_the_meeting_that_the_cell_recorded_that_day() -> None:
    place = stage()
    case = place.case(BEGAN)
    assert "chair_name" in lacking(papers(case)["nghi-quyet-cam-tinh"])
    came = {person.pk for person in place.members[:7]}
    meeting(place, BEGAN, came, {place.exempt.pk: "ốm"})
    told = papers(case)["nghi-quyet-cam-tinh"].data
    assert (told["official_count"], told["probationary_count"], told["present_count"]) == (9, 1, 7)
    assert told["chair_name"] == place.members[0].name
    assert f"{place.exempt.name} (ốm)" in told["absent"]


def test_of_two_meetings_on_one_day_neither_is_guessed() -> None:
    place = stage()
    case = place.case(BEGAN)
    came = {person.pk for person in place.members[:7]}
    meeting(place, BEGAN, came, {})
    meeting(place, BEGAN, came, {})
    assert "meeting_date" in lacking(papers(case)["nghi-quyet-cam-tinh"])


def meeting(place: Stage, on: date, came: set[int], reasons: dict[int, str]) -> None:
    stroke = place.stroke(place.cell, on)
    hold(
        organization=place.cell,
        body=Body.CELL,
        held_on=on,
        title="Sinh hoạt thường kỳ",
        present=came,
        reasons=reasons,
        chair=place.members[0],
        minute_taker=place.members[1],
        by=stroke.by,
        today=on,
        at=stroke.at,
    )


# -- people whom the steps name


def test_each_member_who_introduces_writes_a_paper() -> None:
    place = stage()
    walk = place.walk(BEGAN)
    walk.until("A14B")
    both = [walk.case.events.get(step="A14B"), walk.step("A14B")]
    sheets = [s for s in sheets_of(Case.objects.get(pk=walk.case.pk), LATER) if s.form.layout == "knd-03" and s.past]
    names = {person.pk: person.name for person in place.members}
    assert [s.data["introducer_name"] for s in sheets] == [names[event.data["introducer"]] for event in both]
    assert all(s.data["introducer_cell_name"] == "Chi bộ tổ dân phố 1" for s in sheets)
    assert sheets[0].data["introducer_relation"] == "công tác, lao động"
    assert drafts(walk.case)["knd-03"].data["introducer_name"] is None


def test_a_verification_that_was_spared_stands_beside_those_answered() -> None:
    walk = stage().walk(BEGAN)
    walk.until("A08")
    walk.step("A09", subjects=["applicant"])
    asked = walk.day
    walk.step("A10", subjects=["applicant"], replied_by="Đảng ủy phường Hoa Mai")
    walk.step(
        "A10S",
        subjects=["father", "mother"],
        exemption_ground="VER-SKIP1",
        confirmed_complete=True,
        confirmed_by="Đảng ủy xã Đầm Sen",
    )
    answered, spared = papers(walk.case)["knd-02"].data["verifications"]
    assert (answered["subject"], answered["replied_by"]) == ("Người xin vào Đảng", "Đảng ủy phường Hoa Mai")
    assert answered["asked_on"] == f"{asked:%d/%m/%Y}"
    assert (spared["subject"], spared["asked_on"]) == ("Cha đẻ, mẹ đẻ", "không gửi")
    assert spared["verification_result"].startswith("Không phải thẩm tra: Cha, mẹ")


# -- what later papers say of earlier steps


def test_the_decision_rests_on_both_resolutions_by_number_and_day() -> None:
    walk = stage().walk(BEGAN - timedelta(days=200))
    walk.until("A19")
    told = {sheet.step.code: sheet for sheet in papers(walk.case).values()}
    decision = told["A19"].data
    for ours, code in (("cell_resolution", "A15"), ("base_resolution", "A17")):
        past = told[code].past
        assert past is not None
        assert (decision[f"{ours}_number"], decision[f"{ours}_date"]) == (past.number, past.on)
    assert told["A17"].data["cell_percent"] == told["A15"].data["percent"]


def test_the_decision_says_until_when_the_ceremony_is_held() -> None:
    walk = stage("R6").walk(date(2026, 8, 17))
    decision = walk.until("A19")
    told = papers(walk.case, date(2026, 11, 2))["knd-09"].data
    assert decision is not None
    calendar = law_on(decision.on).calendar
    assert calendar.between(decision.on, told["ceremony_until"]) == 30


def test_a_correction_is_what_the_paper_says_from_then_on() -> None:
    place = stage()
    walk = place.walk(BEGAN)
    walk.until("A03")
    event = walk.case.events.get(step="A03")
    stroke = place.stroke(place.cell, walk.day, seen=walk.case.events.count())
    data = {**event.data, "tasks": "Tham gia tổ hòa giải"}
    cases.correct(
        case=walk.case,
        event=event,
        on=event.on,
        data=data,
        number="9-NQ/CB",
        ground="Ghi thiếu việc giao",
        stroke=stroke,
    )
    made = [
        s for s in sheets_of(Case.objects.get(pk=walk.case.pk), LATER) if s.form.layout.endswith("giup-do") and s.past
    ]
    assert [(s.data["tasks"], s.data["paper_number"]) for s in made] == [("Tham gia tổ hòa giải", "9-NQ/CB")]


# -- notices


def test_a_refusal_is_told_to_the_cell_with_its_ground() -> None:
    walk = stage("R6").walk(date(2026, 8, 17), appraisal="not_eligible")
    walk.until("A18")
    walk.step("A19R", ground="Chưa đủ điều kiện", number="7-TB/ĐU")
    notice = papers(walk.case, date(2026, 11, 2))["thong-bao-khong-ket-nap"].data
    assert notice["recipient_name"] == "Chi bộ tổ dân phố 1"
    assert (notice["ground"], notice["issuer_body"]) == ("Chưa đủ điều kiện", "Ban Thường vụ")


def test_an_extension_is_accounted_for_with_both_days() -> None:
    place = stage("R6")
    walk = place.walk(date(2026, 8, 17))
    walk.until("A19V")
    vote = walk.case.events.get(step="A15")
    body = place.above[-1]
    stroke = place.stroke(body, walk.day, seen=walk.case.events.count())
    cases.annotate(
        case=walk.case, kind=Event.Kind.EXTENDED, step="A19", on=walk.day, ground="Chờ xác minh thêm", stroke=stroke
    )
    account = papers(walk.case, date(2026, 11, 2))["bao-cao-gia-han"].data
    law = law_on(walk.day)
    limit = law.value("admission.decision_working_days").number
    more = law.value("admission.decision_extension_working_days").number
    assert account["due_date"] == law.calendar.add(vote.on, limit).ends_on
    assert account["extended_until"] == law.calendar.add(vote.on, limit + more).ends_on
    assert account["overdue_ground"] == "Chờ xác minh thêm"
    assert account["recipient_name"] == "Tỉnh ủy An Bình"
    assert account["matter"] == "kết nạp đảng viên"


def test_who_moves_away_takes_a_certificate_of_what_was_done() -> None:
    place = stage("R6")
    walk = place.walk(date(2026, 8, 17))
    walk.until("A03")
    elsewhere = builders.cell(
        place.above[0], "Chi bộ Trường Trung học Hoa Mai", code="CB-HOAMAI", level=Level.BASE_CELL
    )
    walk.step("M00", move_to=elsewhere.pk, moved_on=walk.day.isoformat(), same_decider=False)
    walk.step("M01", number="3-GCN/ĐU")
    told = papers(walk.case, date(2026, 11, 2))["giay-chung-nhan-dang-xem-xet"].data
    assert told["cell_name"] == "Chi bộ tổ dân phố 1"
    assert told["move_to"] == "Chi bộ Trường Trung học Hoa Mai, Đảng bộ tỉnh An Bình"
    assert told["stages"][0] == "Đưa quần chúng ưu tú vào danh sách cảm tình Đảng, ngày 17/08/2026"
    assert told["sympathizer_date"] == date(2026, 8, 17)


# -- a whole way


def test_a_whole_admission_and_recognition_can_be_printed() -> None:
    place = led(stage(division=True))
    began = date(2022, 3, 7)
    walk = place.walk(began, place.case(began, place.newcomer(on=began, **WHOLE)), tasks="Tham gia tổ tự quản")
    walk.until()
    numbers = (*range(1, 4), *range(5, 10), 20)
    made = official(papers(walk.case))
    assert {f"knd-{number:02}" for number in numbers} == set(made)
    assert not wanting(made)
    recognition = Case.objects.get(origin=walk.case)
    follow(recognition, place)
    later = official(papers(recognition, date(2024, 1, 2)))
    assert {f"knd-{number}" for number in range(10, 17)} == set(later)
    assert not wanting(later)
    assert as_pdf([*made.values(), *later.values()]).startswith(b"%PDF")


@pytest.mark.parametrize(("way", "layout"), [("youth_union", "knd-04"), ("trade_union", "knd-04a")])
def test_a_union_introduces_by_its_own_resolution(way: str, layout: str) -> None:
    walk = led(stage()).walk(BEGAN, introduction_way=way, union_members=15, union_agree=14, union_disagree=1)
    walk.until("A14U", "A14V")
    told = papers(walk.case)[layout].data
    assert (told["union_members"], told["union_agree"], told["union_percent"]) == (15, 14, "93,3 %")


def official(sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    """Those with a national code of admission and recognition."""
    return {layout: sheet for layout, sheet in sheets.items() if layout.startswith("knd-")}


def wanting(sheets: dict[str, Sheet]) -> dict[str, set[str]]:
    """What lacks beside the occupations of members, which the register of these stories does not hold."""
    lacks = {layout: lacking(sheet) - {"introducer_post", "helper_post"} for layout, sheet in sheets.items()}
    return {layout: names for layout, names in lacks.items() if names}


def follow(case: Case, place: Stage) -> None:
    walk = Walk(case=case, pen=place.pen, day=case.opened_on)
    walk.until("C02")
    walk.day = add_months(case.opened_on, 12)
    walk.until()
    case.refresh_from_db()
    assert case.result == "recognised"
