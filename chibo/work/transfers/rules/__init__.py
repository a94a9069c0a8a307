"""The rules of transfers: pure functions of facts and law, found by the codes that procedures name."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)  # importing hands its rules in to the registry
