"""Reads a file of either kind: FHIR begins with a brace, CSV does not."""

from fornya.clinics.catalogue.csv_file import read_csv
from fornya.clinics.catalogue.entry import Raw
from fornya.clinics.catalogue.faults import BadEntry, Fault
from fornya.clinics.catalogue.fhir_file import read_fhir


def read_text(text: str) -> list[Raw]:
    """Give each clinic as the file says it; raises BadEntry for a file that is neither."""
    return list(read_fhir(text) if text.lstrip().startswith("{") else read_csv(text))


def read_bytes(content: bytes) -> str:
    """Give a file's text; raises BadEntry where it is none, or holds what PostgreSQL cannot keep."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadEntry(Fault.NOT_TEXT) from None
    if "\0" in text:
        raise BadEntry(Fault.NOT_TEXT)
    return text
