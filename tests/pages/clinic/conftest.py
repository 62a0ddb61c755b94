"""What the tests of the clinic's pages share: a database that commits, and a store that does not answer."""

import pytest

from fornya.medicines import sources
from tests.committed import database, owner_connection, transactional_db
from tests.renewals.shelf import store
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "database", "owner_connection", "sandbox", "store", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def nothing_listens(settings):
    """Let the store be down unless a test names it; nobody listens on port 9."""
    settings.STORE_URL = "http://127.0.0.1:9/fhir/"
    sources.prescription_store.cache_clear()
    yield
    sources.prescription_store.cache_clear()
