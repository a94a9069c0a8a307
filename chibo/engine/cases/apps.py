from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chibo.engine.cases"
    label = "cases"

    def ready(self) -> None:
        """Events are vouched for by the ledger; a person's page shows their cases."""
        from chibo.engine.cases import queries
        from chibo.engine.cases.sections import cases_of, cases_since, open_cases
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.files.registry import add_open, add_rests, add_section

        witness("event", digests=queries.event_digests, ids=queries.event_ids)
        add_section("cases", 90, cases_of)
        add_open("cases", 20, open_cases)
        add_rests("cases", cases_since)
