"""What every template knows: who is signed in. Pages that anyone may open and caches may keep know nobody."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from fornya.people.session import SignedInPatient


def who(request: HttpRequest) -> dict[str, Any]:
    """Give `person` (a patient) or `staff`, whichever is signed in, else neither."""
    signed_in = getattr(request, "signed_in", None)
    if signed_in is None:
        return {}
    if isinstance(signed_in, SignedInPatient):
        return {"person": SimpleNamespace(name=signed_in.name)}
    clinic = next((c.clinic_name for c in signed_in.commissions if c.clinic_id == signed_in.clinic_id), "")
    return {"staff": SimpleNamespace(name=signed_in.name, clinic_name=clinic)}
