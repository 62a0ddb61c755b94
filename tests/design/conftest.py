"""The design room is tested on its own: plain addresses of static files, no build needed before."""

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
