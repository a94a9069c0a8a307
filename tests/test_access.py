"""Every URL × every role, as tests/access.yaml says: compared with the resolver, then walked."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from django.db import transaction
from django.test import Client, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import World, build

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("access.yaml").read_text())
ROLES: list[str] = TABLE["roles"]
ANSWERS = {200, 204, 302, 400, 403, 404, 405, 409, 422}


def urls(patterns: list[Any] | None = None, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each named URL with the names of its arguments."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            names = list(pattern.pattern.converters)
            yield from ((url, names + more) for url, more in urls(pattern.url_patterns, inside))
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", list(pattern.pattern.converters)


def row(url: str, method: str) -> dict[str, int]:
    return dict(zip(ROLES, TABLE[method][url], strict=True))


def test_the_table_and_the_resolver_know_the_same_urls() -> None:
    known = {url for url, _ in urls()}
    listed = set(TABLE["get"]) | set(TABLE["post"])
    assert "None" not in {url.rpartition(":")[2] for url in known}, "every URL has a name"
    assert not known - set(TABLE["get"]), "not in the table"
    assert not listed - known, "in the table only"


def test_a_row_answers_for_each_role() -> None:
    for method in ("get", "post"):
        for url, statuses in TABLE[method].items():
            assert len(statuses) == len(ROLES), f"{method} {url}: {len(ROLES)} columns"
            assert set(statuses) <= ANSWERS, f"{method} {url}"


def test_whatever_can_be_posted_is_in_the_table() -> None:
    """A page that refuses GET is there to be posted to."""
    assert not [url for url, statuses in TABLE["get"].items() if 405 in statuses and url not in TABLE["post"]]


def test_the_neighbour_with_the_same_right_elsewhere_stays_outside() -> None:
    private = [url for url, arguments in urls() if arguments and url not in TABLE["for_everyone"]]
    open_doors = [
        (method, url)
        for url in private
        for method in ("get", "post")
        if url in TABLE[method] and row(url, method)["neighbour"] not in {302, 403, 404, 405}
    ]
    assert not open_doors


def test_the_keeper_sees_no_member_by_that_role() -> None:
    spaces = tuple(f"{space}:" for space in TABLE["about_people"])
    records = [url for url, arguments in urls() if arguments and url.startswith(spaces)]
    assert not [url for url in records if row(url, "get")["keeper"] == HTTPStatus.OK]


class TheTableIsTrue(TestCase):
    world: ClassVar[World]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()

    def address(self, url: str, names: list[str]) -> str:
        arguments = {name: self.world.argument(url, name) for name in names}
        assert None not in arguments.values(), f"{url}: the world has no {arguments}"
        return reverse(url, kwargs=arguments)

    def answers(self, method: str, address: str) -> list[int]:
        return [self.knock(method, address, role) for role in ROLES]

    def knock(self, method: str, address: str, role: str) -> int:
        """One request on a savepoint of its own: nobody meets what another has left."""
        with transaction.atomic():
            client = Client(raise_request_exception=False)
            if user := self.world.users[role]:
                client.force_login(user)
            status: int = getattr(client, method)(address).status_code
            transaction.set_rollback(True)
        return status

    def walk(self, method: str) -> None:
        wrong = []
        for url, names in urls():
            if method == "get" or url in TABLE[method]:
                seen = self.answers(method, self.address(url, names))
                said = TABLE[method].get(url, "nothing")
                if seen != said:
                    wrong.append(f"  {url}: {seen}  # the table says {said}")
        if wrong:
            pytest.fail(f"{method}, as {', '.join(ROLES)}:\n" + "\n".join(wrong))

    def test_pages_opened(self) -> None:
        self.walk("get")

    def test_forms_sent_empty(self) -> None:
        self.walk("post")
