"""A bench prepares something and hands back the call to be timed; the table says whether it keeps its limit."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil
from time import perf_counter_ns, process_time_ns

from django.db import connection
from django.test.utils import CaptureQueriesContext

Call = Callable[[], object]
#: Whom a bench puts into the database that all share: lists of its own, which it takes out again; the demonstration
#: alone, a province beside it, its own ward grown. Benches run in this order, so that none of them counts the people
#: of a later one.
LISTS, DEMONSTRATION, BESIDE, GROWN = range(4)
UNITS = {"µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}


@dataclass(frozen=True)
class Bench:
    name: str
    limit: str  # "50 µs", "100 ms", "5 s": for the 95th percentile
    times: int
    queries: int | None  # the most that one call may ask of the database
    prepare: Callable[[], Call]
    people: int = DEMONSTRATION
    twice: str = ""  # no slower than twice the bench of that name, whatever ``limit`` says

    @property
    def limit_ns(self) -> float:
        number, unit = self.limit.split()
        return float(number) * UNITS[unit]

    def beside(self, others: Mapping[str, Result]) -> Bench:
        """With the limit that follows from what was measured before."""
        return replace(self, limit=words(2 * others[self.twice].at(0.95))) if self.twice else self


@dataclass(frozen=True)
class Result:
    bench: Bench
    samples: list[int]  # nanoseconds, sorted
    queries: int | None
    cpu: int  # nanoseconds of this process for one call in the middle: what remains when the machine is shared

    def at(self, share: float) -> int:
        """The smallest sample that so many are not above (nearest rank)."""
        return self.samples[ceil(share * len(self.samples)) - 1]

    @property
    def holds(self) -> bool:
        asked = self.bench.queries is None or (self.queries or 0) <= self.bench.queries
        return asked and self.at(0.95) <= self.bench.limit_ns


BENCHES: list[Bench] = []


def bench(
    name: str,
    *,
    limit: str = "",
    times: int = 200,
    queries: int | None = None,
    people: int = DEMONSTRATION,
    twice: str = "",
) -> Callable[[Callable[[], Call]], Callable[[], Call]]:
    """Register a preparation; the call that it returns is timed ``times`` times, each time by itself."""

    def register(prepare: Callable[[], Call]) -> Callable[[], Call]:
        BENCHES.append(Bench(name, limit, times, queries, prepare, people, twice))
        return prepare

    return register


def measure(bench: Bench) -> Result:
    call = bench.prepare()
    gc.collect()
    gc.freeze()  # a server does not hold the people that were made here, nor look through them when it tidies up
    asked = None
    if bench.queries is not None:
        with CaptureQueriesContext(connection) as captured:
            call()
        asked = len(captured)
    elif bench.times > 1:
        call()  # warm; what is measured once is measured cold
    samples, worked = [], []
    for _ in range(bench.times):
        start, begun = perf_counter_ns(), process_time_ns()
        call()
        samples.append(perf_counter_ns() - start)
        worked.append(process_time_ns() - begun)
    return Result(bench, sorted(samples), asked, sorted(worked)[len(worked) // 2])


def words(nanoseconds: float) -> str:
    """With the unit that leaves one to three digits before the point."""
    unit, size = next(((u, n) for u, n in reversed(UNITS.items()) if nanoseconds >= n), ("µs", UNITS["µs"]))
    return f"{nanoseconds / size:.1f} {unit}"


def line(result: Result) -> str:
    asked = "" if result.queries is None else f"{result.queries}/{result.bench.queries}"
    cells = (
        words(result.at(0.5)),
        words(result.at(0.95)),
        words(result.samples[-1]),
        words(result.cpu),
        result.bench.limit,
        asked,
    )
    figures = "".join(f"{cell:>11}" for cell in cells)
    return f"{result.bench.name:<52}{figures}  {'holds' if result.holds else 'MISSED'}"


HEAD = f"{'':<52}" + "".join(f"{head:>11}" for head in ("p50", "p95", "max", "cpu p50", "limit", "queries"))
