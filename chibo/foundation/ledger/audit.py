"""Walking the whole chain, and saying in words which entry was touched and how."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from json import JSONDecoder
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Cast
from django.utils.timezone import get_current_timezone

from chibo.common.dates import display
from chibo.foundation.ledger import witnesses
from chibo.foundation.ledger.chain import GENESIS, WITHDRAWN, Content, Row, merkle_root, moment, personal_digest
from chibo.foundation.ledger.models import BatchRow, Checkpoint, Entry, Head
from chibo.foundation.ledger.signing import Signed, our_public_key

_AT_A_TIME = 2000
_DECODER = JSONDecoder()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. Kinds: edited, deleted, inserted, reordered, forked, head, personal, batch, checkpoint,
    signature, row_changed, row_missing, row_returned, row_unvouched."""

    kind: str
    seq: int
    sentence: str


@dataclass(slots=True)
class Report:
    """What a verification saw."""

    entries: int = 0
    digest: str = GENESIS
    withheld: int = 0  # entries whose personal part was withdrawn
    checkpoints: int = 0
    rows: int = 0  # rows of higher floors that were compared
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults


@dataclass(slots=True)
class Stored:
    """An entry as the database holds it, read as text so that no nonsense in it can stop the walk."""

    pk: int
    content: Content
    digest: str
    personal: Any
    salt: str

    @property
    def seq(self) -> int:
        return self.content.seq


def stored_entries() -> Iterator[Stored]:
    texts = {f"{name}_text": Cast(F(name), TextField()) for name in ("at", "on", "payload", "personal")}
    names = ("actor", "action", "subject", "organization", "personal_digest", "software", "previous", "digest", "salt")
    rows = Entry.objects.annotate(**texts).order_by("seq", "pk").values_list("pk", "seq", *texts, *names)
    for row in rows.iterator(chunk_size=_AT_A_TIME):
        pk, seq, at, on, payload, personal, actor, action, subject, organization, private, software, *rest = row
        previous, digest, salt = rest
        said = _json(payload)
        content = Content(
            seq, _moment(at), on, actor, action, subject, organization, said, private, software, previous
        )
        yield Stored(pk, content, digest, _json(personal), salt)


def _moment(text: str) -> str:
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def _json(text: str | None) -> Any:
    """What the text says; text that is no JSON stands for itself and fits no digest."""
    if text is None:
        return None
    try:
        value, end = _DECODER.raw_decode(text)
    except ValueError:
        return text
    return value if end == len(text) else text


def audit(checkpoints: Iterable[Signed] = (), trusted: Collection[str] = ()) -> Report:
    """Verify every entry, the head, the checkpoints (given and kept here) and the rows that entries vouch for.

    ``trusted`` are public keys that signed before ours.
    """
    walk = _Walk()
    for entry in stored_entries():
        walk.take(entry)
    walk.explain_moves()
    walk.compare_head()
    _compare_checkpoints(walk.report, [*_kept_checkpoints(), *checkpoints], {our_public_key(), *trusted})
    _hear_witnesses(walk.report, walk.vouched)
    walk.report.faults.sort(key=lambda fault: fault.seq)
    return walk.report


