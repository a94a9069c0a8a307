"""chibo/law/forms: the catalogue of official forms."""

from __future__ import annotations

from pathlib import Path

from chibo.foundation.rulebook.loader.instruments import Cited, Instruments
from chibo.foundation.rulebook.loader.reading import Entry, Faults, files, read
from chibo.foundation.rulebook.model import FormSpec


def read_forms(folder: Path, instruments: Instruments, faults: Faults) -> dict[str, FormSpec]:
    found: dict[str, FormSpec] = {}
    cited = Cited(instruments)
    for path in files(folder, "forms"):
        with faults.caught():
            root = read(path, folder)
            for entry in root.entries() if root else []:
                with faults.caught():
                    form = _form(entry, cited)
                    if form.code in found:
                        raise entry.fault(f"form {form.code} stands here twice")
                    found[form.code] = form
    return found


def _form(entry: Entry, cited: Cited) -> FormSpec:
    table = entry.table()
    source = table.need("citation").table()
    citation = cited.citation(source, cited.instrument(source), source.need("clause").words())
    source.end()
    form = FormSpec(
        code=table.need("code").words(),
        title=table.need("title").words(),
        filled_by=table.need("filled_by").words(),
        signed_by=table.need("signed_by").text(),
        citation=citation,
        layout=table.text("layout"),
        extra=extra.plain() if (extra := table.get("extra")) else {},
    )
    table.end()
    return form
