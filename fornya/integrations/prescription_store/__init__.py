"""The national prescription store. Comes in: `medicines` to read, `renewals` (its delivery) to write."""

from fornya.integrations.prescription_store.client import Grounds, PrescriptionStore, PriorChanged
from fornya.integrations.prescription_store.messages import (
    Dispense,
    MedicineList,
    NewPrescription,
    Prescription,
    Stored,
)

__all__ = [
    "Dispense",
    "Grounds",
    "MedicineList",
    "NewPrescription",
    "Prescription",
    "PrescriptionStore",
    "PriorChanged",
    "Stored",
]
