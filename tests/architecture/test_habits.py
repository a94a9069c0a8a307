"""The habits of the house that a syntax tree can show."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.tree import functions, named, parsed, python_files, room

LONGEST_FILE = 450
LONGEST_FUNCTION = 60
#: Acts that nobody signs with ``by``, each with its reason.
UNSIGNED = {
    "record_look": "a look is not an act: it names who looked as ``user``",
    "create_keeper": "the server's command line has no account",
    "note_own_password": "only the account itself can do it",
    "end_sessions": "part of other acts, which are signed",
    "refresh": "rewrites what a case waits for, which is derived from its events",
}


def attributes(*rooms: str) -> Iterator[tuple[str, str]]:
    """Where, and which attribute, in the rooms of that name."""
    for path in python_files():
        if room(path) in rooms:
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Attribute):
                    yield f"{named(path)}:{node.lineno}", node.attr


def test_a_file_is_one_room() -> None:
    assert not [named(path) for path in python_files() if path.stem in {"utils", "helpers", "misc", "signals"}]
    sizes = {named(path): len(path.read_text().splitlines()) for path in python_files()}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FILE}


def test_a_function_fits_on_a_screen() -> None:
    sizes = {
        f"{named(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in python_files()
        for function in functions(path)
    }
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION}


def test_no_signals_call_the_action() -> None:
    heard = [
        f"{named(path)}:{node.lineno} {node.module}"
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        and str(node.module).startswith(("django.dispatch", "django.db.models.signals"))
    ]
    assert not heard


def test_nothing_happens_behind_a_save() -> None:
    """An override may refuse (and says so: it returns ``Never``); it may not do anything else."""
    overrides = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in python_files()
        for function in functions(path)
        if room(path) == "models"
        and function.name in {"save", "delete"}
        and ast.unparse(function.returns or function) != "Never"
    ]
    assert not overrides


def test_nothing_is_left_for_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "NotImplementedError")
    assert not [(named(path), word) for path in python_files() for word in words if word in path.read_text()]


def test_a_view_is_a_clerk() -> None:
    """It asks queries and actions; the tables are not its business."""
    assert not [
        (where, name) for where, name in attributes("views") if name in {"objects", "bulk_create", "bulk_update"}
    ]


def test_a_form_builds_no_queryset() -> None:
    assert not [where for where, name in attributes("forms") if name == "objects"]


def test_an_action_is_keyword_only_and_signed() -> None:
    """Signed with ``by``, or with a ``stroke`` of the pen, which names who, when and in which capacity."""
    acts = {
        f"{named(path)}:{node.lineno} {node.name}": node
        for path in python_files()
        if room(path) == "actions"
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef) and any("atomic" in ast.unparse(d) for d in node.decorator_list)
    }
    assert acts
    assert not [where for where, act in acts.items() if act.args.args or act.args.posonlyargs], "keyword-only"
    signed = {where: {"by", "stroke"} & {a.arg for a in act.args.kwonlyargs} for where, act in acts.items()}
    unsigned = {where for where, names in signed.items() if not names and where.split()[1] not in UNSIGNED}
    assert not {where for where in unsigned if not where.split()[1].startswith("_")}, "who acts?"
