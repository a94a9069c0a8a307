"""Which variant of a procedure a matter takes, from the cell's place in the tree. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import Procedure, RouteSpec


def choose_route(procedure: Procedure, place: Mapping[str, Any], where: str = "") -> RouteSpec:
    """The first route in force whose every condition fits the place.

    Raises:
        Refusal: none fits; the tree does not look as the regulation of the day knows it.
    """
    for route in procedure.routes.values():
        if all(_fits(place.get(key), wanted) for key, wanted in route.when.items()):
            return route
    raise Refusal(
        f"Quy định đang có hiệu lực ({procedure.version}) không có đường đi nào cho tổ chức {where} "
        f"với vị trí hiện nay trong cây tổ chức; đề nghị cấp trên kiểm tra lại cấp của tổ chức này"
    )


def _fits(have: object, wanted: object) -> bool:
    return have in wanted if isinstance(wanted, list | tuple) else have == wanted
