from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "chibo.foundation.ledger"
    label = "ledger"
