"""What every template knows: who runs the service, who is signed in, and what a form must carry.

Pages that anyone may open and caches may keep know nobody.
"""

from functools import partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from fornya.people.session import SignedInPatient


def who(request: HttpRequest) -> dict[str, Any]:
    """Give `operator`, `csrf_input`, and `person` (a patient) or `staff`, whichever is signed in."""
    # Made when the first form asks, and for all forms of the page; Django's own is made anew for each.
    known = {"operator": settings.OPERATOR, "csrf_input": SimpleLazyObject(partial(csrf_input, request))}
    signed_in = getattr(request, "signed_in", None)
    if signed_in is None:
        return known
    if isinstance(signed_in, SignedInPatient):
        return known | {"person": SimpleNamespace(name=signed_in.name)}
    clinic = next((c.clinic_name for c in signed_in.commissions if c.clinic_id == signed_in.clinic_id), "")
    staff = SimpleNamespace(name=signed_in.name, clinic_name=clinic)
    return known | {"staff": staff}
