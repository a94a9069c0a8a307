"""The regulations: loaded once, asked on every decision."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle

from bench.measure import Call, bench
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.loader import load


@bench("all law loaded", limit="1 s", times=5)
def loading() -> Call:
    return load


@bench("law_on(day), a day asked before", limit="50 µs", times=10_000)
def the_same_day() -> Call:
    return lambda: law_on(date(2026, 11, 23))


@bench("law_on(day), over ten years of days", limit="50 µs", times=10_000)
def many_days() -> Call:
    days = cycle([date(2016, 7, 25) + timedelta(days=offset) for offset in range(0, 3_700, 3)])
    return lambda: law_on(next(days))
