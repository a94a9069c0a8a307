"""Sealed fields open with our keys only, also after the key was changed."""

import base64
import hmac

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from chibo.common.secrets import CannotOpen, blind_index, open_sealed, seal

OLD = "2025:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
NEW = "2026:" + "QkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkI="


@given(st.text(max_size=50))
def test_what_was_sealed_opens(plain: str) -> None:
    assert open_sealed(seal(plain)) == plain
    assert open_sealed(memoryview(seal(plain))) == plain  # type: ignore[arg-type]


def test_the_same_number_is_sealed_differently_and_found_all_the_same() -> None:
    assert seal("001090000123") != seal("001090000123")
    assert blind_index("001090000123") == blind_index("001090000123")
    assert blind_index("001090000123") != blind_index("001090000124")


@given(st.text(max_size=200))
def test_the_digest_for_looking_up_is_an_hmac_under_a_key_of_its_own(plain: str) -> None:
    *_, last = django_settings.FIELD_KEYS.split(",")
    key = HKDF(SHA256(), length=32, salt=None, info=b"blind index").derive(base64.b64decode(last.partition(":")[2]))
    assert blind_index(plain) == hmac.digest(key, plain.encode(), "sha256").hex()


def test_a_new_key_in_front_seals_and_the_old_one_still_opens(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    sealed, index = seal("001090000123"), blind_index("001090000123")
    settings.FIELD_KEYS = f"{NEW},{OLD}"
    assert open_sealed(sealed) == "001090000123"
    assert blind_index("001090000123") == index
    assert seal("x")[1:5] == b"2026"


def test_a_stranger_opens_nothing(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    sealed = seal("001090000123")
    settings.FIELD_KEYS = NEW
    with pytest.raises(CannotOpen, match="not in FIELD_KEYS"):
        open_sealed(sealed)
    with pytest.raises(CannotOpen):
        open_sealed(b"")


def test_an_altered_secret_does_not_open() -> None:
    sealed = bytearray(seal("001090000123"))
    sealed[-1] ^= 1
    with pytest.raises(CannotOpen, match="altered"):
        open_sealed(bytes(sealed))
    with pytest.raises(CannotOpen, match="altered"):
        open_sealed(bytes(sealed[:10]))


@pytest.mark.parametrize("keys", ["", "a:!!", "a:QUFB", f"{OLD},{OLD}", OLD.removeprefix("2025")])
def test_keys_that_are_none_are_refused(keys: str, settings: Settings) -> None:
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        seal("x")
