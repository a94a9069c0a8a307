from django.apps import AppConfig


class ReorganizationsConfig(AppConfig):
    name = "chibo.work.reorganizations"
    label = "reorganizations"
