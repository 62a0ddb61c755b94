"""Who has worked at a clinic here: noted as they choose their commission, listed for its administrators."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from fornya.audit.scope import Actor, opened
from fornya.clinics.models import Colleague
from fornya.rules.access import Role


@dataclass(frozen=True, slots=True)
class Seen:
    """A colleague, and in which role they last came."""

    hsa_id: str
    name: str
    role: Role
    first_at: datetime
    last_at: datetime


def came(*, clinic_id: int, hsa_id: str, name: str, role: Role, now: datetime) -> None:
    """Note that somebody has begun to work at the clinic."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clinics_colleague_came(%s, %s, %s, %s, %s)", [clinic_id, hsa_id, name, role.value, now]
        )


def colleagues(*, clinic_id: int, by: Actor, now: datetime) -> tuple[Seen, ...]:
    """Give all who have worked here, whoever came last first."""
    with opened(by=by, what="colleagues.read", now=now, clinic_id=clinic_id):
        rows = list(Colleague.objects.filter(clinic_id=clinic_id).order_by("-last_at", "hsa_id"))
    return tuple(Seen(row.hsa_id, row.name, Role(row.role), row.first_at, row.last_at) for row in rows)
