from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.engine.meetings"
    label = "meetings"
