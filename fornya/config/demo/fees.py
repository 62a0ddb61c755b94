"""Loads what a renewal costs in each region. All amounts are marked as examples."""

from datetime import date

from django.db import transaction

from fornya.clinics.codes import Kind
from fornya.clinics.models import Clinic, Fee, Region
from fornya.rules.fees import published_fees

SINCE = date(2025, 1, 1)
EXAMPLE = "Exempelpris i provmiljön"
PRIVATE = "Exempelpris hos en privat mottagning i provmiljön"
# Regions whose fees somebody has published; the other regions' clinics are free of charge here.
KNOWN = ("20", "21")


def load() -> None:
    """Replace all example fees."""
    private = Clinic.objects.filter(
        hsa_id__startswith="SE0000000000-", kind=Kind.DOCTORS_OFFICE.value, renews_online=True
    )
    fees = [*_published(), *(_free(region) for region in Region.objects.all() if region.code not in KNOWN)]
    with transaction.atomic():
        Fee.objects.filter(is_example=True).delete()
        Fee.objects.bulk_create(fees + [_private(clinic) for clinic in private])


def _published() -> list[Fee]:
    return [
        Fee(
            region_id=rule.region_code,
            purpose=rule.purpose.value,
            amount_ore=rule.amount_ore,
            free_under=rule.free_under,
            free_from_age=rule.free_from_age,
            counts_to_frikort=rule.counts_to_frikort,
            valid_from=rule.valid_from,
            source=rule.source,
            is_example=True,
        )
        for rule in published_fees()
        if rule.region_code in KNOWN
    ]


def _free(region: Region) -> Fee:
    return Fee(region=region, amount_ore=0, valid_from=SINCE, source=EXAMPLE, is_example=True)


def _private(clinic: Clinic) -> Fee:
    return Fee(
        clinic=clinic, amount_ore=100_00, free_under=18, valid_from=SINCE, source=PRIVATE, is_example=True
    )
