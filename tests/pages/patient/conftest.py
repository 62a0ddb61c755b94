"""What the tests of the patient's pages share: a database that commits, and two national sources to set."""

import pytest

from fornya.medicines import high_cost, overview
from tests.committed import database, owner_connection, transactional_db
from tests.pages.patient.sources import Sources

__all__ = ["database", "owner_connection", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def sources(monkeypatch):
    """Put stand-ins where the rooms would call the national systems; a test sets what they answer."""
    made = Sources()
    monkeypatch.setattr(overview, "prescription_store", lambda: made)
    monkeypatch.setattr(high_cost, "high_cost_account", lambda: made)
    return made
