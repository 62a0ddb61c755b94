"""What every template knows: who runs the service, and who is signed in.

Pages that anyone may open and caches may keep know nobody.
"""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from fornya.people.session import SignedInPatient


def who(request: HttpRequest) -> dict[str, Any]:
    """Give `operator`, and `person` (a patient) or `staff`, whichever is signed in."""
    signed_in = getattr(request, "signed_in", None)
    if signed_in is None:
        return {"operator": settings.OPERATOR}
    if isinstance(signed_in, SignedInPatient):
        return {"operator": settings.OPERATOR, "person": SimpleNamespace(name=signed_in.name)}
    clinic = next((c.clinic_name for c in signed_in.commissions if c.clinic_id == signed_in.clinic_id), "")
    staff = SimpleNamespace(name=signed_in.name, clinic_name=clinic)
    return {"operator": settings.OPERATOR, "staff": staff}
