from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "chibo.work.honours"
    label = "honours"
