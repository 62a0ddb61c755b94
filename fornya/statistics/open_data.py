"""What everybody may know of how clinics answer, month by month; PostgreSQL gives no more (migration 0001).

Months that are over, the latest first. The numbers of such a month stay as they are.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.directory import NoSuchClinic
from fornya.statistics.sums import month_of

MONTHS_KEPT = 36


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A clinic's month, with at least twenty answers; None: hidden, or so few others that it would show."""

    clinic: ClinicPage
    answers: int
    half_days: int
    most_days: int
    late: int | None
    medicines: int
    renewed: int | None


def open_months(now: datetime) -> tuple[date, ...]:
    """Give the months that there is a file of, by their first days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT month FROM statistics_open_months()")
        found = sorted((month for (month,) in cursor.fetchall() if month < month_of(now)), reverse=True)
    return tuple(found[:MONTHS_KEPT])


def open_rows(month: date, now: datetime) -> tuple[OpenRow, ...]:
    """Give a month's rows in the order of the clinics' names; none of a month that is not over."""
    if month >= month_of(now):
        return ()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinic_id, answers, half_days, most_days, late, medicines, renewed"
            " FROM statistics_open(%s)",
            [month],
        )
        found = [
            OpenRow(clinic, *rest) for clinic_id, *rest in cursor.fetchall() if (clinic := _known(clinic_id))
        ]
    return tuple(sorted(found, key=lambda row: (row.clinic.region_code, row.clinic.name, row.clinic.hsa_id)))


def _known(clinic_id: int) -> ClinicPage | None:
    """Give a clinic that is in the directory still."""
    try:
        return directory.by_id(clinic_id)
    except NoSuchClinic:
        return None
