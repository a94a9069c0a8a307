"""Who is in the denominator, how much is needed, and whether a vote reached it. Pure.

Source of the definitions: Quy định 294-QĐ/TW, mục 9.3 (and the texts before it); the exclusions themselves are
parameters ``meeting.*_denominator_excludes`` of the law of the day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chibo.foundation.rulebook.answers import failed, needed, passed, threshold
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.model import Value

#: In this order a person who is out for several grounds is counted under the first.
GROUNDS = {
    "not_official": "đảng viên dự bị, không có quyền biểu quyết",
    "guest": "sinh hoạt tạm thời tại đây, biểu quyết ở nơi sinh hoạt chính thức",
    "suspended": "đang bị đình chỉ sinh hoạt",
    "detained": "đang bị tạm giam",
    "prosecuted": "đang bị khởi tố, truy tố",
    "away": "đã giới thiệu sinh hoạt tạm thời nơi khác",
    "away_absent": "đã giới thiệu sinh hoạt tạm thời nơi khác và vắng",
    "exempt_absent": "được miễn sinh hoạt và vắng",
}

#: Not members of the body that votes, so not in the first term of the sum either.
NEVER_COUNTED = frozenset({"not_official", "guest"})


@dataclass(frozen=True, slots=True)
class Voter:
    """What the register says of one summoned person on the day of the meeting."""

    person_id: int
    name: str
    official: bool
    present: bool
    guest: bool = False
    away: bool = False
    exempt: bool = False
    suspended: bool = False
    prosecuted: bool = False
    detained: bool = False

    def is_out_by(self, ground: str) -> bool:
        match ground:
            case "not_official":
                return not self.official
            case "away_absent":
                return self.away and not self.present
            case "exempt_absent":
                return self.exempt and not self.present
            case _:
                return bool(getattr(self, ground))  # guest, away, suspended, prosecuted, detained


@dataclass(frozen=True, slots=True)
class RollRow:
    person_id: int
    name: str
    present: bool
    ground: str  # empty: counted

    @property
    def counted(self) -> bool:
        return not self.ground


@dataclass(frozen=True, slots=True)
class Electorate:
    """The roll on the day: every summoned person, in or out of the denominator and why."""

    rows: tuple[RollRow, ...]
    noun: str  # "đảng viên chính thức", "cấp ủy viên", "ủy viên ban thường vụ"
    excludes: Value

    @property
    def denominator(self) -> int:
        return sum(row.counted for row in self.rows)

    @property
    def may_vote_here(self) -> int:
        return sum(row.counted and row.present for row in self.rows)

    @property
    def left_out(self) -> list[RollRow]:
        return [row for row in self.rows if row.ground]

    @property
    def arithmetic(self) -> str:
        """``28 đảng viên chính thức − 1 … − 2 … = 25``, probationary members not being in the first term."""
        out = [row for row in self.left_out if row.ground not in NEVER_COUNTED]
        terms = [f"{self.denominator + len(out)} {self.noun}"]
        for ground, words in GROUNDS.items():
            count = sum(row.ground == ground for row in out)
            if count:
                terms.append(f"{count} {words}")
        return " − ".join(terms) + f" = {self.denominator}"


def electorate(voters: Sequence[Voter], excludes: Value, noun: str) -> Electorate:
    """Sort the summoned into counted and left out, each for the first ground of the law that fits."""
    lawful: Collection[str] = excludes.value
    grounds = [g for g in GROUNDS if g in NEVER_COUNTED or g in lawful]
    rows = tuple(
        RollRow(v.person_id, v.name, v.present, next((g for g in grounds if v.is_out_by(g)), "")) for v in voters
    )
    return Electorate(rows, noun, excludes)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What was counted at the meeting; never who voted what."""

    method: str  # secret, card
    votes_for: int
    votes_against: int
    votes_blank: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.votes_blank


@dataclass(frozen=True, slots=True)
class Count:
    """A counted vote: the sum in whole numbers, and the finding that says it with its source."""

    denominator: int
    needed: int
    passed: bool
    arithmetic: str
    finding: Finding


def check_ballot(ballot: Ballot, roll: Electorate) -> list[Finding]:
    """Votes cannot be more than the people in the room who may vote: a matter of counting, so it always refuses.

    Where the grounds for leaving somebody out are not confirmed yet, the sentence says so instead of citing them.

    Returns:
        Findings with code ``VOTE-COUNT``; a failed one refuses the vote.
    """
    present = roll.may_vote_here
    if ballot.cast <= present:
        return [
            passed("VOTE-COUNT", roll.excludes, f"{ballot.cast} phiếu trên {present} người có mặt có quyền bỏ phiếu")
        ]
    barred = [f"{row.name} ({GROUNDS[row.ground]})" for row in roll.rows if row.present and row.ground]
    why = f" Có mặt nhưng không được bỏ phiếu: {'; '.join(barred)}." if barred else ""
    if barred and not roll.excludes.binds:
        why += " Cách tính này chưa được xác nhận theo văn bản mới; văn bản quy định khác thì xác nhận ở mục Quy định."
    return [
        failed(
            "VOTE-COUNT",
            roll.excludes if roll.excludes.binds else None,
            f"Tổng số phiếu là {ballot.cast}, nhiều hơn {present} người có mặt có quyền bỏ phiếu.{why}",
            cast=ballot.cast,
            present=present,
        )
    ]


def count(ballot: Ballot, roll: Electorate, share: Value) -> Count:
    """Count a ballot against the roll and the share that the law of the day asks for (whole-number arithmetic)."""
    rule = threshold(share)
    need = needed(roll.denominator, rule)
    enough = roll.denominator > 0 and ballot.votes_for >= need
    words = f"quá {_words(rule.fraction)}" if rule.strict else f"ít nhất {_words(rule.fraction)}"
    arithmetic = (
        f"{roll.arithmetic}; cần {need} ({words}); tán thành {ballot.votes_for} → {'đạt' if enough else 'chưa đạt'}"
    )
    answer = passed if enough else failed
    finding = answer(
        "VOTE-SHARE", share, arithmetic, denominator=roll.denominator, needed=need, votes_for=ballot.votes_for
    )
    return Count(roll.denominator, need, enough, arithmetic, finding)


def _words(fraction: Fraction) -> str:
    return "một nửa" if fraction.denominator == 2 else str(fraction)
