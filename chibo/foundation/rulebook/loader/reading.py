"""Reading YAML strictly: every entry knows its file and line, and every refusal says them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: the same answers, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_TAG = "tag:yaml.org,2002:"


class Fault(Exception):
    """One thing wrong with the law's files, and where."""

    def __init__(self, where: str, what: str) -> None:
        self.where, self.what = where, what
        super().__init__(f"{where}: {what}")


class LawRefused(Exception):
    """The law was not loaded. Carries every fault found, each with file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class Faults:
    """Collects faults so that one run names all of them."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    @contextmanager
    def caught(self) -> Iterator[None]:
        try:
            yield
        except Fault as fault:
            self.found.append(fault)

    def refuse_if_any(self) -> None:
        if self.found:
            raise LawRefused(self.found)


class Entry:
    """A node of a YAML file with its place."""

    __slots__ = ("file", "node")

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.node, self.file = node, file

    @property
    def where(self) -> str:
        return f"{self.file}:{self.node.start_mark.line + 1}"

    def fault(self, what: str) -> Fault:
        return Fault(self.where, what)

    def _is(self, *tags: str) -> bool:
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag.removeprefix(_TAG) in tags

    def text(self) -> str:
        """Any scalar as it is written: the clause 4.10 stays "4.10"."""
        if not isinstance(self.node, yaml.ScalarNode) or self._is("null"):
            raise self.fault("a text is expected here")
        return str(self.node.value).strip()

    def words(self) -> str:
        if not (text := self.text()):
            raise self.fault("a text is expected here, not nothing")
        return text

    def one_of(self, allowed: Any, what: str) -> str:
        if (word := self.text()) not in allowed:
            raise self.fault(f"no such {what}: {word}")
        return word

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError as error:
            raise self.fault(f"{self.text()} is not a day such as 2025-07-01") from error

    def flag(self) -> bool:
        if not self._is("bool"):
            raise self.fault("true or false is expected here")
        return self.text().lower() in {"true", "yes", "on"}

    def entries(self) -> list[Entry]:
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fault("a list is expected here")
        return [Entry(node, self.file) for node in self.node.value]

    def one_or_more(self) -> list[Entry]:
        return self.entries() if isinstance(self.node, yaml.SequenceNode) else [self]

    def table(self) -> Table:
        return Table(self)

    @property
    def is_table(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def plain(self) -> Any:
        """Whatever stands here as plain Python: texts, whole numbers, true and false, lists and tables."""
        if isinstance(self.node, yaml.SequenceNode):
            return [entry.plain() for entry in self.entries()]
        if self.is_table:
            return {key: entry.plain() for key, entry in self.table().everything().items()}
        if self._is("int"):
            try:
                return int(self.node.value)
            except ValueError as error:
                raise self.fault(f"{self.node.value} is not a whole number") from error
        return self.flag() if self._is("bool") else self.text()


class Table:
    """A mapping whose keys must all be asked for: what nobody asked for is unknown and refused."""

    def __init__(self, entry: Entry) -> None:
        if not entry.is_table:
            raise entry.fault("a table of keys and values is expected here")
        self.entry = entry
        self._left: dict[str, tuple[Entry, Entry]] = {}
        for key_node, node in entry.node.value:
            key = Entry(key_node, entry.file)
            if key.text() in self._left:
                raise key.fault(f"{key.text()} stands here twice")
            self._left[key.text()] = (key, Entry(node, entry.file))

    def fault(self, what: str) -> Fault:
        return self.entry.fault(what)

    def need(self, key: str) -> Entry:
        if (found := self.get(key)) is None:
            raise self.fault(f"{key} is missing")
        return found

    def get(self, key: str) -> Entry | None:
        return self._left.pop(key, (None, None))[1]

    def text(self, key: str, otherwise: str = "") -> str:
        return found.text() if (found := self.get(key)) else otherwise

    def flag(self, key: str, otherwise: bool = False) -> bool:
        return found.flag() if (found := self.get(key)) else otherwise

    def day(self, key: str) -> date | None:
        return found.day() if (found := self.get(key)) else None

    def entries(self, key: str) -> list[Entry]:
        return found.entries() if (found := self.get(key)) else []

    def everything(self) -> dict[str, Entry]:
        """All keys, whatever they are called."""
        all_of_it = {key: entry for key, (_, entry) in self._left.items()}
        self._left.clear()
        return all_of_it

    def end(self) -> None:
        """Nothing may be left over."""
        for key, _ in self._left.values():
            raise key.fault(f"unknown key {key.text()}")


def read(path: Path, folder: Path) -> Entry | None:
    """The root of a file, or None when the file says nothing; its name is told relative to ``folder``."""
    name = path.relative_to(folder).as_posix()
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Fault(f"{name}:{line}", getattr(error, "problem", None) or "this is not YAML") from error
    return None if node is None else Entry(node, name)


def files(folder: Path, part: str, *, deep: bool = False) -> list[Path]:
    return sorted((folder / part).glob("**/*.yaml" if deep else "*.yaml"))
