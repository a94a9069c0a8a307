"""The repository as its own tests read it: files, syntax trees, and the names that they define."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "chibo"
UNTRACKED = {".git", ".venv", "var", "build", "node_modules", "__pycache__", "chibo.egg-info"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def python_files() -> tuple[Path, ...]:
    """The product's own code; migrations are written by a command."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts))


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("templates/**/*.html")))


def texts() -> Iterator[Path]:
    """Every text that the repository keeps."""
    binary = {".png", ".jpg", ".woff2", ".ttf", ".otf", ".ico", ".pdf", ".docx", ".sqlite3", ".pyc", ".gz"}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden_cache = parts[0].endswith("_cache") or parts[0] == ".hypothesis"
        if path.is_file() and not hidden_cache and not UNTRACKED & set(parts) and path.suffix not in binary:
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def docstrings(tree: ast.Module) -> set[int]:
    """The identities of the constants that only document."""
    owners = [
        tree,
        *(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)),
    ]
    return {
        id(owner.body[0].value)
        for owner in owners
        if owner.body and isinstance(owner.body[0], ast.Expr) and isinstance(owner.body[0].value, ast.Constant)
    }


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and value of each string that the program uses."""
    tree = parsed(path)
    documenting = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documenting:
            yield node.lineno, node.value


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def room(path: Path) -> str:
    """The room of an app that a file stands in: ``views`` for views.py and for views/votes.py."""
    inside = path.relative_to(PACKAGE).parts
    rooms = {
        "urls",
        "views",
        "forms",
        "actions",
        "queries",
        "permissions",
        "models",
        "rules",
        "management",
        "middleware",
    }
    return next((part.removesuffix(".py") for part in inside if part.removesuffix(".py") in rooms), "")


def defined(node: ast.AST, prefix: str = "") -> Iterator[str]:
    """Dotted names of classes, their members and functions, nested as written."""
    for child in getattr(node, "body", []):
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            yield prefix + child.name
            if isinstance(child, ast.ClassDef):
                yield from defined(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            yield prefix + child.target.id
        elif isinstance(child, ast.Assign):
            yield from (prefix + target.id for target in child.targets if isinstance(target, ast.Name))
