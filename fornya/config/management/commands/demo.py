"""Loads fictitious data; safe to run again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from fornya.clinics import directory
from fornya.config.demo import (
    administrators,
    clinics,
    fees,
    meetings,
    notices,
    pharmacies,
    places,
    posts,
    requests,
    rules,
    statistics,
)


class Command(BaseCommand):
    """Fill the directory with real regions and made-up clinics and prices, and send a few requests."""

    help = "Load fictitious data for trying Förnya; safe to run again."

    def handle(self, *_args: object, **_options: object) -> None:
        """Load each part in the order of their references."""
        today = timezone.localdate()
        places.load()
        clinics.load(today)
        fees.load()
        pharmacies.load()
        notices.load(timezone.now())
        administrators.load(timezone.now(), today)
        posts.load(timezone.now(), today)
        rules.load(timezone.now(), today)
        directory.forget()
        requests.load(timezone.now())
        meetings.load(timezone.now())
        statistics.load(timezone.now())
