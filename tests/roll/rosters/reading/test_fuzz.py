"""Whatever stands in the cells: nothing crashes, every row is told exactly once, and nothing is made up."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from chibo.roll.rosters.reading import (
    FIELDS,
    Book,
    Level,
    Sheet,
    check_sums,
    compare_totals,
    find_tables,
    parse_rows,
    propose_mapping,
    recompute,
)
from chibo.roll.rosters.reading.dates import read_day
from chibo.roll.rosters.reading.model import Cell
from chibo.roll.rosters.reading.numbers import read_digits, read_fraction, read_money
from tests.roll.rosters.people import CELLS, dmy, people
from tests.roll.rosters.reading.reader import ON

TITLES = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Số CCCD",
    "Số thẻ đảng viên",
    "Ngày vào Đảng",
    "Chi bộ",
    "Dân tộc",
    "Quê quán",
]
ODD = st.sampled_from(
    ["", " ", "nan", "-", "n//", "Tổng số", "TỔNG CỘNG: 12", "I. Chi bộ", "31/02/2001", "5.3.90", "1990", "x",
     "3/1990", "#REF!", "=1+1", "Chi bộ thôn Đông", "NGƯỜI LẬP", "0", "12345.0", "'001", "Không có", "1", "2=3+4",
     "\u200b", "Họ và tên", "Ngày sinh", "á»", "NguyÔn V¨n", "…", "()", "Cộng", "ngày tháng năm", "\n\n", "a\nb\nc"]
)  # fmt: skip
CELL: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    ODD,
    st.text(max_size=12),
    st.integers(-(10**6), 10**13),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001  # a cell has no zone
)
ROW = st.lists(CELL, max_size=11).map(tuple)


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=6), st.permutations(TITLES), st.lists(ROW, max_size=14), st.booleans())
def test_any_cells_under_any_order_of_titles(
    above: list[tuple[Cell, ...]], titles: list[str], below: list[tuple[Cell, ...]], hidden: bool
) -> None:
    rows: list[tuple[Cell, ...]] = [*above, tuple(titles), *below]
    sheet = Sheet("S", rows, hidden=hidden)
    book = Book("xlsx", (sheet,))
    tables = find_tables(book)
    seen: list[int] = []
    for table in tables:
        mapping = propose_mapping(table)
        assert propose_mapping(table, mapping.fields()).fields() == mapping.fields()
        lines = list(parse_rows(table, mapping, on=ON))
        seen += [line.number for line in lines]
        for line in lines:
            assert bool(line.skipped) != bool(line.values or line.problems) or line.declared_total is not None
            for problem in line.problems:
                assert problem.message.strip().endswith((".", "?")), problem.message
                assert problem.column
        compare_totals(lines)
        check_sums(lines)
    assert seen == list(range(1, len(rows) + 1)), "every row exactly once"
    recompute(book)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(9)), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 8)), max_size=40))
def test_shuffled_columns_and_blanked_cells_lose_and_invent_nothing(
    order: list[int], blanks: list[tuple[int, int]]
) -> None:
    everybody = people(40)
    cells: list[list[Cell]] = [
        [w.number, w.name, dmy(w.born), w.identity, w.card, dmy(w.admitted), w.organization, w.ethnicity, w.village]
        for w in everybody
    ]
    for row, column in blanks:
        cells[row][column] = None
    rows: list[tuple[Cell, ...]] = [
        tuple(TITLES[place] for place in order),
        *(tuple(row[place] for place in order) for row in cells),
    ]
    (table,) = find_tables(Book("xlsx", (Sheet("S", rows),)))
    lines = {line.number: line for line in parse_rows(table, propose_mapping(table), on=ON)}
    for number, (who, row) in enumerate(zip(everybody, cells, strict=True), 2):
        line = lines[number]
        if line.skipped:
            assert sum(cell is not None for cell in row) <= 3
            continue
        assert line.clean("identity") == (who.identity if row[3] else None)
        assert line.clean("card_number") == (who.card if row[4] else None)
        assert line.clean("admitted_on") == (who.admitted if row[5] else None)
        assert line.clean("organization") == (who.organization if row[6] else None)
        assert (line.clean("full_name") or "") == (who.name if row[1] else "")
        assert (line.level is Level.REFUSED) == (not row[1])


@settings(max_examples=300, deadline=None)
@given(CELL)
def test_a_day_is_never_rolled_over_and_never_today(cell: Cell) -> None:
    day = read_day(cell, ON)
    assert (day.value is None) <= (day.level is not None)
    if day.value and isinstance(cell, str):
        assert str(day.value.year) in cell or day.level is Level.WARNING
    assert day.message == "" or day.message.endswith((".", "?"))


@given(st.dates(date(1900, 1, 1), date(2026, 11, 26)), st.sampled_from(["/", "-", ".", " / "]), st.booleans())
def test_every_day_comes_back_as_written(day: date, sign: str, padded: bool) -> None:
    text = (
        sign.join([f"{day.day:02}", f"{day.month:02}"] if padded else [str(day.day), str(day.month)])
        + f"{sign}{day.year}"
    )
    read = read_day(text, ON)
    assert read.value is not None
    assert read.value.exact == day
    assert read_day((day - date(1899, 12, 30)).days, ON).value is not None or day.year < 1903


@settings(max_examples=300, deadline=None)
@given(CELL)
def test_digits_are_never_added_or_dropped(cell: Cell) -> None:
    if cell is None:
        return
    for lengths in ((12,), (8, 12), (9, 12)):
        read = read_digits(cell, "số", lengths)
        if read.value is not None:
            assert len(str(read.value)) in lengths
            assert str(read.value) in "".join(char for char in str(cell) if char.isdigit())
        else:
            assert read.level in {Level.DOUBT, Level.REFUSED}


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " "]), st.sampled_from(["", " đ", " đồng", "VNĐ"]))
def test_a_sum_comes_back_however_it_is_grouped(amount: int, sign: str, unit: str) -> None:
    assert read_money(f"{amount:,}".replace(",", sign) + unit).value == amount


@given(st.floats(0.001, 0.999))
def test_a_fraction_is_no_sum_of_money(share: float) -> None:
    text = f"{share:.3f}"
    assert read_money(text).value is None or float(text) == 1
    assert read_money(text.replace(".", ",")).value is None or float(text) == 1
    assert float(str(read_fraction(text).value)) == float(text)


def test_the_catalogue_knows_every_field_once_and_no_title_twice() -> None:
    from chibo.roll.rosters.reading.vocabulary import title_key
    from chibo.roll.rosters.reading.vocabulary.files import load

    owners: dict[str, set[str]] = {}
    for code, row in load("fields").items():
        for title in (row["vi"], *row["titles"]):
            owners.setdefault(title_key(title), set()).add(code)
    assert not {key: codes for key, codes in owners.items() if len(codes) > 1}
    assert all(field.label and field.kind for field in FIELDS.values())
    assert len(CELLS) == 5
