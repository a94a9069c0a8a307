"""A real browser on a live server: phone and desktop, keyboard, axe, pictures for the documentation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "docs/screenshots"
CHROMIUM = os.environ.get("CHIBO_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives the browser and sees committed rows."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the folder. Playwright keeps an event loop in this thread, which Django must allow."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts that fail the test when a page logs an error, throws, or asks another machine for anything."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on("console", lambda message: faults.append(f"{page.url}: {message.text}") if is_fault(message) else None)
        page.on("request", lambda request: faults.append(request.url) if is_elsewhere(request.url) else None)

    def is_fault(message: Any) -> bool:
        # A refusal is an answer with a 4xx status; the browser reports it, the test reads it on the page.
        return message.type == "error" and "the server responded with a status of 4" not in message.text

    def is_elsewhere(url: str) -> bool:
        return not url.startswith((live_server.url, "data:", "blob:", "about:"))

    def open_one(size: dict[str, Any]) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, locale="vi-VN", reduced_motion="reduce", **size)
        context.set_default_timeout(10_000)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def desktop(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(DESKTOP).new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(PHONE).new_page()


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest) -> Page:
    """The same story on both widths."""
    chosen: Page = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """Give the page a session of the user; the sign-in page has its own story."""

    def enter(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user if not isinstance(user, str) else get_user_model().objects.get(username=user))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return enter


def settled(page: Page) -> None:
    """The page that a click led to is there; waiting goes on across the turn of the page.

    Asked from outside each time: a waiting script inside the page would be evaluated there, which its CSP forbids.
    """
    for _ in range(200):
        try:
            if page.evaluate("document.readyState") == "complete":
                return
        except PlaywrightError:  # the page turned while it was being asked
            pass
        page.wait_for_timeout(50)
    pytest.fail(f"{page.url} has not come to rest")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """No violation of the accessibility rules on the page as it stands."""

    def check(page: Page) -> None:
        settled(page)
        try:
            found = Axe().run(page)
        except PlaywrightError:  # the page turned while it was being read
            settled(page)
            found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """Nothing sticks out to the side, and everything to be touched is large enough for a thumb."""

    def check(page: Page) -> None:
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        small = page.evaluate(
            """() => [...document.querySelectorAll('a.btn, button, select, input:not([type=hidden])')]
                .filter(e => e.checkVisibility() && !['radio', 'checkbox'].includes(e.type))
                .map(e => [e.outerHTML.slice(0, 80), Math.round(e.getBoundingClientRect().height)])
                .filter(([, height]) => height > 1 && height < 44)"""
        )
        assert not small, small

    return check


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keep a picture under docs/screenshots when CHIBO_SHOTS=1; phones get ``-phone`` to their name."""

    def take(page: Page, name: str, *, whole: bool = True) -> None:
        if os.environ.get("CHIBO_SHOTS") != "1":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        size = page.viewport_size or {"width": 0}
        suffix = "-phone" if size["width"] < 600 else ""
        page.screenshot(path=PICTURES / f"{name}{suffix}.png", full_page=whole, animations="disabled")

    return take


class Keyboard:
    """Somebody without a mouse: moves with Tab, acts with Enter, and must see where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def focused(self) -> str:
        """The words of the focused element: its label, its text, or its name."""
        words: str = self.page.evaluate(
            """() => { const e = document.activeElement;
                const label = e.getAttribute('aria-label') || e.labels?.[0]?.innerText;
                return (label || e.innerText || e.name || '').trim() }"""
        )
        return words

    def reach(self, words: str, *, within: int = 80) -> None:
        """Press Tab until the element of these words has the focus, visibly."""
        passed = []
        for _ in range(within):
            self.page.keyboard.press("Tab")
            passed.append(self.focused())
            if words.casefold() in passed[-1].casefold():
                assert self.is_visible(), f"{words}: focus cannot be seen"
                return
        pytest.fail(f"{words!r} is not reached with Tab; passed {passed}")

    def is_visible(self) -> bool:
        seen: bool = self.page.evaluate(
            """() => { const s = getComputedStyle(document.activeElement);
                return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none' }"""
        )
        return seen

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


@pytest.fixture
def keyboard() -> Callable[[Page], Keyboard]:
    return Keyboard
