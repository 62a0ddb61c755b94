"""A database that commits, and a clinic that is put back as it was."""

from tests.clinics.settings.restored import clinic
from tests.committed import database, owner_connection, transactional_db

__all__ = ["clinic", "database", "owner_connection", "transactional_db"]
