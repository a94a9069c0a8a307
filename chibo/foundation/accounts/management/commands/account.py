"""``chibo account create-keeper``: the first account of an office, made on the server."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chibo.common.text import nfc
from chibo.foundation.accounts import actions
from chibo.foundation.accounts.models import User


class Command(BaseCommand):
    help = "Make the account of a system keeper (the keeper makes the other accounts in the browser)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        keeper = acts.add_parser("create-keeper", help="make a keeper's account; the password comes from the prompt")
        keeper.add_argument("username", help="the sign-in name: small letters, digits, . _ -")
        keeper.add_argument("--name", required=True, help="the full name")

    def handle(self, *args: Any, **options: Any) -> None:
        username, name = options["username"], nfc(options["name"])
        password = os.environ.get("CHIBO_PASSWORD") or self._ask()
        try:
            validate_password(password, User(username=username, full_name=name))
            actions.create_keeper(username=username, full_name=name, password=password, at=timezone.now())
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        self.stdout.write(f"Keeper {username} can sign in.")

    def _ask(self) -> str:
        password = getpass("Password: ")
        if password != getpass("Again: "):
            raise CommandError("The two passwords differ; nothing was made.")
        return password
