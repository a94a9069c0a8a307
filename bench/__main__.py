"""Measure in process, on a database of its own, and print the table. Fails when a limit is missed."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
from pathlib import Path


def main(only: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="chibo-bench-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
        os.environ.setdefault("CHIBO_DATABASE", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ["CHIBO_DATA"] = folder

        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)

        from bench.measure import BENCHES, HEAD, Result, line, measure

        package = Path(__file__).parent
        modules = [module.name for module in pkgutil.iter_modules([str(package)])]
        for name in modules:
            if name not in {"__main__", "measure"} and (not only or name in only):
                importlib.import_module(f"bench.{name}")

        print(
            f"{connection.vendor}, {os.cpu_count()} cores, Python {sys.version.split()[0]}", HEAD, sep="\n", flush=True
        )
        held, results = [], dict[str, Result]()
        for bench in sorted(BENCHES, key=lambda each: each.people):
            result = results[bench.name] = measure(bench.beside(results))
            print(line(result), flush=True)
            held.append(result.holds)
        print(f"{sum(held)} hold, {len(held) - sum(held)} missed")
        connection.close()
        return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
