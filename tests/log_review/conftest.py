"""The database that really commits, for the tests of this folder."""

from tests.committed import database, owner_connection, transactional_db

__all__ = ["database", "owner_connection", "transactional_db"]
