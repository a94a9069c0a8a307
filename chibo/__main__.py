"""``python -m chibo`` is ``chibo``."""

from chibo.cli import main

main()
