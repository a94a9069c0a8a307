"""The values: all of a day by matter, and one through its eras."""

from __future__ import annotations

from chibo.common.dates import display
from chibo.foundation.rulebook import queries
from chibo.foundation.rulebook.model import Parameter
from chibo.foundation.rulebook.pages.reading import Reading, Row, column, confidence, on_the_day
from chibo.foundation.rulebook.queries import slug_of
from chibo.foundation.rulebook.wording import TIGHTEN, said, source_of
from chibo.foundation.rulebook.words import word


def parameters_page(reading: Reading, asked: str) -> Row:
    found = queries.parameters_by_matter(reading.book, asked)
    columns = [
        column("Quy định về"),
        column(f"Vào ngày {display(reading.day)}", fact=True),
        column("Căn cứ", fact=True),
        column("Độ tin cậy", fact=True),
    ]
    matters = [
        {
            "title": word("matters", matter),
            "columns": columns,
            "rows": [_parameter_row(parameter, reading) for parameter in listed],
        }
        for matter, listed in found.items()
    ]
    count = sum(len(listed) for listed in found.values())
    return {
        **reading.frame("parameters"),
        "matters": matters,
        "count": count,
        "asked": asked,
        "all_url": reading.url("parameters"),
    }


def _parameter_row(parameter: Parameter, reading: Reading) -> Row:
    value = reading.law.get(parameter.name)
    cells = [parameter.title, on_the_day(parameter, value)]
    cells += [source_of(value), confidence(value.confidence)] if value else ["", ""]
    return {"url": reading.url("parameter", parameter.name), "cells": cells}


def parameter_page(parameter: Parameter, reading: Reading) -> Row:
    value = reading.law.get(parameter.name)
    return {
        **reading.frame("parameters", inside=True),
        "parameter": parameter,
        "told": on_the_day(parameter, value),
        "value": value,
        "facts": [
            ("Lĩnh vực", word("matters", queries.matter_of(parameter))),
            ("Quyền của cấp ủy", TIGHTEN[parameter.tighten]),
            *([("Ghi chú", parameter.note)] if parameter.note else []),
        ],
        "history": _history(parameter, reading),
        "steps": [
            (f"{step.code} {step.title}", reading.url("procedure", code, mark=f"buoc-{step.code}"))
            for code, step in queries.steps_with(reading.book, parameter.name)
        ],
    }


def _history(parameter: Parameter, reading: Reading) -> Row:
    rows = [
        {
            "url": reading.url("instrument", slug_of(value.citation.instrument)),
            "cells": [
                source_of(value),
                said(parameter, value.value),
                value.starts_on,
                value.ends_on,
                confidence(value.confidence),
                value.citation.note,
            ],
        }
        for value in parameter.values
    ]
    columns = [
        column("Căn cứ"),
        column("Giá trị", fact=True),
        column("Từ ngày", fact=True),
        column("Đến trước ngày", fact=True),
        column("Độ tin cậy", fact=True),
        column("Ghi chú", fact=True),
    ]
    return {"columns": columns, "rows": rows, "caption": "Giá trị qua các thời kỳ"}
