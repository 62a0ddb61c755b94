"""Names a clinic's first administrator: `fornya clinic-admin CLINIC HSA-ID --until 2027-06-30`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone

from fornya.clinics.models import Clinic
from fornya.clinics.settings.administrators import AlreadyNamed, BadTerm, name_first
from fornya.rules.posts import LONGEST


class Command(BaseCommand):
    """The way in to a clinic's settings before it has anybody who can name others; run as the owner."""

    help = "Let a member of staff change a clinic's settings until a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the clinic, the person and the last day."""
        parser.add_argument("clinic", metavar="CLINIC", help="its HSA-id, or its name in addresses")
        parser.add_argument("hsa_id", metavar="HSA-ID", help="of the member of staff")
        parser.add_argument(
            "--until", type=date.fromisoformat, required=True, help="the last day, 2027-06-30"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Name the person, and say what was done."""
        clinic = self._clinic(options["clinic"])
        try:
            name_first(
                clinic_id=clinic.pk, hsa_id=options["hsa_id"], ends_on=options["until"], now=timezone.now()
            )
        except BadTerm:
            raise CommandError(f"--until is today or later, at most {LONGEST.days} days ahead.") from None
        except AlreadyNamed:
            raise CommandError(f"{options['hsa_id']} is an administrator of {clinic.name} already.") from None
        except IntegrityError:
            raise CommandError(f"{options['hsa_id']!r} is no HSA-id.") from None
        self.stdout.write(f"{options['hsa_id']} may change {clinic.name} until {options['until']}.")

    def _clinic(self, named: str) -> Clinic:
        found = Clinic.objects.filter(Q(hsa_id=named) | Q(slug=named)).first()
        if found is None:
            raise CommandError(f"No clinic is called {named!r}.")
        return found
