"""Sending members to a class: who may be sent, when a result may be written, and what probation asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law

NEW_MEMBER: Final = "NEW_MEMBER"


@dataclass(frozen=True, slots=True)
class ClassTold:
    """A class as the office types it; both days are part of it."""

    name: str
    kind: str
    organiser: str
    starts_on: date
    ends_on: date
    place: str = ""
    document: str = ""
    document_on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the list on the day of the enrolment."""

    person: int
    name: str
    is_member: bool
    is_kept: bool  # the asker keeps the file
    is_sent: bool  # the record lies at the organization that sends, or below it
    is_enrolled: bool
    probation_ends_on: date | None  # of a member on probation
    home: str = ""  # the name of the cell


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it for one member: a certificate, or why there is none."""

    certificate: str = ""
    certified_on: date | None = None
    issuer: str = ""
    reason: str = ""


def check_class(told: ClassTold, on: date) -> list[Finding]:
    """Days in order, a class that is not over, and a document with both its number and its day."""
    found = []
    if not told.name.strip():
        found.append(failed("CLASS-NAME", None, "Chưa ghi tên lớp.", asks="name"))
    if not told.organiser.strip():
        found.append(failed("CLASS-ORGANISER", None, "Chưa ghi cơ quan mở lớp.", asks="organiser"))
    found += check_days(told.starts_on, told.ends_on) or check_not_over(told.ends_on, on)
    if told.document.strip() and told.document_on is None:
        found.append(failed("CLASS-DOCUMENT", None, "Chưa ghi ngày của văn bản cử học.", asks="document_on"))
    if told.document_on is not None and not told.document.strip():
        found.append(failed("CLASS-DOCUMENT", None, "Chưa ghi số của văn bản cử học.", asks="document"))
    if told.document_on is not None and told.document_on > on:
        sentence = f"Ngày văn bản {display(told.document_on)} chưa đến."
        found.append(failed("CLASS-DOCUMENT", None, sentence, asks="document_on"))
    return found


def check_days(starts_on: date, ends_on: date) -> list[Finding]:
    if ends_on >= starts_on:
        return []
    sentence = f"Bế giảng ngày {display(ends_on)}, trước ngày khai giảng {display(starts_on)}."
    return [failed("CLASS-ORDER", None, sentence, asks="ends_on")]


def check_not_over(ends_on: date, on: date) -> list[Finding]:
    """Nobody is sent to a class that is over; what was learnt there goes into the file itself."""
    if ends_on >= on:
        return []
    sentence = (
        f"Lớp đã kết thúc ngày {display(ends_on)}; người đã học xong thì ghi giấy chứng nhận thẳng vào hồ sơ "
        "từng người, mục “Lớp bồi dưỡng của Đảng”."
    )
    return [failed("CLASS-OVER", None, sentence, who="nơi giữ hồ sơ", asks="ends_on")]


def check_candidate(candidate: Candidate, sender: str, on: date) -> list[Finding]:
    """What keeps this one off the list, in the order in which it is to be settled; each names the person."""
    name = candidate.name
    if candidate.is_enrolled:
        return [failed("CLASS-TWICE", None, f"{name}: đã có trong danh sách lớp này; bỏ chọn.")]
    if not candidate.is_kept:
        sentence = f"{name}: hồ sơ do nơi khác giữ; bỏ chọn, nơi giữ hồ sơ ghi danh."
        return [failed("CLASS-KEEPER", None, sentence, who="cấp ủy cơ sở nơi giữ hồ sơ")]
    if not candidate.is_member:
        sentence = (
            f"{name}: ngày {display(on)} không phải là đảng viên; bỏ chọn. Lớp của quần chúng xin vào Đảng ghi ở "
            "hồ sơ kết nạp."
        )
        return [failed("CLASS-MEMBER", None, sentence)]
    if not candidate.is_sent:
        sentence = f"{name}: không sinh hoạt ở {sender}; bỏ chọn, hoặc ghi danh vào lớp do nơi sinh hoạt cử."
        return [failed("CLASS-SENDER", None, sentence)]
    return []


def check_probation(candidates: Iterable[Candidate], kind: str, ends_on: date, law: Law) -> list[Finding]:
    """The class of new members is to end within probation; by how sure its source is, the law refuses or warns."""
    asked = law.get("recognition.new_member_class_in_probation")
    if kind != NEW_MEMBER or asked is None or not asked.value:
        return []
    return [
        failed(
            "CLASS-PROBATION",
            asked,
            f"{each.name}: hết thời kỳ dự bị ngày {display(each.probation_ends_on)}, trước ngày lớp kết thúc "
            f"{display(ends_on)}. Chi bộ xét công nhận thì cần có giấy chứng nhận của lớp này.",
        )
        for each in candidates
        if each.probation_ends_on is not None and each.probation_ends_on < ends_on
    ]


def check_result(name: str, result: Result, starts_on: date, ends_on: date, on: date) -> list[Finding]:
    """A certificate with number, day and issuer, or a reason: one of them, and not before the class is over."""
    found = []
    if on < ends_on:
        sentence = f"Lớp kết thúc ngày {display(ends_on)}; kết quả ghi từ ngày đó."
        return [failed("CLASS-RUNNING", None, sentence, by=ends_on)]
    if result.certificate.strip() and result.reason.strip():
        sentence = f"{name}: vừa có số giấy chứng nhận vừa có lý do không hoàn thành; bỏ một trong hai."
        return [failed("CLASS-RESULT", None, sentence)]
    if not result.certificate.strip() and not result.reason.strip():
        return [failed("CLASS-RESULT", None, f"{name}: ghi số giấy chứng nhận, hoặc lý do không hoàn thành.")]
    if not result.certificate.strip():
        return []
    if result.certified_on is None:
        found.append(failed("CLASS-CERTIFICATE", None, "Chưa ghi ngày cấp giấy chứng nhận.", asks="certified_on"))
    elif result.certified_on < starts_on:
        sentence = (
            f"{name}: giấy chứng nhận cấp ngày {display(result.certified_on)}, trước ngày khai giảng "
            f"{display(starts_on)}."
        )
        found.append(failed("CLASS-CERTIFICATE", None, sentence, asks="certified_on"))
    elif result.certified_on > on:
        sentence = f"Ngày cấp giấy chứng nhận {display(result.certified_on)} chưa đến."
        found.append(failed("CLASS-CERTIFICATE", None, sentence, asks="certified_on"))
    if not result.issuer.strip():
        found.append(failed("CLASS-CERTIFICATE", None, "Chưa ghi nơi cấp giấy chứng nhận.", asks="issuer"))
    return found
