"""What regions tell everybody: `fornya notices` lists, `--text … --until …` puts up, `--down NUMBER` ends."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fornya.clinics import directory, notices
from fornya.clinics.codes import NoticeKind


class Command(BaseCommand):
    """The way a region's notice gets up and down until the region has pages of its own; run as the owner."""

    help = "List notices, put one up, or take one down."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what a notice says, for whom and how long; or the number of one that is over."""
        parser.add_argument("--text", help="what it says, in Swedish; puts a notice up")
        parser.add_argument("--in", nargs=2, action="append", default=[], metavar=("LANGUAGE", "TEXT"))
        parser.add_argument(
            "--region", default="", help="the region's code; without it for the whole country"
        )
        parser.add_argument("--kind", choices=[kind.value for kind in NoticeKind], default="info")
        parser.add_argument("--from", type=_moment, help="2026-12-01 or 2026-12-01T08:00; now unless said")
        parser.add_argument("--until", type=_moment, help="when it ends; needed with --text")
        parser.add_argument("--down", type=int, metavar="NUMBER", help="take this one down")

    def handle(self, *_args: object, **options: Any) -> None:
        """Do what was asked, and list all that have not ended."""
        now = timezone.now()
        try:
            if options["text"]:
                self._put_up(options, now)
            elif options["down"] is not None:
                notices.take_down(options["down"], now=now)
        except notices.BadNotice as bad:
            raise CommandError(str(bad)) from bad
        except notices.NoSuchNotice:
            raise CommandError(f"No notice {options['down']} is up or waits.") from None
        directory.forget()
        self._list(now)

    def _put_up(self, options: dict[str, Any], now: datetime) -> None:
        if options["until"] is None:
            raise CommandError("Say with --until when it ends.")
        notices.put_up(
            region_code=options["region"],
            kind=NoticeKind(options["kind"]),
            texts=dict(options["in"]) | {notices.SWEDISH: options["text"]},
            starts_at=options["from"] or now,
            ends_at=options["until"],
        )

    def _list(self, now: datetime) -> None:
        for row in notices.all_written():
            if row.ends_at > now:
                where = row.region.name if row.region else "the whole country"
                span = " to ".join(
                    f"{timezone.localtime(at):%Y-%m-%d %H:%M}" for at in (row.starts_at, row.ends_at)
                )
                self.stdout.write(f"{row.id}  {row.kind}  {where}  {span}  {', '.join(sorted(row.texts))}")
                self.stdout.write(f"    {row.texts[notices.SWEDISH]}")


def _moment(text: str) -> datetime:
    """Read a day or a moment, in Swedish time where no zone is said."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else timezone.make_aware(moment)
