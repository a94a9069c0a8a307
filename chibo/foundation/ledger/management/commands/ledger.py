"""``chibo ledger verify`` and ``chibo ledger checkpoint FILE``."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chibo.foundation.ledger import actions, queries
from chibo.foundation.ledger.audit import Report
from chibo.foundation.ledger.signing import Signed, read_line


class Command(BaseCommand):
    help = "Kiểm tra sổ cái, hoặc ký mốc và ghi ra tệp"

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="what", required=True)
        verify = commands.add_parser("verify", help="kiểm tra toàn bộ sổ cái; mã kết thúc 1 khi có lỗi")
        verify.add_argument("--checkpoints", type=Path, metavar="FILE", help="tệp các mốc ký giữ ngoài hệ thống")
        verify.add_argument(
            "--trust", action="append", default=[], metavar="KEY", help="khóa công khai dùng trước đây"
        )
        verify.add_argument("--json", action="store_true", help="kết quả bằng JSON")
        checkpoint = commands.add_parser("checkpoint", help="ký mốc hiện tại và ghi thêm một dòng vào tệp")
        checkpoint.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, what: str, **options: Any) -> None:
        if what == "checkpoint":
            self._checkpoint(options["file"])
        else:
            report = queries.verify(_read(options["checkpoints"]), options["trust"])
            self.stdout.write(_as_json(report) if options["json"] else _in_words(report))
            if not report.ok:
                raise SystemExit(1)

    def _checkpoint(self, file: Path) -> None:
        try:
            with file.open("a", encoding="utf-8") as out:
                signed = actions.checkpoint(at=timezone.now())
                out.write(signed.line + "\n")
                out.flush()
                os.fsync(out.fileno())
        except (OSError, actions.BrokenLedger) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Đã ký mốc mục {signed.seq} ({signed.digest}) vào {file}")


def _read(file: Path | None) -> list[Signed]:
    if file is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(str(error)) from None
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(read_line(line))
        except ValueError:
            raise CommandError(f"{file}:{number}: không phải là một mốc ký") from None
    return found


def _as_json(report: Report) -> str:
    return json.dumps({"ok": report.ok, **asdict(report)}, ensure_ascii=False, indent=2)


def _in_words(report: Report) -> str:
    seen = f"{report.entries} mục, {report.checkpoints} mốc ký, {report.rows} dòng dữ liệu đối chiếu"
    if report.withheld:
        seen += f", {report.withheld} mục đã rút phần cá nhân"
    if report.ok:
        return f"Sổ cái nguyên vẹn: {seen}."
    lines = [f"Sổ cái có {len(report.faults)} lỗi ({seen}):"]
    return "\n".join(lines + [f"  {fault.kind:<13} {fault.sentence}" for fault in report.faults])
