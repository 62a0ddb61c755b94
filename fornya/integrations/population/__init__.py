"""The population register: who somebody is, and whose guardian. Comes in: `people`."""

from fornya.integrations.population.client import PopulationRegister
from fornya.integrations.population.messages import Known, Registered

__all__ = ["Known", "PopulationRegister", "Registered"]
