"""What stands in the way of a correction, by the law of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.rules.corrections import Asked, check_correction
from chibo.roll.files.rules.entries import Told, check_entry
from chibo.roll.files.rules.keeping import check_round, next_round_on

ON = date(2026, 10, 5)
ASKED = Asked(
    field="ethnicity",
    kind="CHANGE",
    old="Kinh",
    new="Tày",
    ground="Quyết định xác định lại dân tộc",
    document="4/QĐ-UBND",
    document_on=date(2026, 9, 1),
    consent_by="Đảng ủy phường",
    consent="7-CV/ĐU",
    consent_on=date(2026, 9, 20),
)


def refused(findings: list[Finding]) -> set[str]:
    return {finding.asks for finding in findings if finding.refuses}


def check(asked: Asked, on: date = ON) -> list[Finding]:
    return check_correction(asked, on, law_on(on))


def test_a_change_with_everything_said_may_be_made() -> None:
    assert refused(check(ASKED)) == set()


def test_each_thing_not_said_is_named_at_its_field() -> None:
    assert refused(check(replace(ASKED, ground=" "))) == {"ground"}
    assert refused(check(replace(ASKED, document=""))) == {"document"}
    assert refused(check(replace(ASKED, document_on=None))) == {"document_on"}
    assert refused(check(replace(ASKED, consent="", consent_on=None))) == {"consent", "consent_on"}
    assert refused(check(replace(ASKED, new="Kinh"))) == {"new"}


def test_consent_is_asked_where_the_original_changes_and_cites_its_text() -> None:
    without = replace(ASKED, consent_by="", consent="", consent_on=None)
    findings = [finding for finding in check(without) if finding.code == "FIX-CONSENT"]
    assert findings and all(finding.citation is not None for finding in findings)
    assert refused(check(replace(without, kind="TRANSCRIPTION"))) == set()


def test_papers_of_tomorrow_allow_nothing() -> None:
    assert refused(check(replace(ASKED, document_on=date(2026, 10, 6)))) == {"document_on"}
    assert refused(check(replace(ASKED, consent_on=date(2026, 10, 6)))) == {"consent_on"}


def test_a_birth_date_is_brought_back_to_the_original_but_never_changed() -> None:
    born = replace(ASKED, field="born_on", old="1962-03-08", new="1964-03-08")
    assert refused(check(born)) == {"new"}
    assert refused(check(replace(born, kind="TRANSCRIPTION"))) == set()
    before = replace(born, document_on=date(2016, 8, 1), consent_on=date(2016, 8, 2))
    assert refused(check(before, date(2016, 8, 17))) == set()
    assert refused(check(before, date(2016, 8, 18))) == {"new"}


def test_only_what_life_changes_is_updated_by_a_supplement() -> None:
    assert refused(check(replace(ASKED, kind="UPDATE"))) == {"kind"}
    assert refused(check(replace(ASKED, kind="UPDATE", field="residence"))) == set()


ENTRY = Told("TRAINING", "Đại học", "Trường A", "2010-09", "2014")


def entry(told: Told) -> set[str]:
    return refused(check_entry(told, ON, law_on(ON)))


def test_an_entry_keeps_its_days_in_order() -> None:
    assert entry(ENTRY) == set()
    assert entry(replace(ENTRY, to_on="2010-08")) == {"to_on"}
    assert entry(replace(ENTRY, to_on="2010")) == set()  # some day of that year
    assert entry(replace(ENTRY, from_on="2027", to_on="")) == {"from_on"}
    assert entry(replace(ENTRY, what="  ")) == {"what"}


def test_an_award_has_a_number() -> None:
    assert entry(Told("AWARD", "Bằng khen")) == {"document"}


DISCIPLINE = Told("DISCIPLINE", "Khiển trách", "", "2019-04-10", "", "3-QĐ/UBKT", "2019-04-10", "Chi bộ")


def test_of_discipline_only_the_outline_is_written() -> None:
    assert entry(DISCIPLINE) == set()
    assert entry(replace(DISCIPLINE, what="Nói xấu đồng chí")) == {"what"}
    assert entry(replace(DISCIPLINE, where="Tại cuộc họp")) == {"where"}
    assert entry(replace(DISCIPLINE, from_on="", document_on="")) == {"from_on", "document_on"}


def test_the_next_round_is_due_six_months_after_the_last() -> None:
    assert next_round_on(date(2026, 4, 5), law_on(ON)) == date(2026, 10, 5)
    assert next_round_on(None, law_on(ON)) is None
    assert [finding.outcome for finding in check_round(date(2026, 4, 4), ON, law_on(ON))] == ["failed"]
    assert [finding.outcome for finding in check_round(date(2026, 4, 5), ON, law_on(ON))] == ["passed"]
    assert [finding.outcome for finding in check_round(None, ON, law_on(ON))] == ["failed"]
