"""The invented people of the office files, always the same: number 1 is the same person in every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chibo.common.dates import add_months
from chibo.demo.people import face

CELLS = (
    "Chi bộ thôn Đông",
    "Chi bộ thôn Đoài",
    "Chi bộ Trường Tiểu học Hòa Bình",
    "Chi bộ Quân sự",
    "Chi bộ Trạm Y tế",
)
_ETHNICITIES = ("Kinh", "Kinh", "Kinh", "Tày", "Mường", "Kinh", "Dao")
_VILLAGES = ("Tân Hòa", "Phúc Thắng", "Đồng Quỳ", "Lũng Hạ", "Yên Thủy")
_EDUCATION = ("12/12", "10/10", "9/12", "12/12")
_WORK = ("Giáo viên", "Nông nghiệp", "Công chức", "Hưu trí", "Công nhân")
#: A province that was merged, one that was not.
PROVINCES = ("Tỉnh Vĩnh Phúc", "Tỉnh Phú Thọ", "Thành phố Hà Nội")


@dataclass(frozen=True, slots=True)
class Someone:
    number: int
    family_name: str
    given_name: str
    sex: str  # "M", "F"
    born: date
    identity: str
    card: str
    admitted: date
    official: date | None  # None: probationary
    organization: str
    ethnicity: str
    village: str
    province: str
    education: str
    work: str

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}"

    @property
    def sex_word(self) -> str:
        return "Nữ" if self.sex == "F" else "Nam"

    @property
    def card_on(self) -> date | None:
        return add_months(self.official, 2) if self.official else None


def someone(number: int, cells: Sequence[str] = CELLS) -> Someone:
    """Person of that number; every fortieth is probationary, every fiftieth has a card that begins with 0."""
    who = face(number)
    year, month, day = map(int, who.born_on.split("-"))
    born = date(year, month, day)
    admitted = date(min(year + 22 + number % 9, 2018), 1 + number % 12, 3)
    probationary = number % 40 == 0
    if probationary:
        admitted = date(2020, 1, 2) + timedelta(days=number % 200)
    return Someone(
        number=number,
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born=born,
        identity=who.identity,
        card=f"{number:08}" if number % 50 == 0 else f"{50_000_000 + number}",
        admitted=admitted,
        official=None if probationary else add_months(admitted, 12),
        organization=cells[number % len(cells)],
        ethnicity=_ETHNICITIES[number % len(_ETHNICITIES)],
        village=_VILLAGES[number % len(_VILLAGES)],
        province=PROVINCES[number % len(PROVINCES)],
        education=_EDUCATION[number % len(_EDUCATION)],
        work=_WORK[number % len(_WORK)],
    )


def people(count: int, cells: Sequence[str] = CELLS) -> list[Someone]:
    return [someone(number, cells) for number in range(1, count + 1)]


def dmy(day: date | None) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}" if day else ""
