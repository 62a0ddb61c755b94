"""The database that really commits, and the running sandbox, for the tests of this folder."""

from tests.committed import database, owner_connection, transactional_db
from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "database", "owner_connection", "sandbox", "transactional_db"]
