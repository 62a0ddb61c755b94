"""The national sources of the settings: prescription store and high-cost account, one client per process."""

from functools import cache

from django.conf import settings

from fornya.integrations.high_cost.client import HighCostAccount
from fornya.integrations.prescription_store.client import PrescriptionStore


@cache
def prescription_store() -> PrescriptionStore:
    """Give the client of the national prescription store."""
    return PrescriptionStore(settings.STORE_URL, settings.STORE_TOKEN)


@cache
def high_cost_account() -> HighCostAccount:
    """Give the client of the high-cost account."""
    return HighCostAccount(settings.HIGH_COST_URL, settings.HIGH_COST_TOKEN)
