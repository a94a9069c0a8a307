"""Checkpoints: signed with Ed25519, written as one JSON line, read back and believed only with a known key."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from chibo.foundation.ledger.chain import moment


@dataclass(frozen=True, slots=True)
class Signed:
    """``seq`` entries ended in ``digest`` at that moment; so says whoever holds the key."""

    seq: int
    digest: str
    at: str
    actor: str
    public_key: str = ""
    signature: str = ""

    @property
    def message(self) -> bytes:
        return f"chibo ledger checkpoint\n{self.seq}\n{self.digest}\n{self.at}\n{self.actor}".encode()

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @property
    def genuine(self) -> bool:
        """Whether the key that it names did sign it."""
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(self.public_key, validate=True))
            key.verify(base64.b64decode(self.signature, validate=True), self.message)
        except (InvalidSignature, ValueError):
            return False
        return True


@lru_cache(maxsize=2)
def _private_key(encoded: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded, validate=True))
    except ValueError:
        raise ImproperlyConfigured("LEDGER_KEY is not 32 bytes in base64") from None


def our_public_key() -> str:
    return base64.b64encode(_private_key(settings.LEDGER_KEY).public_key().public_bytes_raw()).decode()


def sign(*, seq: int, digest: str, at: datetime, actor: str) -> Signed:
    unsigned = Signed(seq=seq, digest=digest, at=moment(at), actor=actor)
    signature = _private_key(settings.LEDGER_KEY).sign(unsigned.message)
    return Signed(
        seq, digest, unsigned.at, actor, public_key=our_public_key(), signature=base64.b64encode(signature).decode()
    )


def read_line(line: str) -> Signed:
    """Raises ValueError when the line is not one that ``Signed.line`` wrote."""
    fields: Any = json.loads(line)
    kinds = {"seq": int, "digest": str, "at": str, "actor": str, "public_key": str, "signature": str}
    if not isinstance(fields, dict) or {name: type(each) for name, each in fields.items()} != kinds:
        raise ValueError("not a checkpoint")
    return Signed(**fields)
