"""Loads what a renewal costs in each region. Every amount is marked as an example, also those found in price lists."""

from datetime import date

from django.db import transaction

from fornya.clinics.models import Clinic, Fee, Kind, Reason, Region

SINCE = date(2025, 1, 1)
EXAMPLE = "Exempelpris i provmiljön"
PRIVATE = "Exempelpris hos en privat mottagning i provmiljön"
DALARNA = "Exempelpris efter en vårdcentrals prislista i Dalarna"
GAVLEBORG = "Exempelpris efter regionens beslut från 2020"


def load() -> None:
    """Replace the fees of all regions and of the demo's clinics."""
    demo = Clinic.objects.filter(hsa_id__startswith="SE0000000000-")
    private = demo.filter(kind=Kind.DOCTORS_OFFICE.value, renews_online=True)
    with transaction.atomic():
        Fee.objects.filter(is_example=True).delete()
        Fee.objects.bulk_create(
            [fee for region in Region.objects.all() for fee in of_region(region)]
            + [
                Fee(
                    clinic=clinic,
                    amount_ore=100_00,
                    free_below_age=18,
                    valid_from=SINCE,
                    source=PRIVATE,
                    is_example=True,
                )
                for clinic in private
            ]
        )


def of_region(region: Region) -> list[Fee]:
    """Make the region's fees: known ones where we know any, else free of charge."""
    if region.code == "20":
        shared = {
            "region": region, "valid_from": SINCE, "source": DALARNA, "is_example": True, "free_below_age": 18,
            "free_from_age": 85, "free_before_planned_visit": True, "counts_to_frikort": True,
        }  # fmt: skip
        return [
            Fee(reason=Reason.ILLNESS.value, amount_ore=100_00, **shared),
            Fee(reason=Reason.NOT_ILLNESS.value, amount_ore=250_00, **shared),
        ]
    if region.code == "21":
        return [
            Fee(region=region, amount_ore=100_00, free_below_age=18, free_from_age=85, valid_from=date(2020, 1, 1),
                source=GAVLEBORG, is_example=True)
        ]  # fmt: skip
    return [Fee(region=region, amount_ore=0, valid_from=SINCE, source=EXAMPLE, is_example=True)]
