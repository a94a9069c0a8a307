from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "chibo.foundation.accounts"
    label = "accounts"
