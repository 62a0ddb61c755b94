"""Staff sign in at their identity provider; its claims say who they are and where they are assigned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fornya.clinics.directory import NoSuchClinic, by_hsa_id
from fornya.people.models import Staff
from fornya.people.posts import Post, held_by
from fornya.people.session import Commission
from fornya.rules.access import Role, holds_on, staff_role
from fornya.rules.swedish_time import swedish_day

CARE = "Vård och behandling"
# The directory gives these days as dates or times; each is missing where there is no end in sight.
ENDS = ("commissionEndDate", "healthCareUnitEndDate", "healthCareProviderEndDate")


class NoCommission(Exception):
    """The person has no assignment for care at any clinic here, and no post."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff who has just signed in."""

    staff_id: int
    role: Role
    commissions: tuple[Commission, ...]
    posts: tuple[Post, ...] = ()


def staff_came(claims: Mapping[str, object], *, now: datetime) -> StaffMember:
    """Store who signed in and give their commissions at clinics we know. Raises NoCommission.

    Only commissions for care that are not over count (patientdatalagen 4:1); who has none but is named to a
    post comes in for that alone. Who has no prescriber code may
    read and prepare. What is stored here holds at once for every session that the person has open.
    """
    commissions = tuple(_commissions(claims, swedish_day(now)))
    posts = held_by(str(claims.get("employeeHsaId") or ""), now=now)
    if not commissions and not posts:
        raise NoCommission(claims.get("employeeHsaId"))
    licences = [str(code) for code in _list(claims.get("healthcareProfessionalLicense"))]
    code = str(claims.get("personalPrescriptionCode") or "")
    with transaction.atomic():
        staff, _created = Staff.objects.update_or_create(
            hsa_id=str(claims["employeeHsaId"]),
            defaults={
                "name": str(claims.get("name") or ""),
                "licences": ",".join(licences),
                "prescriber_code": code,
                "assigned": [
                    [*each.key, each.ends_on.isoformat() if each.ends_on else None] for each in commissions
                ],
                "seen_at": now,
            },
        )
    role = staff_role(licences, code) if commissions else Role.NONE
    return StaffMember(staff.pk, role, commissions, posts)


def _commissions(claims: Mapping[str, object], today: date) -> list[Commission]:
    rows = [row for row in _list(claims.get("allCommissions")) if isinstance(row, Mapping)]
    care = [row for row in rows if row.get("commissionPurpose") == CARE]
    known = [commission for row in care if (commission := _commission(row))]
    return [each for each in known if holds_on(today, each.ends_on)]


def _commission(row: Mapping[str, object]) -> Commission | None:
    """Give the commission; None where the clinic is not ours, or the claim lacks what makes it one."""
    try:
        clinic = by_hsa_id(str(row["healthCareUnitHsaId"]))
        hsa_id, name = str(row["commissionHsaId"]), str(row["commissionName"])
        ends_on = _ends_on(row)
    except (NoSuchClinic, KeyError, ValueError):
        return None
    return Commission(
        hsa_id=hsa_id,
        name=name,
        clinic_hsa_id=clinic.hsa_id,
        clinic_name=clinic.name,
        clinic_id=clinic.id,
        ends_on=ends_on,
    )


def _ends_on(row: Mapping[str, object]) -> date | None:
    """Give the first of the days on which the commission, its unit or its provider ends.

    Raises ValueError for a day that cannot be read: what may be over is over.
    """
    days = [date.fromisoformat(str(row[name])[:10]) for name in ENDS if row.get(name)]
    return min(days, default=None)


def _list(value: object) -> list:
    return value if isinstance(value, list) else [value] if value else []
