from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "chibo.roll.members"
    label = "members"
