"""How far each of a region's clinics has come: its tasks and how many administrators it has. Counts only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from fornya.audit.scope import Actor, opened_region
from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.tasks import State, states
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class Standing:
    """A clinic, the number of its administrators today, and its tasks with how far each has come."""

    clinic: ClinicPage
    administrators: int
    states: dict[Part, State]

    @property
    def left(self) -> int:
        """How many tasks somebody still has to do."""
        return sum(state is State.TO_DO for state in self.states.values())

    @property
    def is_connected(self) -> bool:
        """Tell whether the clinic has begun: is open, or has somebody who can open it."""
        return self.clinic.renews_online or self.administrators > 0


def standings(*, region_id: str, by: Actor, now: datetime) -> tuple[Standing, ...]:
    """Give all clinics of a region by name."""
    with opened_region(by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} clinics"):
        return read_standings(today=swedish_day(now))


def read_standings(*, today: date) -> tuple[Standing, ...]:
    """Read them inside a transaction that is opened for the region."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM clinics_in_region(%s)", [today])
        found = {clinic_id: (number, saved) for clinic_id, number, saved in cursor.fetchall()}
    # A clinic that has just come may be missing from the copy in memory.
    clinics = [clinic for clinic in directory.current().clinics if clinic.id in found]
    return tuple(_standing(clinic, *found[clinic.id], today) for clinic in clinics)


def _standing(clinic: ClinicPage, administrators: int, saved: list[str], today: date) -> Standing:
    return Standing(clinic, administrators, states(clinic, saved, administrators, today))
