"""Reading the files that offices really use: pure, without database or clock.

book = read_book(data, name)                    # Unreadable: one sentence, what is wrong and what to do
for table in find_tables(book):                 # headers by meaning, wherever they stand
    mapping = propose_mapping(table, remembered)
    for line in parse_rows(table, mapping, on=day):
        ...                                     # every row of the file exactly once
"""

from __future__ import annotations

from chibo.roll.rosters.reading.books import read_book
from chibo.roll.rosters.reading.guard import LIMITS, Limits
from chibo.roll.rosters.reading.headers import find_tables, other_papers
from chibo.roll.rosters.reading.leftovers import Leftover, Leftovers
from chibo.roll.rosters.reading.lines import parse_rows
from chibo.roll.rosters.reading.mapping import confirm, propose_mapping
from chibo.roll.rosters.reading.model import (
    Book,
    Cell,
    Choice,
    Column,
    Conversion,
    Level,
    Line,
    Mapping,
    Note,
    Problem,
    Sheet,
    Skip,
    Table,
    Unreadable,
    Value,
)
from chibo.roll.rosters.reading.sums import Difference, Total, Totals, check_sums, compare_totals, recompute
from chibo.roll.rosters.reading.vocabulary import FIELDS, Field

__all__ = [
    "FIELDS",
    "LIMITS",
    "Book",
    "Cell",
    "Choice",
    "Column",
    "Conversion",
    "Difference",
    "Field",
    "Leftover",
    "Leftovers",
    "Level",
    "Limits",
    "Line",
    "Mapping",
    "Note",
    "Problem",
    "Sheet",
    "Skip",
    "Table",
    "Total",
    "Totals",
    "Unreadable",
    "Value",
    "check_sums",
    "compare_totals",
    "confirm",
    "find_tables",
    "other_papers",
    "parse_rows",
    "propose_mapping",
    "read_book",
    "recompute",
]
