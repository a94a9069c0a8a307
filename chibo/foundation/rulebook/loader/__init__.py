"""Loads chibo/law into a :class:`Rulebook`, or refuses with every fault it found."""

from __future__ import annotations

from pathlib import Path

import chibo
from chibo.foundation.rulebook.book import Rulebook
from chibo.foundation.rulebook.loader.forms import read_forms
from chibo.foundation.rulebook.loader.instruments import read_instruments
from chibo.foundation.rulebook.loader.parameters import read_parameters
from chibo.foundation.rulebook.loader.places import read_levels, read_swaps
from chibo.foundation.rulebook.loader.procedures import Known, read_procedures
from chibo.foundation.rulebook.loader.reading import Fault, Faults, LawRefused
from chibo.foundation.rulebook.registry import CONDITIONS, GUARDS

__all__ = ["LAW", "Fault", "LawRefused", "load"]

LAW = Path(chibo.__file__).parent / "law"


def load(folder: Path = LAW, *, check_guards: bool = False) -> Rulebook:
    """Guards and conditions live on higher floors: they are checked only where those have been imported."""
    faults = Faults()
    instruments = read_instruments(folder, faults)
    parameters = read_parameters(folder, instruments, faults)
    levels = read_levels(folder, instruments, faults)
    forms = read_forms(folder, instruments, faults)
    known = Known(
        instruments,
        parameters,
        forms,
        levels,
        guards=GUARDS if check_guards else None,
        conditions=CONDITIONS if check_guards else None,
    )
    procedures = read_procedures(folder, known, faults)
    swaps = read_swaps(folder, faults)
    faults.refuse_if_any()
    return Rulebook(instruments, parameters, levels, forms, procedures, swaps.worked, swaps.off)
