"""The people of the tests: all invented, always the same, in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True)
class Character:
    family_name: str
    given_name: str
    sex: str
    born_on: str

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}"


#: Who stands for a role in the stories.
AN = Character("Nguyễn Văn", "An", "M", "1962-03-08")  # secretary of a cell, over sixty
BINH = Character("Trần Thị", "Bình", "F", "1971-11-20")  # deputy secretary
CHI = Character("Lê Thị Kim", "Chi", "F", "1985-07-02")  # clerk of a ward committee's office
DUNG = Character("Đặng Quốc", "Dũng", "M", "1974-01-15")  # secretary of a ward committee
GIANG = Character("Phạm Hương", "Giang", "F", "1990-09-09")  # organizer of a city committee
HA = Character("Vũ Thu", "Hà", "F", "2001-05-17")  # applicant
KHOA = Character("Hoàng Đăng", "Khoa", "M", "1998-12")  # probationary; the day of birth is not known
LAN = Character("Đỗ Ngọc", "Lan", "F", "1955")  # exempt; only the year is known
MINH = Character("Bùi Quang", "Minh", "M", "1980-02-29")  # works far away
NGA = Character("Ngô Thúy", "Nga", "F", "1978-06-30")  # secretary of the neighbouring cell
PHUC = Character("Dương Hồng", "Phúc", "M", "1969-08-19")  # inspector

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MIDDLES = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thu", "Quang", "Thanh", "Xuân", "Kim", "Hữu")
_GIVENS = (
    *("Ánh", "Bảo", "Cường", "Diệp", "Đạt", "Én", "Gấm", "Hiền", "Huệ", "Khánh", "Liên", "Lộc", "Mai", "Nam"),
    *("Oanh", "Phượng", "Quân", "Sơn", "Tâm", "Thảo", "Tuấn", "Uyên", "Vân", "Việt", "Xuân", "Yến", "Ý"),
)


def crowd(count: int, start: int = 0) -> list[Character]:
    """So many people, the same ones each time; ``start`` skips those already used."""
    return list(islice((extra(number) for number in range(start, start + count)), count))


def extra(number: int) -> Character:
    """The person of that number: no two of the first 3,861 have the same name."""
    middle = _MIDDLES[number // len(_FAMILIES) % len(_MIDDLES)]
    given = _GIVENS[number // (len(_FAMILIES) * len(_MIDDLES)) % len(_GIVENS)]
    family = _FAMILIES[number % len(_FAMILIES)]
    sex = "F" if middle in {"Thị", "Thu", "Kim", "Ngọc"} else "M"
    return Character(
        f"{family} {middle}", given, sex, f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}"
    )


def identity(number: int) -> str:
    """A made-up identity number of 12 digits, with a leading zero."""
    return f"0{26_000_000_000 + number:011}"
