"""A file of clinics from a page: kept, shown as a difference, and carried out exactly as it was shown."""

import uuid
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from fornya.audit.scope import opened_region
from fornya.clinics import directory
from fornya.clinics.catalogue.carry_out import carry_out
from fornya.clinics.catalogue.difference import Difference, difference
from fornya.clinics.catalogue.read import read_bytes, read_text
from fornya.clinics.models import Clinic
from fornya.clinics.region.change import Decider
from fornya.clinics.upload_table import CatalogueUpload
from fornya.rules.swedish_time import swedish_day

KEPT = timedelta(hours=1)


class NoSuchUpload(LookupError):
    """There is no such file of this person's here, or its time is over."""


class ChangedSince(Exception):
    """The file would do something else now than what was shown; nothing is done."""


def keep(content: bytes, *, by: Decider, now: datetime) -> uuid.UUID:
    """Keep a file that can be read, in place of what the person has kept before. Raises BadEntry."""
    text = read_bytes(content)
    read_text(text)
    with _opened(by, "region.change", now):
        rows = CatalogueUpload.objects.filter(region_id=by.region)
        rows.filter(by_hsa_id=by.hsa_id).delete()
        rows.filter(uploaded_at__lt=now - KEPT).delete()
        row = CatalogueUpload.objects.create(
            region_id=by.region, by_hsa_id=by.hsa_id, text=text, uploaded_at=now
        )
    return row.pk


def shown(upload_id: uuid.UUID, *, by: Decider, now: datetime) -> tuple[Difference, bool]:
    """Give what the file would do now, and whether it has been carried out. Raises NoSuchUpload."""
    with _opened(by, "region.read", now):
        row = _row(upload_id, by, now)
        return difference(read_text(row.text), region=by.region), row.applied_at is not None


def approve(upload_id: uuid.UUID, *, mark: str, by: Decider, now: datetime) -> None:
    """Carry out what was shown, if it is what the file would do still; once, however often it is asked.

    Raises NoSuchUpload, ChangedSince.
    """
    with _opened(by, "region.change", now):
        row = _row(upload_id, by, now, lock=True)
        if row.applied_at is not None:
            return
        # Nobody changes a clinic between the last look and the writing.
        clinics = Clinic.objects.order_by("pk").select_for_update(of=("self",))
        list(clinics.filter(municipality__region=by.region) if by.region else clinics)
        found = difference(read_text(row.text), region=by.region)
        if found.mark != mark:
            raise ChangedSince
        carry_out(found, today=swedish_day(now))
        row.applied_at = now
        row.save(update_fields=["applied_at"])
    directory.changed()


def _opened(by: Decider, what: str, now: datetime) -> AbstractContextManager[None]:
    return opened_region(
        by=by.actor, what=what, now=now, region=by.region_id, subject=f"{by.region_id} catalogue"
    )


def _row(upload_id: uuid.UUID, by: Decider, now: datetime, *, lock: bool = False) -> CatalogueUpload:
    rows = CatalogueUpload.objects.select_for_update() if lock else CatalogueUpload.objects
    row = rows.filter(
        pk=upload_id, region_id=by.region, by_hsa_id=by.hsa_id, uploaded_at__gte=now - KEPT
    ).first()
    if row is None:
        raise NoSuchUpload(upload_id)
    return row
