"""Names the first operator of the service: `fornya name-operator HSA-ID --until 2027-06-30 --need …`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone

from fornya.people.posts import AlreadyHeld, BadTerm, WithoutAnalysis, name_first_operator
from fornya.rules.posts import LONGEST, SHORTEST_WORDS, Analysis


class Command(BaseCommand):
    """The way in to the posts before there is anybody who can give them; run as the owner."""

    help = "Name an operator of the service, who names the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person, the last day, and the analysis of needs and risks."""
        parser.add_argument("hsa_id", metavar="HSA-ID", help="of the member of staff")
        parser.add_argument(
            "--until", type=date.fromisoformat, required=True, help="the last day, 2027-06-30"
        )
        parser.add_argument("--need", required=True, help="what they need to see, for which work")
        parser.add_argument("--risks", required=True, help="what could go wrong, and what is done about it")
        parser.add_argument("--decided-by", required=True, help="who decided so, today")

    def handle(self, *_args: object, **options: Any) -> None:
        """Name the person, and say what was done."""
        hsa_id, until, now = options["hsa_id"], options["until"], timezone.now()
        analysis = Analysis(options["need"], options["risks"], options["decided_by"], timezone.localdate(now))
        try:
            name_first_operator(hsa_id=hsa_id, ends_on=until, analysis=analysis, now=now)
        except BadTerm:
            raise CommandError(f"--until is today or later, at most {LONGEST.days} days ahead.") from None
        except WithoutAnalysis as lacking:
            named = ", ".join(f"--{what.replace('_', '-')}" for what in lacking.args[0])
            raise CommandError(
                f"Say more: {named}. A text has at least {SHORTEST_WORDS} characters."
            ) from None
        except AlreadyHeld:
            raise CommandError(f"{hsa_id} is an operator already.") from None
        except IntegrityError:
            raise CommandError(f"{hsa_id!r} is no HSA-id.") from None
        self.stdout.write(f"{hsa_id} is an operator until {until}.")
