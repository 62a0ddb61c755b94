"""The population register of the settings, one client per process."""

from functools import cache

from django.conf import settings

from fornya.integrations.population import PopulationRegister


@cache
def population_register() -> PopulationRegister:
    """Give the client of the population register."""
    return PopulationRegister(settings.POPULATION_URL, settings.POPULATION_TOKEN)
