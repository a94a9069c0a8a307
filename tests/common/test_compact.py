"""The encoder that is made once writes what the standard one writes."""

from __future__ import annotations

import json
from datetime import date
from json import encoder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.compact import compact

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(PLAIN)
def test_it_writes_what_the_standard_encoder_writes(value: object) -> None:
    said = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert compact(sort_keys=True)(value) == said
    assert compact(between=", ")([value]) == json.dumps([value], ensure_ascii=False, separators=(", ", ":"))


def test_what_it_does_not_know_is_asked_for_or_refused() -> None:
    assert compact(default=date.isoformat)([date(2026, 11, 26)]) == '["2026-11-26"]'
    with pytest.raises(TypeError, match="date"):
        compact()(date(2026, 11, 26))


def test_another_python_writes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "c_make_encoder", None)
    assert compact(sort_keys=True)({"b": "Đ", "a": (1, None)}) == '{"a":[1,null],"b":"Đ"}'
