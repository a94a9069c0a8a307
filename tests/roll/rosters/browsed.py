"""The members of a city in each format of the offices, through the browser: in, in again, out again.

    python -m tests.roll.rosters.browsed [5800] [exchange xls …]

Serves a database of its own with its worker, and does what a ward's office does: upload, columns, preview, into the
register, the same file again, undo. Prints a table of what the pages said, and ends with 1 when a row is unaccounted
for, a second time finds something to write, or the register that comes out differs from the one that went in.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.roll.rosters.whole import register, ward

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.roll.rosters.people import Someone

SECONDS = f"{'preview s':>11}{'apply s':>9}{'again s':>9}{'undo s':>8}"
HEAD = f"{'':<13}{'rows':>7}{'new':>7}{'doubt':>7}{'refused':>8}{SECONDS}"
WORK = 300_000  # milliseconds that the worker may take


def main(rows: int, only: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="chibo-browsed-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
        os.environ["CHIBO_DATABASE"] = f"sqlite:///{folder}/browsed.sqlite3"
        os.environ["CHIBO_DATA"] = folder
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        from tests.roll.rosters.offices import FORMATS
        from tests.roll.rosters.people import people

        everybody = people(rows)
        sys.stdout.write(f"{HEAD}  again; register after undo\n")
        with served() as address, signed_in(address) as page:
            fine = [_story(page, kind, everybody, Path(folder)) for kind in FORMATS if not only or kind in only]
        return 0 if all(fine) else 1


def _story(page: Page, kind: str, everybody: Sequence[Someone], folder: Path) -> bool:
    from tests import builders
    from tests.roll.rosters.offices import FORMATS

    file = FORMATS[kind](everybody)
    path = folder / file.name
    path.write_bytes(file.data)
    code = ward(kind)
    place = builders.Organization.objects.get(code=code)
    builders.appointed(builders.Person.objects.get(user__username="vanphong"), builders.Role.OFFICE, place)
    founded = register(folder)
    said = _upload(page, code, path)
    if said:
        sys.stdout.write(f"{kind:<13} not taken: {said}\n")
        return register(folder) == founded
    preview = _worked(page, "Đối chiếu với sổ")
    rows, new, changed, same, doubt, refused = _counts(page)
    whole = rows == new + changed + same + doubt + refused == len(file.people)
    first = page.url
    applied = _worked(page, "Ghi vào sổ")
    entered = register(folder)
    assert not _upload(page, code, path)
    again = _worked(page, "Đối chiếu với sổ")
    nothing = _counts(page)[1:4] == (0, 0, new)
    _worked(page, "Ghi vào sổ")
    told = "0 thay đổi" in page.content() and register(folder) == entered != founded
    page.goto(first)
    out = _worked(page, "Hoàn tác cả đợt")
    back = register(folder) == founded
    counts = f"{rows:>7}{new:>7}{doubt:>7}{refused:>8}{preview:>11.1f}{applied:>9.1f}{again:>9.1f}{out:>8.1f}"
    ends = f"{'nothing to write' if nothing and told else 'CHANGED'}; {'equal' if back else 'DIFFERENT'}"
    sys.stdout.write(f"{kind:<13}{counts}  {ends}{'' if whole else '  UNACCOUNTED'}\n")
    sys.stdout.flush()
    return whole and nothing and told and back


def _upload(page: Page, code: str, path: Path) -> str:
    """What the page says of a file that it does not take; empty when it asks for the columns."""
    page.goto(f"/nhap-danh-sach/tai-len/{code}/")
    page.get_by_role("textbox", name="Ngày của danh sách").fill("26/11/2026")
    page.get_by_label("Tệp danh sách").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp").click(timeout=WORK)
    page.wait_for_load_state()
    refusal = page.get_by_role("alert")
    return refusal.first.inner_text().replace("\n", " ") if refusal.count() else ""


def _worked(page: Page, button: str) -> float:
    """Seconds from the button until the page shows by itself that the worker has done it."""
    begun = time.monotonic()
    with page.expect_navigation(timeout=WORK):
        page.get_by_role("button", name=button).click()
    page.locator("#counts-title").wait_for(timeout=WORK)
    assert not page.locator("#work").count(), page.url
    return time.monotonic() - begun


def _counts(page: Page) -> tuple[int, ...]:
    """Rows, and those new, changed, same, in doubt and refused, as the page says them."""
    words = page.locator("section:has(#counts-title)").inner_text().replace(".", "")
    rows = re.search(r"(\d+) dòng", words)
    verdicts = ("Mới", "Thay đổi", "Không đổi", "Cần xem lại", "Không nhận")
    found = [re.search(rf"{word}: (\d+)", words) for word in verdicts]
    assert rows and all(found), words
    return (int(rows[1]), *(int(each[1]) for each in found if each))


@contextmanager
def served() -> Iterator[str]:
    """The pages and the worker, as ``chibo serve`` runs them; the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([sys.executable, "-m", "chibo", "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(120):
            time.sleep(0.5)
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except OSError:
                continue
        yield address
    finally:
        server.terminate()
        server.wait(timeout=60)


@contextmanager
def signed_in(address: str) -> Iterator[Page]:
    """A desktop browser of an office's clerk."""
    from django.test import Client
    from playwright.sync_api import sync_playwright

    from tests import builders
    from tests.browser.conftest import CHROMIUM, DESKTOP, QUIET

    code = ward("desk")
    organizations = builders.Organization.objects
    user = builders.clerk(organizations.get(code=code), organizations.get(code=f"{code}-0"))
    client = Client()
    client.force_login(user)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = chromium.new_context(base_url=address, locale="vi-VN", reduced_motion="reduce", **DESKTOP)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
        yield context.new_page()
        chromium.close()


if __name__ == "__main__":
    words = sys.argv[1:]
    count = int(words.pop(0)) if words and words[0].isdecimal() else 5_800
    sys.exit(main(count, words))
