"""The plan: the asks of a check, written to be ticked by a person."""

from pathlib import Path

import tomlkit

from agreements.writing import write_whole
from checker.findings import Report


def write_plan(report: Report, path: Path, *, force: bool = False) -> None:
    """Writes the asks as TOML, none of them ticked. Raises ContentError where the file exists and force is not set."""
    document = tomlkit.document()
    document.add(tomlkit.comment("Set do = true for each ask that is to be put into the document."))
    document.add("name", Path(report.document.path).name)
    document.add("as_of", report.as_of)
    asks = tomlkit.aot()
    for ask in report.asks:
        entry = tomlkit.table()
        entry.add("id", ask.id)
        entry.add("do", False)
        entry.add("clause", ask.remedy.clause)
        entry.add("position", ask.remedy.position)
        entry.add("place", ask.remedy.place)
        entry.add("closes", list(ask.closes))
        asks.append(entry)
    document.add("ask", asks)
    write_whole(path, tomlkit.dumps(document).encode("utf-8"), force=force)
