"""Fixtures of the tests of the articles."""

import pytest

from tests.clinics.demo_directory import demo_directory, loaded_demo

__all__ = ["demo_directory", "loaded_demo"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
