from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "chibo.engine.cases"
    label = "cases"
