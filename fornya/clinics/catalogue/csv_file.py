"""Reads a catalogue in CSV: a heading with the names of entry.py's fields, a clinic a line, in UTF-8."""

import csv
from collections.abc import Iterator
from io import StringIO

from fornya.clinics.catalogue.entry import Raw
from fornya.clinics.catalogue.faults import BadEntry, Fault

NEEDED = frozenset(
    ("hsa_id", "name", "kind", "municipality", "street", "postcode", "place", "phone", "renews_online")
)


def read_csv(text: str) -> Iterator[Raw]:
    """Give each line as it stands; raises BadEntry when the heading lacks a column."""
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(StringIO(text), delimiter=delimiter, restkey="", restval="")
    missing = NEEDED - set(rows.fieldnames or ())
    if missing:
        raise BadEntry(Fault.HEADING, columns=", ".join(sorted(missing)))
    for row in rows:
        yield Raw(
            rows.line_num, {name: value for name, value in row.items() if isinstance(value, str) and name}
        )
