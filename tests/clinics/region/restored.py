"""The directory stays between tests; what a test changes of a region is put back as it was."""

import json
from collections.abc import Iterator

import pytest

from fornya.clinics import directory
from tests.committed import owner

UPPSALA = "03"
OF_REGION = ("clinics_fee", "clinics_regionalnotice", "clinics_ruleversion")
STAY = ("clinics_fee", "clinics_ruleversion")


@pytest.fixture
def region(database: None) -> Iterator[str]:
    """Give the code of Uppsala, and put its fees, notices and rules back afterwards; the country has none."""
    directory.forget()
    kept = {table: _rows(table) for table in OF_REGION}
    yield UPPSALA
    # What holds stays, whoever asks; a test's own has to go.
    for table in STAY:
        owner(f"ALTER TABLE {table} DISABLE TRIGGER stays")
    owner("DELETE FROM clinics_ruleversion WHERE region_id IS NULL")
    for table, rows in kept.items():
        owner(f"DELETE FROM {table} WHERE region_id = %s", UPPSALA)
        owner(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(null::{table}, %s::jsonb)",
            json.dumps(rows),
        )
    for table in STAY:
        owner(f"ALTER TABLE {table} ENABLE TRIGGER stays")
    directory.forget()


def _rows(table: str) -> list:
    ((rows,),) = owner(f"SELECT coalesce(jsonb_agg(t), '[]') FROM {table} t WHERE region_id = %s", UPPSALA)
    return rows
