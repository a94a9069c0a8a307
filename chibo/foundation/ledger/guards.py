"""Triggers that refuse to change or drop what was recorded; only personal data may be withheld, with its salt.

They stop mistakes and careless hands. A migration that alters a guarded table on SQLite builds it anew and loses its
triggers, so it ends with ``install``.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the ledger is append-only"
_KEPT_WHOLE = ("ledger_batchrow", "ledger_checkpoint")
_COVERED = (
    *("id", "seq", "at", "on", "actor", "action", "subject", "organization", "payload"),
    *("personal_digest", "software", "previous", "digest"),
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place, again where they already stand."""
    remove(connection)
    _run(connection, _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take them away, as emptying a test database needs (and as an attacker would)."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{on.format(table=table)}" for name, table in _NAMES])


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_NAMES = [
    ("ledger_entry_keeps", "ledger_entry"),
    ("ledger_entry_stays", "ledger_entry"),
    ("ledger_head_stays", "ledger_head"),
    *((f"{table}_{what}", table) for table in _KEPT_WHOLE for what in ("keeps", "stays")),
]


def _sqlite(name: str, event: str, table: str, when: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


_SAME = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in _COVERED)
_SQLITE = [
    _sqlite(
        "ledger_entry_keeps",
        "UPDATE",
        "ledger_entry",
        f"WHEN NOT (NEW.personal IS NULL AND NEW.salt IN ('', OLD.salt) AND {_SAME})",
    ),
    _sqlite("ledger_entry_stays", "DELETE", "ledger_entry"),
    _sqlite("ledger_head_stays", "DELETE", "ledger_head"),
    *(_sqlite(f"{table}_keeps", "UPDATE", table) for table in _KEPT_WHOLE),
    *(_sqlite(f"{table}_stays", "DELETE", table) for table in _KEPT_WHOLE),
]


def _postgresql(name: str, event: str, table: str, when: str = "") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW {when} EXECUTE FUNCTION ledger_refuse()"


_COVERED_ROW = ", ".join(f'{{row}}."{column}"' for column in _COVERED)
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    _postgresql(
        "ledger_entry_keeps",
        "UPDATE",
        "ledger_entry",
        "WHEN (NOT (NEW.personal IS NULL AND NEW.salt IN ('', OLD.salt)"
        f" AND ROW({_COVERED_ROW.format(row='NEW')}) IS NOT DISTINCT FROM ROW({_COVERED_ROW.format(row='OLD')})))",
    ),
    _postgresql("ledger_entry_stays", "DELETE", "ledger_entry"),
    _postgresql("ledger_head_stays", "DELETE", "ledger_head"),
    *(_postgresql(f"{table}_keeps", "UPDATE", table) for table in _KEPT_WHOLE),
    *(_postgresql(f"{table}_stays", "DELETE", table) for table in _KEPT_WHOLE),
]
