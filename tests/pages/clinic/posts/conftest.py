"""The browsers of those who give posts: a region's administrator, an operator, a clinic's administrator."""

import pytest

from fornya.rules.posts import PostRole
from tests import make, posted
from tests.browser import Browser
from tests.clinics.settings.restored import clinic

__all__ = ["clinic"]


@pytest.fixture
def rut(clinic: int) -> Browser:
    """Give the browser of Uppsala's administrator."""
    return Browser(posted.token(make.RUT, PostRole.REGION_ADMINISTRATOR, region=make.UPPSALA))


@pytest.fixture
def olle(clinic: int) -> Browser:
    """Give the browser of an operator."""
    return Browser(posted.token(make.OLLE, PostRole.OPERATOR))


@pytest.fixture
def eva(clinic: int) -> Browser:
    """Give the browser of Björken's administrator."""
    make.administrator()
    return Browser(make.staff_token())
