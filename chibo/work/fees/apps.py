from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "chibo.work.fees"
    label = "fees"
