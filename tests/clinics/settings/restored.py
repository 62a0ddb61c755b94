"""The directory stays between tests; what a test changes of a clinic is put back as it was."""

import json
from collections.abc import Iterator

import pytest

from fornya.clinics import directory
from tests import make
from tests.committed import owner

OF_CLINIC = (
    *("clinics_openinghours", "clinics_hoursexception", "clinics_fee"),
    *("clinics_policyrow", "clinics_standardreply"),
)


@pytest.fixture
def clinic(database: None) -> Iterator[int]:
    """Give the id of Björken, and put all of it back afterwards."""
    directory.forget()
    found = make.page().id
    ((row,),) = owner("SELECT to_jsonb(c) FROM clinics_clinic c WHERE id = %s", found)
    rows = {table: _rows(table, found) for table in OF_CLINIC}
    yield found
    names = ", ".join(name for name in row if name != "id")
    owner(
        f"UPDATE clinics_clinic SET ({names}) = (SELECT {names} FROM"
        " jsonb_populate_record(null::clinics_clinic, %s::jsonb)) WHERE id = %s",
        json.dumps(row),
        found,
    )
    # What holds of a fee stays, whoever asks; a test's own has to go.
    owner("ALTER TABLE clinics_fee DISABLE TRIGGER stays")
    for table, kept in rows.items():
        owner(f"DELETE FROM {table} WHERE clinic_id = %s", found)
        owner(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(null::{table}, %s::jsonb)",
            json.dumps(kept),
        )
    owner("ALTER TABLE clinics_fee ENABLE TRIGGER stays")
    directory.forget()


def _rows(table: str, clinic_id: int) -> list:
    ((rows,),) = owner(f"SELECT coalesce(jsonb_agg(t), '[]') FROM {table} t WHERE clinic_id = %s", clinic_id)
    return rows
