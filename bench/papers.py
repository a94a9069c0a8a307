"""Sixteen papers of one case as one file, read from the record as the page of papers does."""

from __future__ import annotations

from datetime import date

from bench.measure import Call, bench
from bench.population import TODAY, demonstration
from chibo.demo.admissions import begin
from chibo.engine.cases.printing import as_pdf, sheets_of
from chibo.roll.organizations.models import Organization

PAPERS = 16


@bench("sixteen papers of a case as one PDF", limit="2 s", times=10)
def printing() -> Call:
    cast = demonstration()
    walk = begin(Organization.objects.get(code="DU-TRUNGTRAC-05"), date(2026, 8, 3), cast)
    walk.until("A19")

    def run() -> None:
        papers = sheets_of(walk.case, TODAY)[:PAPERS]
        assert len(papers) == PAPERS, len(papers)
        assert as_pdf(papers).startswith(b"%PDF")

    return run
