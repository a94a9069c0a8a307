"""A process of its own that reorganizes, and kills itself at one of its statements: ``what plan statement``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


def main(what: str, pk: int, last: int) -> None:
    django.setup()
    from django.db import connection

    from chibo.foundation.accounts.models import User
    from chibo.work.reorganizations.actions import carry_out, undo
    from chibo.work.reorganizations.models import Reorganization
    from tests.work.reorganizations.stage import DAY, NOW

    made = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal made
        made += 1
        if made == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    plan = Reorganization.objects.select_related("decider").get(pk=pk)
    user = User.objects.get(username="tochuc.thanhpho")
    with connection.execute_wrapper(count):
        if what == "carry_out":
            carry_out(plan=plan, by=user, today=DAY, at=NOW, seen=plan.version)
        else:
            undo(plan=plan, by=user, today=DAY, at=NOW, ground="Thu hồi")
    sys.stdout.write(str(made))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
