"""A region's clinics and what waits at them, in numbers: nobody's request is read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from fornya.audit.scope import Actor, opened_region
from fornya.clinics.region.standing import Standing, read_standings
from fornya.rules.region_signs import Seen, Sign, pressing, signs
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class ClinicNow:
    """A clinic at this moment: how far it has come, what waits, and what stands out."""

    standing: Standing
    seen: Seen

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What stands out, the most pressing first."""
        return signs(self.seen)


def clinics_now(*, region_id: str, by: Actor, now: datetime) -> tuple[ClinicNow, ...]:
    """Give a region's clinics, those that somebody should ring first."""
    today = swedish_day(now)
    with opened_region(by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} overview"):
        standings = read_standings(today=today)
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM renewals_counts_in_region(%s)", [today])
            counts = {clinic_id: (waiting, late) for clinic_id, waiting, late in cursor.fetchall()}
    found = [_now(each, counts.get(each.clinic.id, (0, 0)), today) for each in standings]
    return tuple(sorted(found, key=lambda each: pressing(each.seen)))


def _now(standing: Standing, counts: tuple[int, int], today: date) -> ClinicNow:
    waiting, late = counts
    clinic = standing.clinic
    seen = Seen(
        open_requests=waiting,
        late_requests=late,
        administrators=standing.administrators,
        renews_online=clinic.renews_online,
        is_closed=clinic.is_closed_on(today),
        has_answer_days=clinic.answer_days is not None,
    )
    return ClinicNow(standing, seen)
