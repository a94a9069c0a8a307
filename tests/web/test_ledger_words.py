"""The ledger keeps codes; its page says them in words."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from chibo.foundation.ledger.actions import record
from chibo.web.templatetags.ledger_words import act_words, subject_words
from tests import builders


def test_acts_and_subjects_have_words_and_what_is_new_keeps_its_code() -> None:
    assert act_words("cases.done") == "Ghi một bước của hồ sơ"
    assert act_words("cases.stopped") == "Hồ sơ: tạm dừng"
    assert act_words("fees.pay") == "fees.pay"
    assert subject_words("case:12/A15") == "Hồ sơ 12, bước A15"
    assert subject_words("person:7") == "Người 7"
    assert subject_words("organization:CB-1") == "Tổ chức"
    assert subject_words("fee:3") == "fee:3"


def test_the_page_names_the_organization(db: None) -> None:
    place = builders.tree()
    record(
        action="cases.open",
        by=None,
        on=date(2026, 11, 20),
        subject="case:12",
        organization=place.cell.code,
        payload={},
    )
    client = Client()
    client.force_login(builders.keeper())
    page = client.get(reverse("ledger:entries")).content.decode()
    assert "Mở hồ sơ" in page
    assert "Chi bộ tổ dân phố 1" in page
    assert f">{place.cell.code}<" not in page
