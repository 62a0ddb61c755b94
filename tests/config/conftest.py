"""The database that really commits, and plain static files, for the tests of this folder."""

import pytest

from tests.committed import database, owner_connection, transactional_db

__all__ = ["database", "owner_connection", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
