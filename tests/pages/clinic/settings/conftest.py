"""An administrator's browser, and a clinic that is put back as it was."""

import pytest

from tests import make
from tests.browser import Browser
from tests.clinics.settings.restored import clinic

__all__ = ["clinic"]


@pytest.fixture
def eva(clinic: int) -> Browser:
    """Give the browser of Björken's administrator."""
    make.administrator()
    return Browser(make.staff_token())