class _Walk:
    """The chain entry by entry. ``tails`` are the digests that the next entry may name as its predecessor."""

    def __init__(self) -> None:
        self.report = Report()
        self.head = Head.objects.order_by("pk").first()
        self.last = 0
        self.tails = {GENESIS}
        self.suspects: set[int] = set()
        self.moved: dict[int, int] = {}  # number now -> number that the digest was made for
        self.at_head = GENESIS if self.head and not self.head.seq else ""
        self.vouched: dict[str, dict[int, tuple[str, int]]] = {kind: {} for kind in witnesses.WITNESSES}

    def fault(self, kind: str, seq: int, sentence: str) -> None:
        self.suspects.add(seq)
        self.report.faults.append(Fault(kind, seq, sentence))

    def take(self, entry: Stored) -> None:
        self.report.entries += 1
        if not isinstance(entry.seq, int) or entry.seq < 1:
            self.fault("inserted", 0, f"Có mục mang số không hợp lệ: {entry.seq}")
            return
        self._place(entry)
        if self.head and entry.seq == self.head.seq:
            self.at_head = entry.digest
        self.report.digest = entry.digest
        self._check_personal(entry)
        self._note_rows(entry)

    def _place(self, entry: Stored) -> None:
        """Does it stand where it was put, after the one that it followed, and say what it said?"""
        seq = entry.seq
        if seq == self.last:
            self.fault("forked", seq, f"Sổ rẽ nhánh: có hai mục cùng mang số {seq}")
            self.tails.add(entry.digest)
            return
        whole, follows = entry.content.digest() == entry.digest, entry.content.previous in self.tails
        if seq > self.last + 1:
            self.fault("deleted", self.last + 1, f"{_numbers(self.last + 1, seq - 1)} đã bị xóa khỏi sổ")
        elif whole and not follows:
            self._explain_link(entry)
        if not whole:
            self._explain_mismatch(entry)
        self.tails, self.last = {entry.digest}, seq

    def _explain_link(self, entry: Stored) -> None:
        """The entry is whole but follows another one than stands before it: which of the two is foreign?"""
        beyond = self.head is not None and entry.seq > self.head.seq
        replaced = self.head is not None and entry.seq == self.head.seq and entry.digest != self.head.digest
        if self.last in self.suspects or self.last in self.moved or beyond:
            return
        if Entry.objects.filter(previous=entry.content.previous).exclude(pk=entry.pk).exists():
            self.fault("forked", entry.seq, f"Sổ rẽ nhánh: mục {entry.seq} nối vào chỗ mà một mục khác đã nối")
        elif Entry.objects.filter(digest=entry.content.previous).exists() or replaced or not self.last:
            self.fault("inserted", entry.seq, f"Mục {entry.seq} bị chèn: không nối vào mục đứng trước")
        else:
            self.fault("edited", self.last, f"Mục {self.last} bị ghi lại: mục {self.last + 1} không còn nối vào nó")

    def _explain_mismatch(self, entry: Stored) -> None:
        """The digest does not fit: the entry was changed, or it was made for another number."""
        seq = entry.seq
        origins = {seq + self.moved[self.last] - self.last} if self.last in self.moved else set()
        if entry.content.previous not in self.tails:
            origins |= {seq - 1, seq + 1}
            parents = Entry.objects.filter(digest=entry.content.previous).values_list("seq", flat=True)
            origins |= {parent + 1 for parent in parents} | set(self.moved.values())
        for origin in sorted(origins - {seq}):
            if entry.content.digest(origin) == entry.digest:
                self.moved[seq] = origin
                return
        what = f"{entry.content.action}, ngày {_day(entry.content.on)}"
        self.fault("edited", seq, f"Mục {seq} ({what}) đã bị sửa sau khi ghi")

    def _check_personal(self, entry: Stored) -> None:
        if entry.personal is None:
            self.report.withheld += bool(entry.content.personal_digest)
        elif personal_digest(entry.personal, entry.salt) != entry.content.personal_digest:
            self.fault("personal", entry.seq, f"Phần dữ liệu cá nhân của mục {entry.seq} đã bị sửa")

    def _note_rows(self, entry: Stored) -> None:
        payload = entry.content.payload
        if not isinstance(payload, dict):
            return
        rows = [payload["row"]] if "row" in payload else []
        rows += payload["rows"] if isinstance(payload.get("rows"), list) else []
        for row in rows:
            self._note_row(row, entry.seq)
        if isinstance(batch := payload.get("batch"), dict):
            count, root = merkle_root(self._batch_rows(entry))
            if {"count": count, "root": root} != batch:
                self.fault("batch", entry.seq, f"Bảng kê kèm mục {entry.seq} không còn như khi ghi")

    def _batch_rows(self, entry: Stored) -> Iterator[Row]:
        rows = BatchRow.objects.filter(entry=entry.pk).order_by("position", "pk").values_list("kind", "row", "digest")
        for kind, pk, digest in rows.iterator(chunk_size=_AT_A_TIME):
            row = Row(kind=kind, id=pk, digest=digest)
            self._note_row(row, entry.seq)
            yield row

    def _note_row(self, row: Any, seq: int) -> None:
        if isinstance(row, dict) and row.get("kind") in self.vouched:
            self.vouched[row["kind"]][row["id"]] = (row["digest"], seq)

    def explain_moves(self) -> None:
        """Numbers that no entry was made for were deleted; numbers that two were made for had one inserted."""
        now, made_for = set(self.moved), set(self.moved.values())
        lost = {seq for seq in now - made_for if seq < max(made_for)}
        doubled = {seq for seq in made_for - now if seq <= self.last}
        for seq in sorted(lost):
            self.fault("deleted", seq, f"Mục {seq} đã bị xóa và các mục sau bị đánh số lại")
        for seq in sorted(doubled):
            self.fault("inserted", seq, f"Mục {seq} bị chèn vào và các mục sau bị đánh số lại")
        if lost or doubled:
            return
        for _, run in groupby(sorted(self.moved.items()), key=lambda pair: pair[1] - pair[0]):
            pairs = list(run)
            (first, origin), (last, _) = pairs[0], pairs[-1]
            were = _numbers(origin, origin + last - first).lower()
            self.fault("reordered", first, f"{_numbers(first, last)} bị đổi chỗ: vốn là {were}")

    def compare_head(self) -> None:
        """The head says how many entries there are and how the newest one ends."""
        heads = list(Head.objects.order_by("pk"))
        if len(heads) != 1 or self.head is None:
            if heads or self.last:
                self.fault("head", self.last, f"Sổ phải có đúng một đầu sổ, nay có {len(heads)}")
            return
        length = heads[0].seq  # an act may have been recorded since the walk began
        if self.head.seq > self.last and self.head.digest not in self.tails:
            self.fault("deleted", self.last + 1, f"{_numbers(self.last + 1, self.head.seq)} (mới nhất) đã bị xóa")
        elif self.last > length and self.at_head == heads[0].digest:
            self.fault("inserted", length + 1, f"{_numbers(length + 1, self.last)} bị chèn vào sau mục mới nhất")
        elif self.head.seq > self.last or self.last > length:
            self.fault("head", self.last, f"Đầu sổ ghi {length} mục, trong sổ có {self.last} mục: đầu sổ đã bị sửa")
        elif self.at_head != self.head.digest and self.head.seq not in self.suspects:
            sentence = f"Đầu sổ không khớp mục {self.head.seq}: đầu sổ bị sửa, hoặc mục này bị ghi lại"
            self.fault("head", self.head.seq, sentence)


