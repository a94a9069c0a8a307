"""The ``chibo`` command: our words first, Django's management behind them."""

from __future__ import annotations

import difflib
import os
import sys

#: The words of ``chibo --help``; a command is listed when this installation has it.
GROUPS: dict[str, dict[str, str]] = {
    "Start": {
        "worker": "do the work that goes on without a browser (serve starts one)",
        "serve": "bring the database up to date and serve the pages on 127.0.0.1:8000",
        "migrate": "create or update the tables",
        "demo": "fill the database with the invented population; --check: compare its counts",
    },
    "Register": {
        "roster": "import FILE --org CODE: preview a list of members, --apply enters it; undo BATCH takes it back",
        "report": "strength, increase-decrease: count an organization on a day or over a period",
        "facts": "rebuild: write the facts that lists and counts read anew from the register",
    },
    "Cases": {
        "waiting": "write again what every open case waits for; run it daily, and when the law has moved",
    },
    "Law": {
        "law": "check: validate all regulations; cases FILE…: answer cases; docs: write the reference pages",
    },
    "Ledger": {
        "ledger": "verify: prove that nothing was changed; checkpoint: sign the present head into a file",
    },
    "Papers": {
        "papers": "docs: write the reference page of the facts that papers print",
    },
    "Accounts": {
        "account": "create-keeper USERNAME --name NAME: make the first account of an office",
    },
    "Safekeeping": {
        "backup": "FILE: copy the database while it is in use",
    },
}


def _commands() -> set[str]:
    import django
    from django.core.management import get_commands

    django.setup()
    return set(get_commands())


def _help() -> str:
    present = _commands()
    lines = ["chibo: membership governance, on this machine.", "", "Usage: chibo COMMAND [options]", ""]
    for group, commands in GROUPS.items():
        listed = {name: words for name, words in commands.items() if name in present}
        if listed:
            lines += [group, *(f"  {name:<10} {words}" for name, words in listed.items()), ""]
    lines.append("chibo COMMAND --help explains one command; chibo help --commands lists Django's own as well.")
    return "\n".join(lines)


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, _commands(), n=1)
    meant = f" Did you mean {close[0]!r}?" if close else ""
    return f"chibo: there is no command {name!r}.{meant} 'chibo --help' lists them all."


def main(argv: list[str] | None = None) -> None:
    """Run one command; the files that it makes are readable by their owner only."""
    arguments = sys.argv[1:] if argv is None else argv
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")

    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    except ImproperlyConfigured as refusal:
        sys.exit(f"chibo: {refusal}")

    name = arguments[0] if arguments else "--help"
    if name in {"-h", "--help"} or arguments == ["help"]:
        print(_help())
    elif name not in {"help", "--version"} and name not in _commands():
        sys.exit(_unknown(name))
    else:
        execute_from_command_line(["chibo", *arguments])
