"""Everybody who may knock, and something behind each door: the world that the access table is walked in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from chibo.foundation.accounts.models import User


@dataclass(frozen=True)
class World:
    """``users`` by role of the table; ``arguments`` by "space:name.argument", "space.argument" or "argument", in this order."""

    users: Mapping[str, User | None]
    arguments: Mapping[str, object]

    def argument(self, url: str, name: str) -> object:
        keys = (f"{url}.{name}", f"{url.rpartition(':')[0]}.{name}", name)
        return next((self.arguments[key] for key in keys if key in self.arguments), None)


def build() -> World:
    def account(username: str, **facts: object) -> User:
        return get_user_model().objects.create_user(
            username, "hoa ban nở trắng đồi", full_name=username.title(), **facts
        )

    users = {
        "anonymous": None,
        "member": account("member"),
        "neighbour": account("neighbour"),
        "secretary": account("secretary"),
        "keeper": account("keeper", is_keeper=True),
    }
    return World(users=users, arguments={"accounts.pk": users["member"].pk, "end_session.pk": 1})
