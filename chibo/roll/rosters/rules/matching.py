"""Who a line is about: by identity number, by card number, by name and birth. What is not sure is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chibo.common.dates import PartialDate, display
from chibo.roll.rosters.rules.known import Known
from chibo.roll.rosters.rules.lines import Entry, Judged, Question, Titles, Twin

NEW = "new"
_ELSEWHERE = (
    "Trong hệ thống đã có một mục {what} ở ngoài phạm vi của danh sách này. Đồng chí đề nghị cấp ủy cấp trên đối "
    "chiếu; nếu đồng chí ấy chuyển đến thì làm thủ tục chuyển sinh hoạt."
)


@dataclass(frozen=True, slots=True)
class Register:
    """The part of the register that these lines may be about."""

    by_identity: Mapping[str, int]
    by_card: Mapping[str, int]
    by_name: Mapping[str, Sequence[int]]
    people: Mapping[int, Known]


def find(judged: Judged, register: Register, titles: Titles) -> Known | None:
    """The person, or nobody: then the line is about somebody new, or a question has been put."""
    entry = judged.entry
    numbered = _by_numbers(judged, register, titles)
    if numbered is not None or judged.open_questions or judged.left:
        return numbered
    sure, perhaps = _by_name(entry, register)
    if len(sure) == 1 and sure[0].inside:
        return sure[0]
    if sure or perhaps:
        return _asked(judged, sure, perhaps, titles)
    return None


def _by_numbers(judged: Judged, register: Register, titles: Titles) -> Known | None:
    entry = judged.entry
    card = entry.values.get("card_number", "")
    first = register.people.get(register.by_identity.get(entry.identity_index, 0)) if entry.identity_index else None
    second = register.people.get(register.by_card.get(card, 0)) if card else None
    if first and second and first is not second:
        text = (
            f"Số định danh và số thẻ {_masked(card)} trong sổ thuộc về hai người khác nhau. Kiểm tra lại hai số này."
        )
        _ask_person(judged, "match:numbers", titles["card_number"], text, [first, second], new=False)
        return _answered(judged, "match:numbers", register)
    person = first or second
    if person is None:
        return None
    column, what = ("identity", "mang số định danh này") if first else ("card_number", "mang số thẻ này")
    if not person.inside:
        judged.ask(Question("match:elsewhere", titles[column], _ELSEWHERE.format(what=what)))
        return None
    if _names_fit(entry, person) and (first or _births_fit(entry.values.get("born_on", ""), person.born_on)):
        return person
    text = f"Trong sổ, người {what} là {_told(person)}; danh sách ghi {entry.name}. Xác nhận có phải một người không."
    _ask_person(judged, "match:number", titles[column], text, [person], new=False)
    return _answered(judged, "match:number", register)


def _by_name(entry: Entry, register: Register) -> tuple[list[Known], list[Known]]:
    sure: list[Known] = []
    perhaps: list[Known] = []
    for pk in register.by_name.get(entry.folded, ()):
        person = register.people[pk]
        if entry.identity_index and person.identity_index and entry.identity_index != person.identity_index:
            continue
        fit = _fit(entry.values.get("born_on", ""), person.born_on, entry.day("admitted_on"), person.admitted_on)
        if fit == 2:
            sure.append(person)
        elif fit == 1 and person.inside:
            perhaps.append(person)
    return sure, perhaps


def _fit(born: str, known: str, admitted: date | None, known_admitted: date | None) -> int:
    """2: surely the same birth, 1: perhaps, 0: another one. A birth of which less is known needs the admission too."""
    if born == known and len(born) == 10:
        return 2
    if born == known and admitted and admitted == known_admitted:
        return 2
    return 1 if born.startswith(known) or known.startswith(born) else 0


def _asked(judged: Judged, sure: list[Known], perhaps: list[Known], titles: Titles) -> Known | None:
    entry = judged.entry
    outside = [person for person in sure if not person.inside]
    if outside and len(sure) == len(outside):
        text = _ELSEWHERE.format(what="cùng họ tên, ngày sinh")
        judged.ask(Question("match:elsewhere", titles["full_name"], text, ((NEW, "Là người khác: ghi người mới"),)))
        return None
    people = [person for person in (sure or perhaps) if person.inside]
    told = "; ".join(_told(person) for person in people[:5])
    text = f"Có thể đã có trong sổ: {told}. Chưa đủ căn cứ để tự xác định; chọn đúng người hoặc ghi người mới."
    _ask_person(judged, "match:name", titles["full_name"], text, people, new=True)
    answer = entry.answers.get("match:name", "")
    return next((person for person in people if str(person.id) == answer), None)


def _ask_person(judged: Judged, code: str, column: str, text: str, people: Iterable[Known], *, new: bool) -> None:
    choices = [(str(person.id), f"Là {_told(person)}") for person in people if person.inside]
    if new:
        choices.append((NEW, "Là người khác: ghi người mới"))
    judged.ask(Question(code, column, text, tuple(choices)))


def _answered(judged: Judged, code: str, register: Register) -> Known | None:
    answer = judged.entry.answers.get(code, "")
    person = register.people.get(int(answer)) if answer.isdecimal() else None
    return person if person and person.inside else None


def _told(person: Known) -> str:
    """As people tell one from another, without a number; nothing about anybody outside."""
    if not person.inside:
        return "một mục ở ngoài phạm vi"
    born = f", sinh {PartialDate.parse(person.born_on).display}" if person.born_on else ""
    since = f", vào Đảng {display(person.admitted_on)}" if person.admitted_on else ""
    return f"{person.name}{born}{since}"


def _masked(number: str) -> str:
    return f"…{number[-4:]}"


def _names_fit(entry: Entry, person: Known) -> bool:
    return entry.folded == person.folded


def _births_fit(born: str, known: str) -> bool:
    return born.startswith(known) or known.startswith(born)


@dataclass(slots=True)
class Twins:
    """Lines that repeat one another, found while lines go by; of a line only its keys and a digest are kept.

    Lines that say exactly the same are one, and only the later ones are doubtful; else the first one is too, which
    :attr:`late` remembers.
    """

    seen: dict[str, tuple[int, int, int, str, str]] = field(default_factory=dict)
    late: dict[tuple[int, int], Twin] = field(default_factory=dict)

    def meet(self, entry: Entry) -> Twin | None:
        """The earlier line that this one repeats."""
        said = hash(tuple([item for item in entry.values.items() if item[0] != "row_number"]))
        card = entry.values.get("card_number", "")
        met: Twin | None = None
        mine = (entry.sheet, entry.number, said, entry.identity_index[:16], card)
        for column, key in self._keys(entry, card):
            sheet, number, first, identity, other_card = held = self.seen.setdefault(key, mine)
            if held is mine or (sheet, number) == (entry.sheet, entry.number):
                continue
            if column == "full_name" and _two_people((identity, other_card), mine[3:]):
                continue
            met = met or Twin(column, number, sheet)
            if first != said:
                self.late.setdefault((sheet, number), Twin(column, entry.number, entry.sheet))
        return met

    def _keys(self, entry: Entry, card: str) -> list[tuple[str, str]]:
        keys = [("identity", f"i{entry.identity_index}")] if entry.identity_index else []
        keys += [("card_number", f"c{card}")] if card else []
        if entry.folded and (born := entry.values.get("born_on")):
            keys.append(("full_name", f"n{entry.folded}|{born}"))
        return keys


def _two_people(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Of one name and birth, but each with a number of their own."""
    return any(a and b and a != b for a, b in zip(first, second, strict=True))
