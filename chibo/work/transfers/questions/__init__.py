"""The topic of transfers, answered by the rules of this app."""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__, f"{__name__}."):
    import_module(_module.name)  # importing hands its adapters in to the registry
