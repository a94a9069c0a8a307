"""Whether a change of the tree makes sense: its place, its day, its name. Pure; no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.model import LevelSpec

_CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")
_REGISTRY_CODE = re.compile(r"\d{2}(\.\d{3}){4}")


def _failed(code: str, sentence: str, asks: str = "") -> Finding:
    return Finding(code=code, outcome=Outcome.FAILED, sentence=sentence, asks=asks)


def check_code(code: str, registry_code: str) -> list[Finding]:
    found = []
    if not _CODE.fullmatch(code):
        found.append(
            _failed("ORG-CODE", f"Mã “{code}” chỉ gồm chữ in hoa không dấu, chữ số và gạch ngang.", asks="code")
        )
    if registry_code and not _REGISTRY_CODE.fullmatch(registry_code):
        found.append(
            _failed(
                "ORG-REGISTRY-CODE",
                f"Mã 14 số “{registry_code}” phải có dạng 38.168.053.000.001.",
                asks="registry_code",
            )
        )
    return found


def check_name(name: str) -> list[Finding]:
    return [] if name else [_failed("ORG-NAME", "Chưa ghi tên tổ chức đảng.", asks="name")]


def check_document(document: str, document_on: date | None, on: date) -> list[Finding]:
    """The deciding document comes with its day, and nothing takes effect before it was signed."""
    if not document.strip():
        return [_failed("ORG-DOCUMENT", "Chưa ghi số văn bản quyết định.", asks="document")]
    if document_on is None:
        return [_failed("ORG-DOCUMENT", "Chưa ghi ngày của văn bản quyết định.", asks="document_on")]
    if document_on > on:
        return [
            _failed(
                "ORG-DOCUMENT",
                f"Văn bản ký ngày {display(document_on)} không thể có hiệu lực từ {display(on)}, trước ngày ký.",
                asks="document_on",
            )
        ]
    return []


def check_after(on: date, last_change_on: date, whose: str) -> list[Finding]:
    """History is written forwards: a change does not come before the last one it builds on."""
    if on >= last_change_on:
        return []
    return [
        _failed(
            "ORG-ORDER",
            f"Ngày {display(on)} trước lần thay đổi gần nhất của {whose} ({display(last_change_on)}).",
            asks="on",
        )
    ]


def check_place(below: LevelSpec | None, above: LevelSpec | None, asked: tuple[str, str]) -> list[Finding]:
    """Whether one level may stand directly under the other on that day; ``asked`` names them when the day does not."""
    for level, name in ((below, asked[0]), (above, asked[1])):
        if level is None:
            return [_failed("ORG-LEVEL", f"Mô hình tổ chức của ngày này không có cấp “{name}”.", asks="level")]
    assert below is not None and above is not None
    if below.code in above.children:
        return []
    return [
        Finding(
            code="ORG-LEVEL",
            outcome=Outcome.FAILED,
            sentence=f"{below.name} không trực thuộc {above.name} theo mô hình tổ chức của ngày này.",
            citation=above.citation,
            asks="level",
        )
    ]


def check_no_cycle(path: str, new_parent_path: str, name: str) -> list[Finding]:
    """Nothing stands under itself."""
    if not new_parent_path.startswith(path):
        return []
    return [_failed("ORG-CYCLE", f"{name} không thể trực thuộc chính mình hay tổ chức cấp dưới của mình.", "parent")]


def check_nothing_below(names: Iterable[str]) -> list[Finding]:
    left = sorted(names)
    if not left:
        return []
    shown = ", ".join(left[:3]) + (f" và {len(left) - 3} tổ chức khác" if len(left) > 3 else "")
    return [_failed("ORG-BELOW", f"Còn tổ chức trực thuộc chưa chuyển hoặc chưa kết thúc: {shown}.")]
