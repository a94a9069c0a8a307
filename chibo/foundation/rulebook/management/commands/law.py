"""``chibo law``: check the law's files, answer questions by them, write the reference pages."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import chibo
from chibo.foundation.rulebook.cases import Result, read_cases, run
from chibo.foundation.rulebook.law import rulebook
from chibo.foundation.rulebook.loader import LAW, LawRefused, load
from chibo.foundation.rulebook.reference import pages

REFERENCE = Path(chibo.__file__).parent.parent / "docs" / "reference"


class Command(BaseCommand):
    help = "Check the law's files, answer questions by them, write the reference pages."
    requires_system_checks = ()  # neither pages nor tables are needed to read the law

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        check = words.add_parser("check", help="validate everything in chibo/law")
        check.add_argument("--folder", type=Path, default=LAW, help="another folder in the same shape")
        cases = words.add_parser("cases", help="answer the cases of files and compare with what they expect")
        cases.add_argument("files", nargs="+", type=Path, metavar="FILE")
        cases.add_argument("--topic", action="append", default=[], help="only this topic; may be given several times")
        cases.add_argument("--json", action="store_true", help="tell every answer as JSON; the count goes to stderr")
        docs = words.add_parser("docs", help="write docs/reference")
        docs.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
        docs.add_argument("--folder", type=Path, default=REFERENCE)

    def handle(self, *args: Any, **options: Any) -> None:
        {"check": self.check_law, "cases": self.answer_cases, "docs": self.write_docs}[options["word"]](options)

    def check_law(self, options: dict[str, Any]) -> None:
        try:
            book = load(options["folder"], check_guards=True)
        except LawRefused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            raise CommandError(f"the law is not sound: {len(refused.faults)} faults") from refused
        self.stdout.write(
            f"instruments {len(book.instruments)}, parameters {len(book.parameters)}, forms {len(book.forms)}, "
            f"procedures {len(book.procedures)}: sound"
        )

    def answer_cases(self, options: dict[str, Any]) -> None:
        try:
            cases = [case for path in options["files"] for case in read_cases(path)]
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        results = [run(case) for case in cases if not options["topic"] or case.topic in options["topic"]]
        told = _as_json(results) if options["json"] else "\n".join(line for r in results for line in _lines(r))
        if told:
            self.stdout.write(told)
        counts = {verdict: sum(r.verdict == verdict for r in results) for verdict in ("right", "wrong", "unanswered")}
        total = ", ".join([f"cases {len(results)}", *(f"{verdict} {n}" for verdict, n in counts.items())])
        (self.stderr if options["json"] else self.stdout).write(total)
        if counts["right"] != len(results):
            raise SystemExit(1)

    def write_docs(self, options: dict[str, Any]) -> None:
        stale = []
        for name, text in pages(rulebook()).items():
            path = options["folder"] / name
            if path.is_file() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not options["check"]:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        if options["check"] and stale:
            raise CommandError(f"stale: {', '.join(stale)}; run chibo law docs")
        self.stdout.write(f"written: {', '.join(stale)}" if stale else "fresh")


def _lines(result: Result) -> list[str]:
    case = result.case
    if result.error:
        return [f"{case.id}: wrong: {result.error}"]
    wrong = [f"{case.id}: {key}: expected {case.expected[key]}, answered {v}" for key, v in result.wrong.items()]
    return wrong + [f"{case.id}: {key}: unanswered" for key in result.unanswered]


def _as_json(results: list[Result]) -> str:
    told = [
        {
            "id": result.case.id,
            "topic": result.case.topic,
            "verdict": result.verdict,
            "wrong": {key: {"expected": result.case.expected[key], "answered": v} for key, v in result.wrong.items()},
            "unanswered": list(result.unanswered),
            "error": result.error,
        }
        for result in results
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, default=str)
