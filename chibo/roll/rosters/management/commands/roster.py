"""``chibo roster``: lists of members from the command line, through the same acts as the pages."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils import timezone

from chibo.common.dates import display, parse_day
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.models import Organization
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Batch
from chibo.roll.rosters.queries.canonical import register_lines
from chibo.roll.rosters.queries.exchange import with_verdicts
from chibo.roll.rosters.queries.reports import report

#: The file, the organization or the batch cannot be worked with.
UNREADABLE = 2
#: It could be read, but the register refuses the act.
REFUSED = 1


class Command(BaseCommand):
    help = "Xem trước một danh sách đảng viên, ghi vào sổ, hoặc hoàn tác một đợt đã ghi"

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="xem trước; với --apply thì ghi các dòng rõ ràng vào sổ")
        bring.add_argument("file", type=Path, metavar="FILE", help="tệp .xlsx, .xls, .ods, .csv hoặc HTML")
        bring.add_argument("--org", required=True, metavar="CODE", help="mã tổ chức đảng của danh sách")
        bring.add_argument("--on", metavar="DAY", help="ngày của danh sách (dd/mm/yyyy); không ghi là hôm nay")
        bring.add_argument("--apply", action="store_true", help="ghi vào sổ")
        bring.add_argument("--json", action="store_true", help="kết quả bằng JSON")
        bring.add_argument(
            "--verdicts", type=Path, metavar="OUT", help="ghi tệp trao đổi có hai cột kết quả kiểm tra ra tệp này"
        )
        undo = acts.add_parser("undo", help="hoàn tác cả một đợt")
        undo.add_argument("batch", type=int, metavar="BATCH", help="số của đợt nhập")
        undo.add_argument("--json", action="store_true", help="kết quả bằng JSON")
        tidy = acts.add_parser("tidy", help="bỏ các danh sách đã xem trước mà không ai ghi hoặc bỏ")
        tidy.add_argument(
            "--days", type=int, default=actions.KEPT_DAYS, metavar="N", help="quá N ngày (mặc định %(default)s)"
        )
        whole = acts.add_parser("register", help="ghi toàn bộ sổ ra tệp, mỗi hàng một dòng JSON, để so sánh")
        whole.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, act: str, **options: Any) -> None:
        if act == "import":
            self._import(**options)
        elif act == "undo":
            self._undo(options["batch"], options["json"])
        elif act == "tidy":
            count = actions.tidy(at=timezone.now(), days=options["days"])
            self.stdout.write(f"Đã bỏ {count} danh sách để quá {options['days']} ngày; sổ không thay đổi gì.")
        else:
            with options["file"].open("wb") as out:
                out.writelines(register_lines())

    def _import(self, *, file: Path, org: str, on: str | None, apply: bool, **options: Any) -> None:
        organization = Organization.objects.filter(code=org).first()
        if organization is None:
            self._fail(f"Không có tổ chức đảng mang mã {org}.", UNREADABLE)
        day = self._day(on)
        try:
            data = file.read_bytes()
        except OSError as error:
            self._fail(f"{file}: {error.strerror}", UNREADABLE)
        try:
            opened = actions.read(data, file.name)
            batch = actions.upload(
                organization=organization, name=file.name, data=data, by=None, on=day, at=timezone.now(), opened=opened
            )
            batch = actions.check(batch=batch, by=None, tables=opened[1])
        except Refusal as refusal:
            self._fail(str(refusal), UNREADABLE)
        told = report(batch)
        if apply:
            try:
                batch = actions.apply(batch=batch, by=None, at=timezone.now())
            except Refusal as refusal:
                self._fail(str(refusal), REFUSED)
            actions.learn_after(batch)
            told = report(batch)
        if options["verdicts"]:
            self._verdicts(batch, data, options["verdicts"])
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else _words(batch, told))

    def _verdicts(self, batch: Batch, data: bytes, out: Path) -> None:
        try:
            out.write_bytes(with_verdicts(batch, data))
        except Refusal as refusal:
            self._fail(str(refusal), REFUSED)
        except OSError as error:
            self._fail(f"{out}: {error.strerror}", REFUSED)

    def _undo(self, pk: int, as_json: bool) -> None:
        batch = Batch.objects.filter(pk=pk).first()
        if batch is None:
            self._fail(f"Không có đợt nhập số {pk}.", UNREADABLE)
        try:
            batch = actions.undo(batch=batch, by=None, on=timezone.localdate(), at=timezone.now())
        except Refusal as refusal:
            self._fail(str(refusal), REFUSED)
        actions.learn_after(batch)
        told = {"batch": batch.pk, "undone": True, "entry": batch.undone}
        self.stdout.write(json.dumps(told) if as_json else f"Đã hoàn tác {batch}; mục {batch.undone} của sổ cái.")

    def _day(self, text: str | None) -> date:
        try:
            return parse_day(text) if text else timezone.localdate()
        except ValueError as error:
            self._fail(str(error), UNREADABLE)

    def _fail(self, sentence: str, status: int) -> NoReturn:
        self.stderr.write(" ".join(sentence.split()))
        sys.exit(status)


def _words(batch: Batch, told: dict[str, Any]) -> str:
    done = batch.state == Batch.State.APPLIED
    head = f"{batch} ({batch.name}, ngày {display(batch.on)}): {batch.get_state_display().lower()}."
    counts = f"{batch.rows} dòng: {batch.new} mới, {batch.changed} thay đổi, {batch.same} không đổi"
    lines = [head, f"{counts}, {batch.doubt} cần xem lại, {batch.refused} không nhận."]
    if done and not batch.new + batch.changed:
        lines.append("0 thay đổi: sổ đã có đúng như danh sách.")
    if done and batch.doubt + batch.refused:
        lines.append(f"{batch.doubt + batch.refused} dòng cần xem lại hoặc không nhận đã để ngoài, không ghi vào sổ.")
    lines += [
        f"Dòng tổng ({_place(each)}) ghi {each['declared']}, đọc được {each['read']} người: kiểm tra lại."
        for each in told["totals"]
        if each["declared"] != each["read"]
    ]
    lines += [
        f"  cột “{each['column']}”, {each['filled']} ô: không ghi vào sổ; {each['message']}."
        for each in told["unkept"]
        if each["filled"]
    ]
    for name, label in (("doubt", "cần xem lại"), ("refused", "không nhận")):
        lines += [f"  {_place(each)}, {label}, {each['column']}: {each['message']}" for each in told[name]]
    lines += [f"  {_place(each)}: bỏ qua, {each['reason']}" for each in told["skipped"]]
    return "\n".join(lines)


def _place(each: dict[str, Any]) -> str:
    return f"dòng {each['row']}, trang “{each['sheet']}”" if "sheet" in each else f"dòng {each['row']}"
