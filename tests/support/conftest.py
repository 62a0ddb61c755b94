"""The database that really commits, emptied of cases after each test, and the running sandbox."""

import pytest

from tests import committed
from tests.committed import owner_connection, transactional_db
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "owner_connection", "sandbox", "transactional_db"]


@pytest.fixture
def database(transactional_db):
    """Let a test commit, and leave no cases behind."""
    committed.owner("TRUNCATE support_case")
    yield
    committed.owner("TRUNCATE support_case")
