from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "chibo.roll.organizations"
    label = "organizations"
