"""Which transfer a change asks for: none, for a time, or official (mục 6.3 of the texts on the Charter)."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import guard
from chibo.work.transfers.facts import Facts
from chibo.work.transfers.rules.words import silent

NONE, TEMPORARY, OFFICIAL = "none", "temporary", "official"


def kind_for(months: int | None, law: Law, *, study: bool = False) -> tuple[str, Value] | None:
    """The transfer that so many months away ask for, and the value that says so; None: the law does not say.

    Without an end (``months`` None) the change is for good. Full-time study in the country has a longer limit, which
    it may reach; work stays below its own.
    """
    least, most = law.get("transfer.temporary_min_months"), law.get("transfer.temporary_below_months")
    longest = law.get("transfer.study_max_months")
    if least is None or most is None or longest is None:
        return None
    if months is None:
        return OFFICIAL, most
    if months < least.number:
        return NONE, least
    if study:
        return (TEMPORARY, longest) if months <= longest.number else (OFFICIAL, longest)
    return (TEMPORARY, most) if months < most.number else (OFFICIAL, most)


def last_day(facts: Facts, law: Law) -> tuple[date, Value] | None:
    """The latest day on which a temporary stay may still run, counted from its first."""
    limit = law.get("transfer.study_max_months" if facts.purpose == "study" else "transfer.temporary_below_months")
    return (add_months(facts.from_on, limit.number), limit) if limit and facts.from_on else None


@guard("TRF-PERIOD")
def check_period(facts: Facts, law: Law) -> list[Finding]:
    """A temporary transfer is long enough to be asked for, and no longer than it may be."""
    code, least, latest = "TRF-PERIOD", law.get("transfer.temporary_min_months"), last_day(facts, law)
    if least is None:
        return silent(code, "thời gian sinh hoạt tạm thời", law)
    if facts.from_on is None or facts.until_on is None or latest is None:
        return [unknown(code, least, "Chưa ghi đi từ ngày nào đến ngày nào.", missing=("from_on", "until_on"))]
    end, most = latest
    told = f"Đi từ {display(facts.from_on)} đến {display(facts.until_on)}"
    if facts.until_on < add_months(facts.from_on, least.number):
        short = f"{told}: chưa đủ {least.number} tháng, không phải chuyển sinh hoạt đảng."
        return [failed(code, least, short, who="Chi bộ", asks="until_on")]
    # Work stays below its limit, study may reach it.
    within = facts.until_on <= end if facts.purpose == "study" else facts.until_on < end
    if within:
        return [passed(code, most, f"{told}: trong giới hạn {most.number} tháng.", latest=end.isoformat())]
    long = f"{told}: quá giới hạn {most.number} tháng ({display(end)}), phải chuyển sinh hoạt chính thức."
    return [failed(code, most, long, who="Chi bộ", asks="until_on", latest=end.isoformat())]


@guard("TRF-CONTRACT")
def check_contract(facts: Facts, law: Law) -> list[Finding]:
    """Secondment and contracts: official from so many months on, below that for a time."""
    code = "TRF-CONTRACT"
    if facts.transfer_ground != "contract":
        return []
    if (least := law.get("transfer.contract_official_months")) is None:
        return silent(code, "đảng viên biệt phái, làm việc theo hợp đồng", law)
    if facts.months is None:
        return [unknown(code, least, "Chưa ghi thời hạn hợp đồng, biệt phái.", missing=("months",), asks="months")]
    told = f"Hợp đồng, biệt phái {facts.months} tháng; mức chuyển chính thức là từ {least.number} tháng"
    if facts.months >= least.number:
        return [passed(code, least, f"{told}.")]
    return [failed(code, least, f"{told}: dùng chuyển sinh hoạt tạm thời.", who="Chi bộ", asks="months")]


@guard("TRF-GRADUATE")
def check_graduate(facts: Facts, law: Law) -> list[Finding]:
    """A graduate without work may stay with the school for so long; nobody is kept from moving before or after."""
    code = "TRF-GRADUATE"
    if facts.transfer_ground != "graduated":
        return []
    if (most := law.get("transfer.graduate_stay_months")) is None:
        return silent(code, "sinh viên tốt nghiệp chưa có việc làm", law)
    if facts.effective_on is None:
        return [unknown(code, most, "Chưa ghi ngày tốt nghiệp.", missing=("effective_on",), asks="effective_on")]
    end = add_months(facts.effective_on, most.number)
    if facts.on <= end:
        told = f"Chưa có việc làm thì ở lại sinh hoạt với nhà trường nhiều nhất đến {display(end)}."
        return [passed(code, most, told, until=end.isoformat())]
    told = f"Đã quá {display(end)}, thời gian được ở lại nhà trường; chuyển ngay và nêu lý do chậm."
    return [passed(code, most, told, until=end.isoformat())]


@guard("TRF-ABROAD")
def check_abroad(facts: Facts, law: Law) -> list[Finding]:
    """Abroad for so many months or more: official."""
    code = "TRF-ABROAD"
    if (least := law.get("transfer.abroad_official_months")) is None:
        return silent(code, "đảng viên ra nước ngoài", law)
    if facts.months is None:
        return [unknown(code, least, "Chưa ghi thời gian ở nước ngoài.", missing=("months",), asks="months")]
    told = f"Ở nước ngoài {facts.months} tháng; mức chuyển chính thức là từ {least.number} tháng"
    if facts.months >= least.number:
        return [passed(code, least, f"{told}.")]
    return [failed(code, least, f"{told}: không chuyển chính thức, báo chi bộ và giữ liên hệ.", asks="months")]


@guard("TRF-GROUP")
def check_group(facts: Facts, law: Law) -> list[Finding]:
    """Where there is no Party body abroad: a cell of the group when it is large enough, else guidance."""
    code, least = "TRF-GROUP", law.get("transfer.abroad_cell_min_members")
    guide = law.get("transfer.abroad_guided_by")
    if least is None or guide is None:
        return silent(code, "sinh hoạt đảng ở nước ngoài", law)
    by = law.parameter(guide.name).labels[guide.value]
    if facts.organisation_at_destination is None:
        return [
            unknown(code, guide, "Chưa ghi nơi đến đã có tổ chức đảng hay chưa.", asks="organisation_at_destination")
        ]
    if facts.organisation_at_destination:
        return [passed(code, guide, "Nơi đến đã có tổ chức đảng: sinh hoạt ở đó.")]
    if cell_is_established(facts.official_members_in_group or 1, least):
        told = f"Đoàn có {facts.official_members_in_group} đảng viên chính thức (từ {least.number}): {by} lập chi bộ."
        return [passed(code, least, told)]
    return [
        passed(code, guide, f"Chưa đủ {least.number} đảng viên chính thức để lập chi bộ: {by} hướng dẫn sinh hoạt.")
    ]


def cell_is_established(members: int, least: Value) -> bool:
    """Whether so many official members abroad make a cell."""
    return members >= least.number
