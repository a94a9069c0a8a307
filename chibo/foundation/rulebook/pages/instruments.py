"""The texts: which governs what on a day, all of them through time, and one with what rests on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from chibo.common.dates import display
from chibo.foundation.rulebook import queries, timeline
from chibo.foundation.rulebook.model import Instrument
from chibo.foundation.rulebook.pages.reading import Reading, Row, column, confidence, drawn
from chibo.foundation.rulebook.queries import Governing, slug_of
from chibo.foundation.rulebook.wording import days_of, said
from chibo.foundation.rulebook.words import word


def timeline_page(reading: Reading) -> Row:
    subjects = queries.by_subject(reading.book)
    return {
        **reading.frame("timeline"),
        "governing": _governing(reading),
        "overlaps": queries.overlaps(reading.law),
        "awaited": [(i.label, reading.url("instrument", slug_of(i)), i) for i in _awaited(reading)],
        "pictures": _timelines(subjects, reading),
        "instruments": _instruments(subjects, reading),
    }


def _awaited(reading: Reading) -> list[Instrument]:
    return queries.awaited(reading.book, reading.day)


def _timelines(subjects: Mapping[str, Sequence[Instrument]], reading: Reading) -> dict[str, SafeString]:
    sizes = (timeline.DESK, timeline.PHONE)
    return {size.name: drawn(timeline.draw(subjects, reading.day, reading.book.first_day, size)) for size in sizes}


def _governing(reading: Reading) -> Row:
    rows = [
        {
            "url": reading.url("instrument", slug_of(one.text)) if one.text else "",
            "cells": [
                word("subjects", one.subject),
                _named(one),
                one.text.in_force_from if one.text else "",
                one.text.in_force_until if one.text else "",
                confidence(one.text.confidence) if one.text else "",
            ],
        }
        for one in queries.governing(reading.law)
    ]
    labels = ("Văn bản", "Từ ngày", "Đến trước ngày", "Độ tin cậy")
    columns = [column("Điều chỉnh"), *(column(label, fact="ngày" not in label) for label in labels)]
    return {"columns": columns, "rows": rows, "caption": f"Văn bản điều chỉnh vào ngày {display(reading.day)}"}


def _named(one: Governing) -> str:
    """The text with what amends it, and what a place has of its own."""
    told = [one.text.label] if one.text else []
    told += [f"sửa đổi: {i.label}" for i in one.amended_by]
    return "; ".join(told + [f"riêng {i.territory}: {i.label}" for i in one.local])


def _instruments(subjects: Mapping[str, Sequence[Instrument]], reading: Reading) -> Row:
    rows = [
        {
            "url": reading.url("instrument", slug_of(i)),
            "cells": [_unbroken(i), word("subjects", subject), days_of(i), i.read, confidence(i.confidence)],
        }
        for subject, listed in subjects.items()
        for i in listed
    ]
    columns = [
        column("Văn bản"),
        column("Điều chỉnh"),
        column("Hiệu lực", fact=True),
        column("Đã đọc được gì", fact=True),
        column("Độ tin cậy", fact=True),
    ]
    return {"columns": columns, "rows": rows, "caption": "Mọi văn bản đang được ghi, theo việc mà văn bản điều chỉnh"}


def _unbroken(instrument: Instrument) -> str:
    """The label in two parts that a narrow column does not tear: kind and number, then the day."""
    return " ngày".join(part.replace(" ", "\u00a0") for part in instrument.label.split(" ngày"))


def instrument_page(instrument: Instrument, reading: Reading) -> Row:
    book = reading.book
    related = {
        "Thay bằng": book.instruments.get(instrument.replaced_by or ""),
        "Sửa đổi": book.instruments.get(instrument.amends or ""),
    }
    replaces = [i for i in book.instruments.values() if i.replaced_by == instrument.key]
    amended = [i for i in book.instruments.values() if i.amends == instrument.key]
    links = [(label, other) for label, other in related.items() if other]
    links += [("Thay cho", other) for other in replaces] + [("Được sửa bởi", other) for other in amended]
    return {
        **reading.frame("timeline", inside=True),
        "instrument": instrument,
        "sure": instrument.confidence.binds,
        "facts": _facts_of(instrument, reading.day),
        "related": [(label, other.label, reading.url("instrument", slug_of(other))) for label, other in links],
        "values": _values_under(instrument, reading),
        "steps": _steps_under(instrument, reading),
    }


def _facts_of(instrument: Instrument, day: date) -> list[tuple[str, Any]]:
    if instrument.in_force(day):
        standing = "còn hiệu lực"
    else:
        standing = "chưa có hiệu lực" if day < instrument.in_force_from else "hết hiệu lực"
    facts = [
        ("Điều chỉnh", word("subjects", instrument.subject)),
        ("Cơ quan ban hành", instrument.issuer),
        ("Ngày ban hành", instrument.issued_on),
        ("Có hiệu lực từ ngày", instrument.in_force_from),
        ("Đến trước ngày", instrument.in_force_until or "chưa có văn bản thay thế"),
        (f"Vào ngày {display(day)}", standing),
        ("Phạm vi", f"riêng {instrument.territory}" if instrument.territory else "toàn Đảng"),
        ("Đã đọc được gì", instrument.read),
        ("Nguồn", instrument.source),
    ]
    return [(label, value) for label, value in facts if value]


def _values_under(instrument: Instrument, reading: Reading) -> Row:
    rows = []
    for use in queries.values_under(reading.book, instrument.key):
        assert use.value is not None
        told = said(reading.book.parameters[use.name], use.value.value)
        days = _between(use.value.starts_on, use.value.ends_on)
        cells = [use.title, told, days, _clause(use), confidence(use.value.confidence)]
        rows.append({"url": reading.url("parameter", use.name), "cells": cells})
    columns = [
        column("Giá trị quy định"),
        column("Giá trị", fact=True),
        column("Thời gian", fact=True),
        column("Điều khoản", fact=True),
        column("Độ tin cậy"),
    ]
    return {"columns": columns, "rows": rows, "caption": "Giá trị lấy từ văn bản này"}


def _clause(use: queries.Use) -> str:
    return f"{use.citation.clause} (tạm lấy theo)" if use.citation.inherited else use.citation.clause


def _steps_under(instrument: Instrument, reading: Reading) -> Row:
    rows = [
        {
            "url": reading.url("procedure", use.name, mark=f"buoc-{use.place}"),
            "cells": [f"{use.place} {use.title}", reading.book.procedures[use.name].title, _clause(use)],
        }
        for use in queries.steps_under(reading.book, instrument.key)
    ]
    columns = [column("Bước"), column("Thủ tục", fact=True), column("Điều khoản", fact=True)]
    return {"columns": columns, "rows": rows, "caption": "Bước và tuyến viện dẫn văn bản này"}


def _between(starts_on: date, ends_on: date | None) -> str:
    return f"từ {display(starts_on)}" + (f" đến trước {display(ends_on)}" if ends_on else "")
