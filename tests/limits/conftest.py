"""The database that really commits: what is counted is shared by processes that commit."""

from tests.committed import database, owner_connection, transactional_db

__all__ = ["database", "owner_connection", "transactional_db"]