def _kept_checkpoints() -> list[Signed]:
    kept = Checkpoint.objects.order_by("pk")
    return [Signed(c.seq, c.digest, moment(c.at), c.actor, c.public_key, c.signature) for c in kept]


def _compare_checkpoints(report: Report, checkpoints: list[Signed], keys: set[str]) -> None:
    now = _in_batches(
        {signed.seq for signed in checkpoints},
        lambda some: dict(Entry.objects.filter(seq__in=some).values_list("seq", "digest")),
    )
    report.checkpoints = len(set(checkpoints))
    for signed in dict.fromkeys(checkpoints):
        name = f"Mốc ký mục {signed.seq} ({_day(signed.at)})"
        if not signed.genuine:
            report.faults.append(Fault("signature", signed.seq, f"{name}: chữ ký sai, mốc đã bị sửa"))
        elif signed.public_key not in keys:
            report.faults.append(Fault("signature", signed.seq, f"{name}: ký bằng khóa lạ {signed.public_key}"))
        elif signed.seq not in now:
            report.faults.append(Fault("checkpoint", signed.seq, f"{name}: mục này không còn, sổ đã bị cắt bớt"))
        elif now[signed.seq] != signed.digest:
            report.faults.append(Fault("checkpoint", signed.seq, f"{name}: sổ đến mục này đã bị viết lại"))


def _hear_witnesses(report: Report, vouched: dict[str, dict[int, tuple[str, int]]]) -> None:
    for kind, known in vouched.items():
        witness = witnesses.WITNESSES[kind]
        standing = _in_batches(known, witness.digests)
        report.rows += len(known)
        for pk, (digest, seq) in known.items():
            if digest == WITHDRAWN:
                if pk in standing:
                    sentence = f"{kind} {pk} mà mục {seq} đã thu hồi nay lại có"
                    report.faults.append(Fault("row_returned", seq, sentence))
            elif pk not in standing:
                report.faults.append(Fault("row_missing", seq, f"{kind} {pk} mà mục {seq} ghi nhận không còn"))
            elif standing[pk] != digest:
                report.faults.append(Fault("row_changed", seq, f"{kind} {pk} khác với khi mục {seq} ghi nhận"))
        for pk in witness.ids() if witness.ids else ():
            if pk not in known:
                report.faults.append(Fault("row_unvouched", 0, f"{kind} {pk} không có mục nào trong sổ ghi nhận"))


def _in_batches(keys: Collection[int], ask: Callable[[list[int]], dict[int, str]]) -> dict[int, str]:
    answers: dict[int, str] = {}
    rest = iter(keys)
    while some := list(islice(rest, _AT_A_TIME)):
        answers |= ask(some)
    return answers


def _numbers(first: int, last: int) -> str:
    return f"Mục {first}" if first == last else f"Các mục {first}–{last}"


def _day(iso: str) -> str:
    try:
        read = datetime.fromisoformat(iso)
        return display(read.astimezone(get_current_timezone()) if read.tzinfo else read)
    except ValueError:
        return iso
