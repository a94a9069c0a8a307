"""What an organization keeps of what it collected, and what goes up: exact, and the two always make the whole."""

from __future__ import annotations

from fractions import Fraction

from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.units import percent


def split(collected: int, share: Fraction) -> tuple[int, int]:
    """Kept and handed up, in whole đồng; the part of a đồng goes up. ValueError for a share that is none."""
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a part of a whole")
    kept = int(collected * share // 1)
    return kept, collected - kept


def check_cell_share(share: Fraction, law: Law) -> list[Finding]:
    """What cells keep lies between the bounds of the regulation, where they are known."""
    code = "FEE-SHARE"
    least, most = law.get("fees.retained_cell_least"), law.get("fees.retained_cell_most")
    if least is None or most is None:
        return []
    told = f"Chi bộ giữ lại {percent(share)}; quy định từ {percent(least.fraction)} đến {percent(most.fraction)}"
    if least.fraction <= share <= most.fraction:
        return [passed(code, least, f"{told}.")]
    return [failed(code, least, f"{told}.", who="Cấp ủy có thẩm quyền")]
