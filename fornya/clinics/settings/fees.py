"""The clinic's own fee, from a day to come. What holds or has held never changes: people have paid by it."""

from datetime import date, datetime

from fornya.audit.scope import Actor
from fornya.clinics.models import Fee
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing, looked_after
from fornya.clinics.settings.log import Part
from fornya.rules.fees import FeeRule
from fornya.rules.swedish_time import swedish_day


class NotToCome(ValueError):
    """A fee can only be set, or taken back, from tomorrow on."""


def set_fee(*, clinic_id: int, fee: FeeRule, by: Actor, now: datetime) -> None:
    """Set what a renewal costs from a day on, in place of what was set for that day. Raises NotToCome."""
    _check(fee.valid_from, now)
    with changing(clinic_id=clinic_id, part=Part.FEE, by=by, now=now) as clinic:
        before = _drop(clinic_id, fee.valid_from)
        Fee.objects.create(
            clinic_id=clinic_id,
            amount_ore=fee.amount_ore,
            free_under=fee.free_under,
            free_from_age=fee.free_from_age,
            counts_to_frikort=fee.counts_to_frikort,
            valid_from=fee.valid_from,
            source=fee.source,
        )
        looked_after(clinic, now)
        fields = {fee.valid_from.isoformat(): [before, fee.amount_ore]}
        log.note(clinic_id=clinic_id, part=Part.FEE, fields=fields, by=by, now=now)


def drop_fee(*, clinic_id: int, valid_from: date, by: Actor, now: datetime) -> None:
    """Take a fee back that does not hold yet; one that is gone already is left alone. Raises NotToCome."""
    _check(valid_from, now)
    with changing(clinic_id=clinic_id, part=Part.FEE, by=by, now=now) as clinic:
        before = _drop(clinic_id, valid_from)
        if before is None:
            return
        looked_after(clinic, now)
        fields = {valid_from.isoformat(): [before, None]}
        log.note(clinic_id=clinic_id, part=Part.FEE, fields=fields, by=by, now=now)


def _drop(clinic_id: int, valid_from: date) -> int | None:
    """Remove what is set for a day; gives the amount."""
    rows = Fee.objects.filter(clinic_id=clinic_id, valid_from=valid_from)
    amount = rows.values_list("amount_ore", flat=True).first()
    rows.delete()
    return amount


def _check(valid_from: date, now: datetime) -> None:
    if valid_from <= swedish_day(now):
        raise NotToCome
