from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "chibo.reports"
    label = "reports"

    def ready(self) -> None:
        """What was frozen is vouched for by the ledger."""
        from chibo.foundation.ledger.witnesses import witness
        from chibo.reports.queries import frozen

        witness("report", digests=frozen.digests, ids=frozen.ids)
