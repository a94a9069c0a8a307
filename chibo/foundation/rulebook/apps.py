from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "chibo.foundation.rulebook"
    label = "rulebook"
