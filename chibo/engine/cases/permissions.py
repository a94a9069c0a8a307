"""Who may record a step: those appointed at the body that performs it, or an office above writing for a cell."""

from __future__ import annotations

from collections.abc import Mapping

from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.organizations.models import Form

#: Parts that are played by people of the cell and recorded by it.
OF_THE_CELL = frozenset({"applicant", "helper", "member", "introducer"})


def acting_body(step: StepSpec, bodies: Mapping[str, Form]) -> Form:
    """The organization in whose name a step is recorded, as it stood on the step's day.

    Raises:
        Refusal: the route has no such body here.
    """
    body = bodies.get("cell" if step.by in OF_THE_CELL else step.by)
    if body is None:
        raise Refusal(f"Trên đường đi của hồ sơ này không có cấp thực hiện bước {step.title.lower()}")
    return body
