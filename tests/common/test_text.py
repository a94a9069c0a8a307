"""Vietnamese text is stored one way, found without marks and listed in the order of the dictionary."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.text import (
    _LEGACY,
    _PERHAPS_LEGACY,
    SORT_KEY_LENGTH,
    fold,
    has_legacy_font,
    initials,
    nfc,
    sort_key,
    sort_ranges,
)

names = st.text(alphabet="aăâeêioôơuưyđĐAÂbcdghklmnpqrstvx ằẩẫấậẻẽéẹìỏõốợửữứựỳ", max_size=30)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_text_is_stored_composed_with_single_spaces() -> None:
    assert nfc(nfd("  Nguyễn \u00a0Thị\t Ánh\u200b ")) == "Nguyễn Thị Ánh"
    assert nfc("Ðặng") == "Đặng"  # the Icelandic look-alike


def test_search_needs_no_marks() -> None:
    assert fold("ĐẶNG Thị Bưởi") == fold(nfd("đặng thị bưởi")) == "dang thi buoi"


@given(st.text(max_size=40))
def test_storing_and_folding_twice_change_nothing_more(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)
    assert fold(nfc(text)) == fold(text)


def test_names_come_in_the_order_of_the_alphabet() -> None:
    ordered = ["An", "Án", "Ang", "Ăn", "Ân", "Bình", "Cường", "Dũng", "Đào", "Em", "Giang", "Hà", "Hạ", "Hòa"]
    ordered += ["Lan", "Oanh", "Ông", "Ơn", "Phú", "Tú", "Tư", "Vân", "Xuân", "Yến"]
    shuffled = sorted(ordered, key=nfd)
    assert sorted(shuffled, key=lambda given: sort_key("Nguyễn", given)) == ordered


def test_tones_come_in_the_order_of_the_dictionary() -> None:
    tones = ["Mạ", "Má", "Mã", "Mả", "Mà", "Ma"]
    assert sorted(tones, key=lambda given: sort_key("Lê", given)) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]


def test_the_given_name_decides_before_the_family() -> None:
    people = [("Trần Văn", "An"), ("Vũ Thị", "An"), ("Bùi Thị", "Ân"), ("Đỗ", "Bình"), ("Hà", "Bình An")]
    backwards = [*reversed(people)]
    assert sorted(backwards, key=lambda each: sort_key(*each)) == people


@given(names, names)
def test_the_order_is_the_same_for_nfd_and_for_capitals(family: str, given_name: str) -> None:
    key = sort_key(family, given_name)
    assert key == sort_key(nfd(family), nfd(given_name).upper())
    assert key.isascii()
    assert len(key) <= SORT_KEY_LENGTH


def test_initials() -> None:
    assert initials("nguyễn văn ân") == "NVÂ"
    assert initials("") == ""


@pytest.mark.parametrize(
    "text", ["NguyÔn V¨n An", "TrÇn ThÞ Hoa", "§Æng", "Nguyeãn Vaên An", "Traàn Thò Höông", "Ñaëng"]
)
def test_text_of_old_fonts_is_noticed(text: str) -> None:
    assert has_legacy_font(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Ánh Tuyết, Đặng Hoài Ưu, Loan, Thuỳ, Thúy, Hoà, Khoẻ, Quỳnh, Nguyệt, Toàn, Thuở, Huệ, Yến, Khuỷu",
        "TRẦN ĐÊM HOÀNG KHOẺ NGUYỄN THUỶ ĐÔNG ĐÌNH QUÝ TUẤN NGHIÊM TRƯỜNG HOÁN",
        "H'Hen Niê, Y-Krông, Müller, Björn, “Quyết định” 5 m², «xin chào», 12 °C",
        nfd("Nguyễn Thị Ánh Tuyết"),
    ],
)
def test_proper_text_is_not(text: str) -> None:
    assert not has_legacy_font(text)


@given(st.from_regex(_LEGACY))
def test_what_is_quickly_looked_for_is_in_every_text_of_an_old_font(text: str) -> None:
    assert _PERHAPS_LEGACY.search(text)


@given(
    st.text(alphabet="aăâeêioôơuưyđĐÂbcdghklmnpqrstvxằẩẫấậẻẽéẹìỏõốợữứựỳ", min_size=1, max_size=6), st.integers(1, 6)
)
def test_a_given_name_stands_where_its_beginning_says(given_name: str, letters: int) -> None:
    """However it is marked: the ranges of "yen" hold Yến, Yên and Yenh, each exactly once."""
    ranges = sort_ranges(fold(given_name)[:letters])
    key = sort_key("Nguyễn Văn", given_name)
    assert sum(low <= key < high for low, high in ranges) == (1 if ranges else 0)
    assert sort_ranges("1") == []
