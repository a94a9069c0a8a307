from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "chibo.roll.rosters"
    label = "rosters"
