"""What a rule says when the law of the day is silent."""

from __future__ import annotations

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import unknown
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law


def silent(code: str, what: str, law: Law) -> list[Finding]:
    """The law that we know of says nothing on this day."""
    return [
        unknown(code, None, f"Chưa biết quy định về {what} có hiệu lực ngày {display(law.day)}.", missing=("law",))
    ]
