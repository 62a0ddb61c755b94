"""Where a clinic wants to hear, outside the worklist, that something has been left lying."""

from dataclasses import asdict, dataclass
from datetime import datetime

from fornya.audit.scope import Actor, opened
from fornya.clinics.alarm_table import AlarmBox
from fornya.clinics.settings import log
from fornya.clinics.settings.change import changing
from fornya.clinics.settings.log import Part


class NowhereToGo(ValueError):
    """Alarms cannot be on without an address."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """Whether alarms are sent, and to which mailbox."""

    is_on: bool = False
    address: str = ""


def alarms_of(*, clinic_id: int, by: Actor, now: datetime) -> Alarms:
    """Give what the clinic has chosen; off where it has chosen nothing."""
    with opened(by=by, what="settings.read", now=now, clinic_id=clinic_id):
        return _chosen(clinic_id)


def set_alarms(*, clinic_id: int, alarms: Alarms, by: Actor, now: datetime) -> None:
    """Say whether alarms are sent, and where. Raises NowhereToGo."""
    if alarms.is_on and not alarms.address:
        raise NowhereToGo
    with changing(clinic_id=clinic_id, part=Part.ALARM, by=by, now=now):
        before, after = (
            {f"alarm_{name}": value for name, value in asdict(each).items()}
            for each in (_chosen(clinic_id), alarms)
        )
        AlarmBox.objects.update_or_create(clinic_id=clinic_id, defaults=asdict(alarms))
        log.note(clinic_id=clinic_id, part=Part.ALARM, fields=log.difference(before, after), by=by, now=now)


def _chosen(clinic_id: int) -> Alarms:
    row = AlarmBox.objects.filter(clinic_id=clinic_id).first()
    return Alarms(row.is_on, row.address) if row else Alarms()
