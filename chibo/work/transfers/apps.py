from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "chibo.work.transfers"
    label = "transfers"
