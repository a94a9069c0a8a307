"""The suite's settings: the product's own, in test mode, on a database of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CHIBO_MODE", "test")

from chibo.settings import *
from chibo.settings import DATABASES

# A file, not memory: only then do two connections meet each other's locks, as in an office.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"chibo-test-{os.getpid()}.sqlite3")}

# The product's hash takes 0.2 s on purpose; the same algorithm with small parameters is enough here.
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2"]
