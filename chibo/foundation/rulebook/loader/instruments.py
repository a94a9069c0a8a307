"""chibo/law/instruments: the texts themselves, each keyed by number and date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from chibo.foundation.rulebook.loader.reading import Entry, Fault, Faults, Table, files, read
from chibo.foundation.rulebook.model import Citation, Confidence, Instrument

Instruments = dict[str, Instrument]
_CONFIDENCES = {confidence.value for confidence in Confidence} - {Confidence.CONFIRMED.value}


def confidence(table: Table) -> Confidence:
    return Confidence(table.need("confidence").one_of(_CONFIDENCES, "confidence"))


def read_instruments(folder: Path, faults: Faults) -> Instruments:
    found: Instruments = {}
    places: dict[str, Entry] = {}
    for path in files(folder, "instruments"):
        with faults.caught():
            root = read(path, folder)
            for entry in root.entries() if root else []:
                with faults.caught():
                    instrument = _instrument(entry)
                    if instrument.key in found:
                        raise entry.fault(f"{instrument.key} stands here and in {places[instrument.key].where}")
                    found[instrument.key], places[instrument.key] = instrument, entry
    for key, instrument in found.items():
        with faults.caught():
            _check_succession(instrument, found, places[key])
    _check_one_governs(found, places, faults)
    return found


def _instrument(entry: Entry) -> Instrument:
    table = entry.table()
    number, issued_on = table.need("number").words(), table.need("issued_on").day()
    instrument = Instrument(
        key=f"{number}@{issued_on.isoformat()}",
        number=number,
        issued_on=issued_on,
        issuer=table.need("issuer").words(),
        kind=table.need("kind").text(),
        title=table.need("title").words(),
        subject=table.need("subject").words(),
        in_force_from=table.need("in_force_from").day(),
        in_force_until=table.day("in_force_until"),
        replaced_by=table.text("replaced_by") or None,
        read=table.need("read").words(),
        confidence=confidence(table),
        source=table.need("source").words(),
        amends=table.text("amends") or None,
        territory=table.text("territory"),
    )
    retroactive = table.flag("retroactive")  # the text itself says that it holds from before its own date
    table.end()
    if instrument.in_force_from < issued_on and not retroactive:
        raise entry.fault(f"{instrument.key} is in force before its own date")
    if instrument.in_force_until is not None and instrument.in_force_until <= instrument.in_force_from:
        raise entry.fault(f"{instrument.key} ends before it begins")
    return instrument


def _check_succession(instrument: Instrument, found: Instruments, entry: Entry) -> None:
    for key in filter(None, (instrument.replaced_by, instrument.amends)):
        if key not in found:
            raise entry.fault(f"no such instrument: {key}")
    if instrument.replaced_by is None:
        return
    successor = found[instrument.replaced_by]
    if successor.subject != instrument.subject:
        raise entry.fault(f"{instrument.key} governs {instrument.subject}, its successor {successor.subject}")
    if instrument.in_force_until != successor.in_force_from:
        raise entry.fault(
            f"{instrument.key} must end on the day its successor takes over, {successor.in_force_from.isoformat()}"
        )


def _check_one_governs(found: Instruments, places: dict[str, Entry], faults: Faults) -> None:
    """One text at a time governs a subject of a territory; amendments stand beside it."""
    governing: dict[tuple[str, str], list[Instrument]] = {}
    for instrument in found.values():
        if instrument.amends is None:
            governing.setdefault((instrument.territory, instrument.subject), []).append(instrument)
    for instruments in governing.values():
        in_order = sorted(instruments, key=lambda instrument: instrument.in_force_from)
        for earlier, later in pairwise(in_order):
            if earlier.in_force_until is None or later.in_force_from < earlier.in_force_until:
                faults.found.append(
                    Fault(places[later.key].where, f"{later.key} overlaps {earlier.key} on {earlier.subject}")
                )


class Cited:
    """Reads citations and checks them against the instruments."""

    def __init__(self, instruments: Instruments) -> None:
        self.instruments = instruments

    def source(self, entry: Entry) -> tuple[Instrument, str]:
        table = entry.table()
        instrument, clause = self.instrument(table), table.need("clause").words()
        table.end()
        return instrument, clause

    def instrument(self, table: Table) -> Instrument:
        return self.instruments[table.need("instrument").one_of(self.instruments, "instrument")]

    def citation(self, table: Table, instrument: Instrument, clause: str) -> Citation:
        """The rest of a citation: confidence, inherited, note."""
        cited = Citation(
            instrument, clause, confidence(table), inherited=table.flag("inherited"), note=table.text("note")
        )
        if cited.inherited and cited.confidence.binds:
            raise table.fault("what is inherited is not confirmed: its confidence is low or unverified")
        return cited


def check_lives(cited: Citation, starts_on: date, ends_on: date | None, entry: Entry) -> None:
    """A citation holds only while its instrument does, unless it says that it is inherited."""
    instrument = cited.instrument
    if starts_on < instrument.in_force_from:
        begins = instrument.in_force_from.isoformat()
        raise entry.fault(f"{instrument.key} is in force from {begins}, not yet on {starts_on.isoformat()}")
    until = instrument.in_force_until
    if until is not None and not cited.inherited and (ends_on is None or ends_on > until):
        raise entry.fault(
            f"{instrument.key} ended on {until.isoformat()}: say from when another text holds, or inherited: true"
        )
