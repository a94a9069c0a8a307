"""Fields that only the application can read: sealed with AES-GCM, looked up by a keyed digest.

``settings.FIELD_KEYS`` is ``id:base64,id:base64``. The first key seals and every key opens, so a key is rotated by
putting a new one in front. The look-up digest keeps to the last key: dropping that one means computing it anew.
"""

from __future__ import annotations

import base64
import binascii
import os
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE = 12


class CannotOpen(Exception):
    """The sealed text was altered, or its key is not among ours."""


@lru_cache(maxsize=4)
def _keys(setting: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for entry in setting.split(","):
        name, _, encoded = entry.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise ImproperlyConfigured(f"FIELD_KEYS: the key {name!r} is not base64") from None
        if not name or not name.isascii() or len(name) > 255 or name in keys or len(key) != 32:
            raise ImproperlyConfigured(f"FIELD_KEYS: {name!r} needs a name of its own and 32 bytes")
        keys[name] = key
    return keys


@lru_cache(maxsize=4)
def _indexing(setting: str) -> tuple[Any, Any]:
    """The two halves of HMAC-SHA256 (RFC 2104) under the key of the digest, each ready to go on with a text."""
    *_, last = _keys(setting).values()
    key = HKDF(SHA256(), length=32, salt=None, info=b"blind index").derive(last).ljust(64, b"\0")
    return sha256(bytes(byte ^ 0x36 for byte in key)), sha256(bytes(byte ^ 0x5C for byte in key))


@lru_cache(maxsize=4)
def _sealing(setting: str) -> tuple[bytes, AESGCM]:
    """What stands before a sealed text, and the cipher of the first key."""
    name, key = next(iter(_keys(setting).items()))
    return bytes([len(name)]) + name.encode(), AESGCM(key)


@lru_cache(maxsize=4)
def _opening(setting: str) -> dict[bytes, AESGCM]:
    """The cipher of each key by its name."""
    return {name.encode(): AESGCM(key) for name, key in _keys(setting).items()}


def seal(plain: str) -> bytes:
    """Encrypt; the same text never looks the same twice."""
    return seal_bytes(plain.encode())


def seal_bytes(plain: bytes) -> bytes:
    """The same for a file."""
    prefix, cipher = _sealing(settings.FIELD_KEYS)
    nonce = os.urandom(_NONCE)
    return prefix + nonce + cipher.encrypt(nonce, plain, prefix)


def open_sealed(sealed: bytes) -> str:
    try:
        return open_bytes(sealed).decode()
    except UnicodeDecodeError:
        raise CannotOpen("the sealed text was altered") from None


def open_bytes(sealed: bytes) -> bytes:
    sealed = bytes(sealed)  # PostgreSQL drivers hand out memoryview
    length = 1 + sealed[0] if sealed else 0
    prefix, nonce, body = sealed[:length], sealed[length : length + _NONCE], sealed[length + _NONCE :]
    cipher = _opening(settings.FIELD_KEYS).get(prefix[1:])
    if cipher is None:
        raise CannotOpen("sealed with a key that is not in FIELD_KEYS")
    try:
        return cipher.decrypt(nonce, body, prefix)
    except (InvalidTag, ValueError):
        raise CannotOpen("the sealed text was altered") from None


def blind_index(plain: str) -> str:
    """The same digest for the same text, and no way back without the key: 64 hexadecimal digits."""
    inside, outside = _indexing(settings.FIELD_KEYS)
    inner, outer = inside.copy(), outside.copy()
    inner.update(plain.encode())
    outer.update(inner.digest())
    return str(outer.hexdigest())
