"""Lists and search in a province of a hundred thousand members; of a million on PostgreSQL."""

from __future__ import annotations

from itertools import cycle

from django.test import Client

from bench.measure import BESIDE, Call, bench
from bench.millions import LARGE, members_beside
from chibo.foundation.accounts.models import User

SIZE = f"{LARGE:,} members"
USERS = {"cell": "bithu", "ward": "vanphong", "province": "tochuc.tinh"}
#: As people narrow a list: nothing, one dense condition, several, a rare one, a past day, a page further on.
LISTS = {
    "members": "",
    "women of thirty to forty": "?gioi=F&tuoi_tu=30&tuoi_den=40",
    "a badge round": "?huy_hieu=2026-11-07",
    "a rare people, advanced theory": "?dan_toc=Mông&ly_luan=advanced&loai=chinh-thuc",
    "a name in the list": "?ten=nguyen+van",
    "who left": "?loai=ra-khoi-dang",
    "as of a past day": "?ngay=30/06/2024",
}
SEARCHES = {
    "a whole name": "Nguyễn Văn An",
    "a given name": "Yến",
    "a frequent family name": "nguyễn",
    "two frequent words": "nguyễn văn",
    "two words, given name first": "Thảo Hoàng",
    "nobody": "Khổng Thị Không Có",
    "nobody, a single word": "Khổng",
    "a card number": "50000123",
    "a CV number": "000123VP",
}


def _reader(user: str, urls: list[str]) -> Call:
    client = Client()
    client.force_login(User.objects.get(username=USERS[user]))
    client.get("/")  # the first answer writes the session
    turn = cycle(urls)

    def read() -> None:
        url = next(turn)
        assert client.get(url).status_code in {200, 302}, url

    return read


def _register(name: str, urls: list[str], limit: str, user: str, times: int) -> None:
    @bench(f"{name}, {user} user, {SIZE}", limit=limit, times=times, queries=12, people=BESIDE)
    def reading() -> Call:
        members_beside(LARGE)
        return _reader(user, urls)


for user in USERS:
    _register("list: members", ["/dang-vien/"], "100 ms", user, 40)
for name, query in LISTS.items():
    _register(f"list: {name}", [f"/dang-vien/{query}"], "100 ms", "province", 20)
for name, text in SEARCHES.items():
    _register(f"search: {name}", [f"/dang-vien/tim/?ten={text}"], "50 ms", "province", 20)
for user in ("cell", "ward"):
    _register(
        "search: each of these", [f"/dang-vien/tim/?ten={text}" for text in SEARCHES.values()], "50 ms", user, 42
    )
