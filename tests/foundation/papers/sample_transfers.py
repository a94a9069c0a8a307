"""What the letters and notices of transfers print, all of it invented."""

from __future__ import annotations

from typing import Any

TRANSFER_FACTS: dict[str, Any] = {
    "transfer_destination": "Chi bộ tổ dân phố 9, Đảng bộ phường Hoa Mai",
    "transfer_origin": "Đảng ủy phường Hoa Sữa",
    "transfer_ground": "Chuyển công tác sang đơn vị mới",
    "agency_decision": "12-QĐ/SGD ngày 03/02/2024",
    "transfer_effective": "2024-02-03",
    "stay_from": "2024-03-04",
    "stay_until": "2024-09-30",
    "stay_country": "Cộng hòa Pháp",
    "stay_months": 26,
    "fees_until": "2024-02",
    "party_date": "2014-05-19",
    "letter_number": "45-GT",
    "letter_date": "2024-02-14",
    "letter_boxes": [
        {
            "box": "1",
            "by": "Chi bộ Tổ dân phố 3",
            "to": "Đảng ủy phường Hoa Sữa",
            "number": "7",
            "on": "2024-02-10",
            "signed": "(ký, đóng dấu)",
        }
    ],
    "late_limit": "2024-03-28",
    "late_account": "Điều trị ở bệnh viện",
    "refusal_ground": "Không đúng nơi nhận",
}
