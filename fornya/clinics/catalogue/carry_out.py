"""Carries a difference out, all or nothing; a clinic's address on the web never changes by an import."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from fornya.clinics.catalogue.difference import Difference
from fornya.clinics.catalogue.entry import Entry
from fornya.clinics.models import Clinic

LONGEST_SLUG = 70


def carry_out(found: Difference, *, today: date) -> None:
    """Insert and change clinics, and say that they were changed today."""
    with transaction.atomic():
        taken = set(Clinic.objects.values_list("slug", flat=True))
        Clinic.objects.bulk_create([_clinic(entry, taken, today) for entry in found.new])
        for change in found.changed:
            becomes = {name: after for name, (_before, after) in change.fields.items()}
            Clinic.objects.filter(hsa_id=change.entry.hsa_id).update(**becomes, updated_on=today)


def _clinic(entry: Entry, taken: set[str], today: date) -> Clinic:
    values = asdict(entry) | {
        "former_names": list(entry.former_names),
        "languages": list(entry.languages or ()),
    }
    return Clinic(**values, slug=_slug(entry, taken), updated_on=today)


def _slug(entry: Entry, taken: set[str]) -> str:
    """Give a name in addresses that nobody has: the clinic's, then with its place, then with a number."""
    plain = slugify(entry.name)[:LONGEST_SLUG].strip("-") or entry.hsa_id.lower()
    with_place = f"{plain}-{slugify(entry.place)}"[:LONGEST_SLUG].strip("-")
    candidates = [plain, with_place, *(f"{with_place}-{number}" for number in range(2, len(taken) + 3))]
    slug = next(each for each in candidates if each not in taken)
    taken.add(slug)
    return slug
