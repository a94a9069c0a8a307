from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chibo.engine.cases"
    label = "cases"

    def ready(self) -> None:
        """Events are vouched for by the ledger; a person's page shows their cases."""
        from chibo.engine.cases import queries
        from chibo.engine.cases.sections import cases_of
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.files.registry import add_section

        witness("event", digests=queries.event_digests, ids=queries.event_ids)
        add_section("cases", 90, cases_of)
