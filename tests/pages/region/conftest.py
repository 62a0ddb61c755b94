"""The browsers of who runs a region and of who runs the service; a region that is put back as it was."""

import pytest

from fornya.rules.posts import PostRole
from tests import make, posted
from tests.browser import Browser
from tests.clinics.region.restored import region
from tests.clinics.settings.restored import clinic
from tests.committed import database, owner_connection, transactional_db

__all__ = ["clinic", "database", "owner_connection", "region", "transactional_db"]


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Write the addresses of static files without the digests that the build makes."""
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def eva(clinic: int) -> Browser:
    """Give the browser of Björken's administrator."""
    make.administrator()
    return Browser(make.staff_token())


@pytest.fixture
def rut(region: str) -> Browser:
    """Give the browser of Uppsala's administrator, who works at no clinic."""
    return Browser(posted.token(make.RUT, PostRole.REGION_ADMINISTRATOR, region=region))


@pytest.fixture
def ragna(region: str) -> Browser:
    """Give the browser of Uppsala's other administrator."""
    return Browser(posted.token(make.RAGNA, PostRole.REGION_ADMINISTRATOR, region=region))


@pytest.fixture
def olle(region: str) -> Browser:
    """Give the browser of the service's operator."""
    return Browser(posted.token(make.OLLE, PostRole.OPERATOR))
