"""A database that commits, a store and a register to set, and the worker's role where the job runs."""

import pytest

from fornya.medicines import overview
from tests.committed import database, owner_connection, transactional_db
from tests.pages.patient.sources import Sources
from tests.people.registry import stand_in

__all__ = ["database", "owner_connection", "transactional_db"]


@pytest.fixture
def sources(monkeypatch):
    """Put a store where the rooms would call the national one; a test sets what it answers."""
    made = Sources()
    monkeypatch.setattr(overview, "prescription_store", lambda: made)
    return made


@pytest.fixture
def registry(monkeypatch):
    """Put a population register where the rooms would call it."""
    return stand_in(monkeypatch)
