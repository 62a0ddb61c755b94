"""Fixtures of the tests of the public pages."""

import pytest

from fornya.limits.count import Lenient
from fornya.pages.public import often
from tests.clinics.demo_directory import demo_directory, loaded_demo

__all__ = ["demo_directory", "loaded_demo"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def counting_has_not_rested(monkeypatch):
    """Let searches be counted from the start, also where a test before has taken the database away."""
    monkeypatch.setattr(often, "_searches", Lenient())
