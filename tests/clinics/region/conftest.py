"""A database that commits, and a region and a clinic that are put back as they were."""

from tests.clinics.region.restored import region
from tests.clinics.settings.restored import clinic
from tests.committed import database, owner_connection, transactional_db

__all__ = ["clinic", "database", "owner_connection", "region", "transactional_db"]
