"""Reads a catalogue of clinics: `fornya import-clinics FILE` shows the difference, then asks and does it."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fornya.clinics import directory
from fornya.clinics.catalogue.carry_out import carry_out
from fornya.clinics.catalogue.difference import Difference, difference
from fornya.clinics.catalogue.faults import BadEntry
from fornya.clinics.catalogue.read import read_text

EVERY = 100
BAR = 30


class Command(BaseCommand):
    """The way new and changed clinics come in; run as the owner of the tables."""

    help = "Show what a catalogue (CSV, or a FHIR bundle in JSON) would change; with --apply, change it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and the word that lets it in."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--apply", action="store_true", help="carry out what is shown, unasked")

    def handle(self, *_args: object, **options: Any) -> None:
        """Read all, show all, and then perhaps carry it out."""
        try:
            raws = read_text(options["file"].read_text(encoding="utf-8-sig"))
            found = difference(raws, lambda number: self._progress(number, len(raws)))
        except (OSError, UnicodeDecodeError, BadEntry) as fault:
            raise CommandError(f"{options['file']}: {fault}") from fault
        self.stderr.write("")
        self._show(found)
        if not found.new and not found.changed:
            self.stdout.write("There is nothing to carry out.")
            return
        if not options["apply"] and not self._approved():
            self.stdout.write("Nothing is changed. Run it again with --apply to carry this out.")
            return
        carry_out(found, today=timezone.localdate())
        directory.forget()
        self.stdout.write("Carried out.")

    def _approved(self) -> bool:
        """Ask, where somebody sits at the keyboard; a script has to say --apply."""
        if not sys.stdin.isatty():
            return False
        return input("Carry this out? [y/N] ").strip().lower() in ("y", "yes", "j", "ja")

    def _progress(self, number: int, whole: int) -> None:
        if number == whole or number % EVERY == 0:
            filled = BAR * number // whole
            bar = "#" * filled + "." * (BAR - filled)
            self.stderr.write(f"\r[{bar}] {number} of {whole} clinics", ending="")

    def _show(self, found: Difference) -> None:
        for entry in found.new:
            self.stdout.write(f"+ {entry.hsa_id} {entry.name}, {entry.place}")
        for change in found.changed:
            self.stdout.write(f"~ {change.entry.hsa_id} {change.entry.name}")
            for name, (before, after) in change.fields.items():
                self.stdout.write(f"    {name}: {before} -> {after}")
        for each in found.rejected:
            self.stdout.write(f"! line {each.line}: {each.why}")
        self.stdout.write(
            f"{len(found.new)} new, {len(found.changed)} changed, {found.same} as they were, "
            f"{len(found.rejected)} rejected."
        )
