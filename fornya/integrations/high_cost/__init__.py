"""The high-cost account: what a person has paid towards frikort. Comes in: `medicines`."""

from fornya.integrations.high_cost.client import HighCostAccount
from fornya.integrations.high_cost.messages import HighCostState, Purchase

__all__ = ["HighCostAccount", "HighCostState", "Purchase"]
