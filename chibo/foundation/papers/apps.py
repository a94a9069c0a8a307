from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "chibo.foundation.papers"
    label = "papers"
