"""May this entry of a file be changed? A ground, a document, the consent of the committee; the birth date no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law

#: The original itself changes; the register is brought back to the original; life went on and a supplement says so.
CHANGE, TRANSCRIPTION, UPDATE = "CHANGE", "TRANSCRIPTION", "UPDATE"
#: What changes in life without the original having been wrong.
LIVING = frozenset({"residence", "occupation"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that is asked for, with what is said to allow it."""

    field: str
    kind: str
    old: str
    new: str
    ground: str = ""
    document: str = ""
    document_on: date | None = None
    consent_by: str = ""
    consent: str = ""
    consent_on: date | None = None


def check_correction(asked: Asked, on: date, law: Law) -> list[Finding]:
    """Everything that stands in the way on the day, each with its field."""
    found = []
    if asked.old == asked.new:
        found.append(failed("FIX-SAME", None, "Giá trị mới giống giá trị đang ghi.", asks="new"))
    found += check_ground(asked.ground, asked.document, asked.document_on, on)
    if asked.kind == UPDATE and asked.field not in LIVING:
        sentence = "Mục này không thay đổi theo cuộc sống hằng ngày; sửa theo hồ sơ gốc, hoặc có cấp ủy đồng ý."
        found.append(failed("FIX-KIND", None, sentence, asks="kind"))
    if asked.kind == CHANGE:
        found += check_consent(asked, on, law)
        if asked.field == "born_on":
            found += check_birth_date(on, law)
    return found


def check_ground(ground: str, document: str, document_on: date | None, on: date) -> list[Finding]:
    """A sentence that says why, and the paper that shows it."""
    found = []
    if not ground.strip():
        found.append(failed("FIX-GROUND", None, "Chưa ghi căn cứ của việc sửa.", asks="ground"))
    if not document.strip():
        found.append(failed("FIX-DOCUMENT", None, "Chưa ghi số văn bản làm căn cứ.", asks="document"))
    if document_on is None:
        found.append(failed("FIX-DOCUMENT", None, "Chưa ghi ngày của văn bản làm căn cứ.", asks="document_on"))
    elif document_on > on:
        sentence = f"Văn bản làm căn cứ ngày {display(document_on)} ở sau ngày sửa {display(on)}."
        found.append(failed("FIX-DOCUMENT", None, sentence, asks="document_on"))
    return found


def check_consent(asked: Asked, on: date, law: Law) -> list[Finding]:
    """The written consent of the competent committee, where the law of the day asks for it."""
    needed = law.get("records.correction_needs_consent")
    if needed is None or not needed.value:
        return []
    title = law.parameter(needed.name).title
    found = []
    for name, value in (
        ("consent_by", asked.consent_by),
        ("consent", asked.consent),
        ("consent_on", asked.consent_on),
    ):
        if not value:
            found.append(failed("FIX-CONSENT", needed, f"{title}.", who="cấp ủy có thẩm quyền", asks=name))
    if asked.consent_on is not None and asked.consent_on > on:
        sentence = f"Văn bản đồng ý ngày {display(asked.consent_on)} ở sau ngày sửa {display(on)}."
        found.append(failed("FIX-CONSENT", needed, sentence, asks="consent_on"))
    return found or [passed("FIX-CONSENT", needed, f"Có văn bản đồng ý số {asked.consent}.")]


def check_birth_date(on: date, law: Law) -> list[Finding]:
    """From the day of the freeze nobody's age is adjusted, whatever a birth certificate says."""
    frozen, source = law.get("records.birth_date_frozen"), law.get("records.birth_date_source")
    if frozen is None or not frozen.value or source is None:
        return []
    told = law.parameter(source.name).labels[source.value]
    sentence = f"Từ ngày {display(frozen.starts_on)} không xem xét điều chỉnh tuổi của đảng viên; tuổi theo {told}."
    return [failed("FIX-BIRTH", frozen, sentence, asks="new", day=on.isoformat())]


def freeze_from(law: Law) -> date | None:
    """The first day on which ages are no longer adjusted, whatever the day of ``law``."""
    values = law.parameter("records.birth_date_frozen").values
    return next((value.starts_on for value in values if value.value), None)
