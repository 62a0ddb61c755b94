"""The worker with one mistake: it draws the key to the store anew for each attempt. Run like manage.py."""

import os
import sys
import uuid

import django
from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fornya.config.settings")
django.setup()

from fornya.medicines.sources import prescription_store  # noqa: E402 - needs Django's settings
from fornya.renewals import delivery  # noqa: E402


class Forgetful:
    """The store's client, without the key that was made from the decision."""

    def __init__(self) -> None:
        self.prescriptions = prescription_store().prescriptions

    def find(self, _key: uuid.UUID) -> object:
        """Look up what was never written."""
        return prescription_store().find(uuid.uuid4())

    def create(self, new: object, _key: uuid.UUID) -> object:
        """Write under a key of the moment."""
        return prescription_store().create(new, uuid.uuid4())  # type: ignore[arg-type]


delivery.prescription_store = Forgetful  # type: ignore[assignment,misc]
execute_from_command_line(sys.argv)
