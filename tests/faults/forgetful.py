"""A mistake for the worker to make: it draws the key to the store anew for each attempt."""

import uuid

from fornya.medicines.sources import prescription_store
from fornya.renewals import delivery


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
