"""Waivers and reductions on application: which grounds, which steps, how long, and who decides."""

from __future__ import annotations

from dataclasses import dataclass

from chibo.foundation.rulebook.answers import failed, passed, unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law

WAIVED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A relief as asked for, or as decided. None is not said."""

    ground: str = ""
    percent: int | None = None  # WAIVED: nothing is paid
    months: int | None = None
    applied: bool | None = None
    base_cell: bool | None = None  # the member's cell is itself a base organization
    decided_by_cell: bool | None = None


def check_relief(asked: Asked, law: Law) -> list[Finding]:
    """Everything that a decision on relief is judged by."""
    return [
        *check_ground(asked, law),
        *check_applied(asked, law),
        *check_step(asked, law),
        *check_months(asked, law),
        *check_decider(asked, law),
    ]


def check_ground(asked: Asked, law: Law) -> list[Finding]:
    code, grounds = "FEE-GROUND", law.get("fees.relief_grounds")
    if not asked.ground:
        return [unknown(code, grounds, "Chưa ghi hoàn cảnh xin miễn, giảm.", missing=("ground",))]
    if grounds is None or asked.ground not in grounds.value:
        return [failed(code, grounds, "Hoàn cảnh này không thuộc diện được xét miễn, giảm đảng phí.")]
    name = law.parameter(grounds.name).labels[asked.ground]
    return [passed(code, grounds, f"{name}: thuộc diện được xét miễn, giảm.", ground=asked.ground)]


def check_applied(asked: Asked, law: Law) -> list[Finding]:
    code, needed = "FEE-APPLIED", law.get("fees.relief_needs_application")
    if needed is None or not needed.value:
        return []
    if asked.applied is None:
        return [unknown(code, needed, "Chưa rõ đảng viên đã có đơn chưa.", missing=("applied_on",))]
    if asked.applied:
        return [passed(code, needed, "Đảng viên có đơn.")]
    return [failed(code, needed, "Miễn, giảm vì hoàn cảnh chỉ được xét khi đảng viên có đơn.", who="Đảng viên")]


def check_step(asked: Asked, law: Law) -> list[Finding]:
    code, steps = "FEE-STEP", law.get("fees.relief_steps")
    if asked.percent is None or steps is None:
        return []
    listed = ", ".join(law.parameter(steps.name).labels[step] for step in steps.value)
    if asked.percent == WAIVED or str(asked.percent) in steps.value:
        return [passed(code, steps, f"Mức giảm {asked.percent} % là một mức quy định.", percent=asked.percent)]
    return [failed(code, steps, f"Giảm {asked.percent} % không phải một mức quy định ({listed}, hoặc miễn).")]


def check_months(asked: Asked, law: Law) -> list[Finding]:
    code, most = "FEE-MONTHS", law.get("fees.relief_max_months")
    if asked.months is None or most is None:
        return []
    told = f"Thời gian {asked.months} tháng; mỗi lần không quá {most.number} tháng"
    if 0 < asked.months <= most.number:
        return [passed(code, most, f"{told}.")]
    return [failed(code, most, f"{told}; hết thời gian ấy mà còn khó khăn thì xét lại.")]


def cell_decides(base_cell: bool, law: Law) -> bool | None:
    """Whether the cell itself decides; None when the law of the day does not say."""
    decider, own = law.get("fees.relief_decider"), law.get("fees.relief_base_cell_decides")
    if decider is None:
        return None
    return bool(base_cell and own is not None and own.value)


def check_decider(asked: Asked, law: Law) -> list[Finding]:
    code, decider = "FEE-DECIDER", law.get("fees.relief_decider")
    if asked.base_cell is None or asked.decided_by_cell is None or decider is None:
        return []
    if asked.decided_by_cell and not cell_decides(asked.base_cell, law):
        name = law.parameter(decider.name).labels[decider.value]
        told = f"Chi bộ xét và báo cáo; {name[:1].lower()}{name[1:]} quyết định."
        return [failed(code, decider, told, who=name)]
    return [passed(code, decider, "Đúng nơi quyết định.")]
