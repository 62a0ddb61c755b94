"""The national sources as the sandbox has them, for the tests of this folder."""

import pytest

from fornya.medicines import sources
from tests.committed import database, owner_connection, transactional_db
from tests.renewals.shelf import store
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "database", "owner_connection", "sandbox", "store", "transactional_db"]


@pytest.fixture
def account(settings, sandbox):
    """Let the rooms read the sandbox's high-cost account."""
    settings.HIGH_COST_URL = f"{sandbox.url}/high-cost/"
    sources.high_cost_account.cache_clear()
    yield sandbox
    sources.high_cost_account.cache_clear()
