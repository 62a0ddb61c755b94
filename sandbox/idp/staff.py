"""The staff in staff.toml, and the claims the provider makes about each of them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "staff.toml"
PURPOSE = "Vård och behandling"


@dataclass(frozen=True)
class Commission:
    """One assignment (medarbetaruppdrag): this person may work at this care unit."""

    hsa_id: str
    name: str
    unit_hsa_id: str
    unit_name: str


@dataclass(frozen=True)
class Staff:
    """One member of staff."""

    hsa_id: str
    given_name: str
    family_name: str
    title: str
    licences: tuple[str, ...]
    prescriber_code: str | None
    shows: str
    provider_hsa_id: str
    provider_name: str
    commissions: tuple[Commission, ...]

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given_name} {self.family_name}"

    def claims(self) -> dict[str, Any]:
        """Return the claims about this person, named as the national provider for care staff names them."""
        claims: dict[str, Any] = {
            "sub": self.hsa_id,
            "employeeHsaId": self.hsa_id,
            "name": self.name,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "healthcareProfessionalLicense": list(self.licences),
            "healthCareProviderHsaId": self.provider_hsa_id,
            "healthCareProviderName": self.provider_name,
            "allCommissions": [_commission_claims(one) for one in self.commissions],
        }
        if self.prescriber_code:
            claims["personalPrescriptionCode"] = self.prescriber_code
        return claims


@cache
def everyone() -> tuple[Staff, ...]:
    """Return all staff, in the order of the file."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_staff(entry, content["provider"]) for entry in content["staff"])


def by_hsa_id(hsa_id: str) -> Staff | None:
    """Find one member of staff."""
    return next((one for one in everyone() if one.hsa_id == hsa_id), None)


def _staff(entry: dict[str, Any], provider: dict[str, str]) -> Staff:
    return Staff(
        hsa_id=entry["hsa_id"],
        given_name=entry["given_name"],
        family_name=entry["family_name"],
        title=entry["title"],
        licences=tuple(entry["licences"]),
        prescriber_code=entry.get("prescriber_code"),
        shows=entry["shows"],
        provider_hsa_id=provider["hsa_id"],
        provider_name=provider["name"],
        commissions=tuple(Commission(**one) for one in entry["commissions"]),
    )


def _commission_claims(commission: Commission) -> dict[str, str]:
    return {
        "commissionHsaId": commission.hsa_id,
        "commissionName": commission.name,
        "commissionPurpose": PURPOSE,
        "healthCareUnitHsaId": commission.unit_hsa_id,
        "healthCareUnitName": commission.unit_name,
    }
