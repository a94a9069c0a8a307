"""Looking for people by the words of their names, as each database does it best."""

from __future__ import annotations

from django.core.exceptions import FullResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

from chibo.common.text import fold

#: The words of a folded name on PostgreSQL; the index ``person_words`` is of this.
_WORDS = "words_of_name({})"
#: More than the letters of a name.
_MOST = 121
_ESCAPED = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})
_QUOTED = str.maketrans({"\\": r"\\", "'": "''"})

_Parameters = tuple[str | int, ...]


@CharField.register_lookup
class WordsHere(Lookup):
    """``folded__words_here="Văn Nguyễn"``: every word, in any order and without marks, each from its beginning.

    Few people are looked through, whom other conditions tell.
    """

    lookup_name = "words_here"
    prepare_rhs = False
    after = ""  # what follows the letters that are asked for

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, _Parameters]:
        column, given = self.process_lhs(compiler, connection)
        asked: list[str] = []
        values: list[str | int] = []
        for word in self.words():
            start = word.translate(_ESCAPED)
            asked.append(rf"({column} LIKE %s ESCAPE '\' OR {column} LIKE %s ESCAPE '\')")
            values += [*given, f"{start}%", *given, f"% {start}%"]
        return f"({' AND '.join(asked)})", tuple(values)

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, _Parameters]:
        """No pattern: most names have not even the letters of the longest word, which is soon seen."""
        column, given = self.process_lhs(compiler, connection)
        asked: list[str] = []
        values: list[str | int] = []
        for word in sorted(self.words(), key=len, reverse=True):
            asked.append(f"instr({column}, %s) > 0 AND instr(' ' || {column} || ' ', %s) > 0")
            values += [*given, word, *given, f" {word}{self.after}"]
        return f"({' AND '.join(asked)})", tuple(values)

    def words(self) -> list[str]:
        """Each once; cut where no name is so long or has so many words, and so none has these."""
        words = list(dict.fromkeys(fold(str(self.rhs)).split()))
        if not words:
            raise FullResultSet
        return [word[:_MOST] for word in words[:_MOST]]


@CharField.register_lookup
class Words(WordsHere):
    """``folded__words="Văn Nguyễn"``: the same among everybody; PostgreSQL has an index of the words."""

    lookup_name = "words"
    end = ":*"

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, _Parameters]:
        column, given = self.process_lhs(compiler, connection)
        asked = " & ".join(f"'{word.translate(_QUOTED)}'{self.end}" for word in self.words())
        return f"{_WORDS.format(column)} @@ %s::tsquery", (*given, asked)


@CharField.register_lookup
class WholeWords(Words):
    """``folded__whole_words="Văn Nguyễn"``: every word as it is, in any order, without marks."""

    lookup_name = "whole_words"
    end, after = "", " "
