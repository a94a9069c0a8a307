from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chibo.engine.cases"
    label = "cases"

    def ready(self) -> None:
        """Events are vouched for by the ledger."""
        from chibo.engine.cases import queries
        from chibo.foundation.ledger.witnesses import witness

        witness("event", digests=queries.event_digests, ids=queries.event_ids)
