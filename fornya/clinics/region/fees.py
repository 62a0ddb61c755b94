"""A region's fees, from today or a day to come. What holds or has held stays: people have paid by it.

What turns out wrong is corrected by a new version from today on. The database holds to that whoever asks
(migration 0011).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError

from fornya.audit.scope import Actor, opened_region
from fornya.clinics.models import ANY_PURPOSE, Fee
from fornya.clinics.region.change import changing
from fornya.clinics.settings import log
from fornya.clinics.settings.log import RegionChanged, RegionPart
from fornya.rules.fees import FeeRule, Purpose
from fornya.rules.swedish_time import swedish_day


class NotToCome(ValueError):
    """A fee can be set from today on, and taken back until the day before it begins."""


class BeganToday(Exception):
    """A fee for the same renewals has begun today already: the next can begin tomorrow."""


@dataclass(frozen=True, slots=True)
class NewFee:
    """What a renewal will cost in a region from a day on; without a purpose, whatever it is for."""

    amount_ore: int
    valid_from: date
    source: str
    purpose: Purpose | None = None
    free_under: int | None = None
    free_from_age: int | None = None
    counts_to_frikort: bool = True

    def rules(self, region_id: str) -> tuple[FeeRule, ...]:
        """Give it as the rules know it, one for each purpose it is about."""
        return tuple(
            FeeRule(
                self.amount_ore,
                self.valid_from,
                self.source,
                region_code=region_id,
                purpose=purpose,
                free_under=self.free_under,
                free_from_age=self.free_from_age,
                counts_to_frikort=self.counts_to_frikort,
            )
            for purpose in ([self.purpose] if self.purpose else Purpose)
        )


@dataclass(frozen=True, slots=True)
class Version:
    """A fee as it was decided, with its number."""

    id: int
    fee: NewFee
    is_example: bool


def versions(region_id: str) -> tuple[Version, ...]:
    """Give all that was ever decided for a region, the latest to begin first. Fees are public."""
    rows = Fee.objects.filter(region_id=region_id).order_by("-valid_from", "purpose", "id")
    return tuple(Version(row.pk, _fee(row), row.is_example) for row in rows)


def changes(*, region_id: str, by: Actor, now: datetime) -> tuple[RegionChanged, ...]:
    """Give who has changed what in the region's fees, the latest first."""
    with opened_region(by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} fees"):
        return log.latest_of_region(region_id, RegionPart.FEE)


def set_fee(*, region_id: str, fee: NewFee, by: Actor, now: datetime) -> None:
    """Set a fee from a day on, in place of what was to begin then. Raises NotToCome, BeganToday."""
    today = swedish_day(now)
    if fee.valid_from < today:
        raise NotToCome
    purpose = _code(fee.purpose)
    try:
        with changing(region_id=region_id, part=RegionPart.FEE, by=by, now=now):
            rows = Fee.objects.filter(region_id=region_id, valid_from=fee.valid_from, purpose=purpose)
            before = rows.first()
            if before is not None and fee.valid_from == today:
                raise BeganToday
            rows.delete()
            Fee.objects.create(
                region_id=region_id,
                purpose=purpose,
                amount_ore=fee.amount_ore,
                free_under=fee.free_under,
                free_from_age=fee.free_from_age,
                counts_to_frikort=fee.counts_to_frikort,
                valid_from=fee.valid_from,
                source=fee.source,
            )
            _note(region_id, fee, before.amount_ore if before else None, fee.amount_ore, by, now)
    except IntegrityError as taken:
        # Somebody else has set one for the same day in the meantime.
        raise BeganToday from taken


def drop_fee(*, region_id: str, fee_id: int, by: Actor, now: datetime) -> None:
    """Take a fee back that has not begun; one that is gone already is left alone. Raises NotToCome."""
    with changing(region_id=region_id, part=RegionPart.FEE, by=by, now=now):
        row = Fee.objects.filter(region_id=region_id, pk=fee_id).first()
        if row is None:
            return
        if row.valid_from <= swedish_day(now):
            raise NotToCome
        row.delete()
        _note(region_id, _fee(row), row.amount_ore, None, by, now)


def _note(
    region_id: str, fee: NewFee, before: int | None, after: int | None, by: Actor, now: datetime
) -> None:
    fields = {f"{_code(fee.purpose)} {fee.valid_from.isoformat()}": [before, after]}
    log.note_of_region(region_id=region_id, part=RegionPart.FEE, fields=fields, by=by, now=now)


def _code(purpose: Purpose | None) -> str:
    return purpose.value if purpose else ANY_PURPOSE


def _fee(row: Fee) -> NewFee:
    return NewFee(
        amount_ore=row.amount_ore,
        valid_from=row.valid_from,
        source=row.source,
        purpose=None if row.purpose == ANY_PURPOSE else Purpose(row.purpose),
        free_under=row.free_under,
        free_from_age=row.free_from_age,
        counts_to_frikort=row.counts_to_frikort,
    )
