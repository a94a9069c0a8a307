"""The columns of a person that may be put right: their words, how each is read, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chibo.common.dates import PartialDate
from chibo.common.secrets import open_sealed
from chibo.roll.members.models import Person, Sex

LABELS: Final[Mapping[str, str]] = {
    "name": "Họ và tên",
    "other_name": "Tên gọi khác",
    "sex": "Giới tính",
    "born_on": "Ngày sinh",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "home_town": "Quê quán",
    "residence": "Nơi thường trú",
    "occupation": "Nghề nghiệp, nơi công tác",
    "identity": "Số định danh cá nhân",
}
MASKED: Final = "•••• •••• ••••"


def value_of(person: Person, field: str) -> str:
    """As the register holds it; the identity number in clear, for comparing only."""
    if field == "identity":
        return open_sealed(bytes(person.identity_secret)) if person.identity_secret else ""
    return person.name if field == "name" else str(getattr(person, field))


def shown(field: str, value: str) -> str:
    """In words for a page: the identity number masked, days and sex as people write them."""
    if not value:
        return ""
    if field == "identity":
        return MASKED
    if field == "born_on":
        return PartialDate.parse(value).display
    return Sex(value).label if field == "sex" else value
