"""Loads fictitious data; safe to run again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from fornya.config.demo import clinics, fees, pharmacies, places


class Command(BaseCommand):
    """Fill the directory with real regions and made-up clinics, pharmacies and prices."""

    help = "Load fictitious data for trying Förnya; safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load each part in the order of their references."""
        today = timezone.localdate()
        places.load()
        clinics.load(today)
        fees.load()
        pharmacies.load()
