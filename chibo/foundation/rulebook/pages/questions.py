"""Questions of the trade, answered by the rules when they are opened."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Page

from chibo.foundation.rulebook import queries
from chibo.foundation.rulebook.cases import Case, answer
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.pages.reading import Reading, Row, column
from chibo.foundation.rulebook.queries import slug_of
from chibo.foundation.rulebook.registry import GUARDS
from chibo.foundation.rulebook.words import word


def questions_page(reading: Reading, page: Page[Case]) -> Row:
    rows = [
        {"url": reading.url("question", case.id), "cells": [case.question, word("matters", case.topic), case.on]}
        for case in page
    ]
    columns = [column("Câu hỏi"), column("Lĩnh vực", fact=True), column("Xét tại ngày", fact=True)]
    return {
        **reading.frame("questions"),
        "page": page,
        "columns": columns,
        "rows": rows,
        "caption": "Câu hỏi nghiệp vụ",
        "empty": _no_questions(reading),
    }


def _no_questions(reading: Reading) -> Row:
    if not queries.questions():
        return {"why": "Chưa có câu hỏi nào.", "what": "Đồng chí tra ở mục Giá trị hoặc Thủ tục."}
    what = "Đồng chí thử ít từ hơn hoặc từ khác."
    return {"why": "Không có câu hỏi nào khớp.", "what": what, "url": reading.url("questions"), "act": "Xem tất cả"}


def question_page(case: Case, reading: Reading) -> Row:
    """The rules' answer to the facts of the question, made now; none is kept."""
    source = case.source
    return {
        **reading.frame("questions", inside=True),
        "as_of": None,
        "case": case,
        "answers": [_answered(finding, case.on, reading.today) for finding in answer(case).findings],
        "matter": word("matters", case.topic),
        "authority": case.about.get("authority", ""),
        "source": source,
        "source_url": source if source.startswith("https://") else "",
        "parameters_url": reading.url("parameters", q=word("matters", case.topic)),
    }


def _answered(finding: Finding, on: date, today: date) -> Row:
    """A finding, with where its values and its text can be read as they stood on the day."""
    that_day = Reading(on, today)
    parameters = that_day.book.parameters
    links = [(parameters[name].title, "parameter", name) for name in finding.seen if name in parameters]
    if finding.citation:
        instrument = finding.citation.instrument
        links.append((instrument.label, "instrument", slug_of(instrument)))
    # What no step checks is told, not judged.
    told = "Theo quy định" if finding.outcome is Outcome.PASSED and finding.code not in GUARDS else ""
    return {
        "finding": finding,
        "told": told,
        "links": [(label, that_day.url(page, name)) for label, page, name in dict.fromkeys(links)],
    }
