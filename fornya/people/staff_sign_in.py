"""Staff sign in at their identity provider; its claims say who they are and where they are assigned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fornya.clinics.directory import NoSuchClinic, by_hsa_id
from fornya.people.models import Staff
from fornya.people.session import Commission
from fornya.rules.access import Role, staff_role

CARE = "Vård och behandling"


class NoCommission(Exception):
    """The person has no assignment for care at any clinic here."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff who has just signed in."""

    staff_id: int
    role: Role
    commissions: tuple[Commission, ...]


def staff_came(claims: Mapping[str, object], *, now: datetime) -> StaffMember:
    """Store who signed in and give their commissions at clinics we know. Raises NoCommission.

    Only commissions for care count (patientdatalagen 4:1); who has no prescriber code may read and prepare.
    """
    commissions = tuple(_commissions(claims))
    if not commissions:
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
                "seen_at": now,
            },
        )
    return StaffMember(staff.pk, staff_role(licences, code), commissions)


def _commissions(claims: Mapping[str, object]) -> list[Commission]:
    rows = [row for row in _list(claims.get("allCommissions")) if isinstance(row, Mapping)]
    care = [row for row in rows if row.get("commissionPurpose") == CARE]
    return [commission for row in care if (commission := _commission(row))]


def _commission(row: Mapping[str, object]) -> Commission | None:
    """Give the commission; None where the clinic is not ours, or the claim lacks what makes it one."""
    try:
        clinic = by_hsa_id(str(row["healthCareUnitHsaId"]))
        hsa_id, name = str(row["commissionHsaId"]), str(row["commissionName"])
    except (NoSuchClinic, KeyError):
        return None
    return Commission(
        hsa_id=hsa_id,
        name=name,
        clinic_hsa_id=clinic.hsa_id,
        clinic_name=clinic.name,
        clinic_id=clinic.id,
    )


def _list(value: object) -> list:
    return value if isinstance(value, list) else [value] if value else []
