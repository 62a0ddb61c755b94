"""A database that commits, stand-ins for the foreign systems, and plain static files."""

import pytest

from fornya.integrations.http import Unavailable
from fornya.medicines import high_cost, overview
from fornya.pages.login import bankid, other, staff
from tests.access.world import PersonalShelf
from tests.committed import database, owner_connection, transactional_db
from tests.people.scripted import ScriptedBankId

__all__ = ["database", "owner_connection", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def foreign_systems(monkeypatch):
    """Let the store know a prescription of each person by their number, and no e-ID answer."""
    shelf = PersonalShelf()
    monkeypatch.setattr(overview, "prescription_store", lambda: shelf)
    monkeypatch.setattr(high_cost, "high_cost_account", lambda: shelf)
    away = ScriptedBankId(Unavailable("bankid", "503", outcome_unknown=False))
    monkeypatch.setattr(bankid, "bankid", lambda: away)
    monkeypatch.setattr(staff, "provider", _away)
    monkeypatch.setattr(other, "party_of", _away)


def _away(*_asked: object) -> object:
    raise Unavailable("idp", "503", outcome_unknown=False)
