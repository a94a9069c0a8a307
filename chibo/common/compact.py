"""JSON without spaces, for many small values: the standard encoder is made once instead of for each of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder
from typing import Any


def compact(
    *, sort_keys: bool = False, default: Callable[[Any], Any] | None = None, between: str = ","
) -> Callable[[Any], str]:
    """A function that writes a value as ``json.dumps(…, ensure_ascii=False, separators=(between, ":"))`` does.

    The values may not hold themselves: nobody looks for circles.
    """
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:  # another Python than the usual one
        return json.JSONEncoder(
            ensure_ascii=False, separators=(between, ":"), sort_keys=sort_keys, default=default
        ).encode
    write = make(None, default or _unknown, encoder.encode_basestring, None, ":", between, sort_keys, False, True)
    return lambda value: "".join(write(value, 0))


def _unknown(value: Any) -> Any:
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
