"""What holds for every test: the right database for its marker, and no test left out in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from chibo.foundation.ledger import guards


def pytest_configure(config: pytest.Config) -> None:
    if settings.MODE != "test":
        raise pytest.UsageError(f"CHIBO_MODE={settings.MODE}: the suite runs in test mode only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what speaks of the other database; it is deselected, never skipped. The rest is put in order."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if not item.get_closest_marker(other)]
    # The longest first: they meet tables that no other test has been through, and nobody waits for them at the end.
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a missing part of the machine or an unfinished thought: both fail the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def _django_db_helper(_django_db_helper: None) -> Iterator[None]:
    """After a test with real transactions the tables are emptied; the ledger's guards step aside for that only."""
    if connection.in_atomic_block:
        yield
        return
    guards.install(connection)
    yield
    guards.remove(connection)
