from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "chibo.roll.files"
    label = "files"
