"""The database that really commits, for the tests of this folder."""

from tests.committed import database, loaded_demo, owner_connection, transactional_db

__all__ = ["database", "loaded_demo", "owner_connection", "transactional_db"]
