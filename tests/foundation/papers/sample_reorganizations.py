"""One invented handing over on paper."""

from __future__ import annotations

from typing import Any

_NAMES = ("Nguyễn Thị Ưu Đệ", "Trần Văn Kỹ", "Lê Thị Ngữ", "Phạm Văn Lãm")

HANDOVER_FACTS: dict[str, Any] = {
    "handover_title": "Hợp nhất hai phường",
    "handover_decision": "văn bản số 12-QĐ/TU ngày 20/06/2024",
    "handover_receiving": "văn bản số 3-QĐ/ĐU ngày 21/06/2024",
    "handover_decider": "Thành ủy Sông Ngân",
    "handover_day": "2024-07-01",
    "handover_signed_on": "2024-07-03",
    "handover_cell": "Chi bộ Tổ dân phố 3",
    "handover_from": "Đảng bộ phường Hoa Sữa",
    "handover_to": "Đảng bộ phường Hoa Lài",
    "handover_into": "Chi bộ Tổ dân phố 7",
    "handed_official": 4,
    "handed_probationary": 0,
    "handed_guests": 1,
    "handed_followed": 2,
    "handed_kept": 3,
    "handed_roster": [
        {
            "seq": str(number),
            "name": name,
            "born": "05/02/1995",
            "sex": "Nữ",
            "admitted": "12/03/2016",
            "official": "12/03/2017",
            "card": "026195000123",
        }
        for number, name in enumerate(_NAMES, 1)
    ],
    "moved_organizations": [
        {
            "name": "Đảng bộ phường Hoa Sữa",
            "what": "Kết thúc",
            "before": "Đảng bộ cơ sở, trực thuộc Thành ủy Sông Ngân",
            "after": "–",
            "members": "240",
        }
    ],
    "moved_cells": [
        {
            "name": "Chi bộ Tổ dân phố 3",
            "of": "Đảng bộ phường Hoa Sữa",
            "to": "Đảng bộ phường Hoa Lài",
            "official": "4",
            "probationary": "0",
        }
    ],
}
