"""What every template knows: who runs the service, where it is, who is signed in, and what a form must carry.

Pages that anyone may open and caches may keep know nobody.
"""

from functools import partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fornya.pages.public.region.chosen import chosen_region, minded_region
from fornya.people.session import Capacity, SignedInPatient
from fornya.rules.access import BY_POST

# Seconds before the end of an idle session at which a page asks whether somebody is there.
WARNED_BEFORE = 180
SHARED = ("public", "languages")


def who(request: HttpRequest) -> dict[str, Any]:
    """Give what the layouts read; `person` (a patient) or `staff` only when one is signed in."""
    known: dict[str, Any] = {
        "operator": settings.OPERATOR,
        # Made when the first form asks, and for all forms of the page; Django's own is made anew for each.
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
        "site_address": settings.PUBLIC_URL,
        "page_address": page_address(request),
    }
    if minded_region(request):
        # Only such a page may show the region: the others are kept as the same for everybody.
        known["region_here"] = chosen_region(request)
    signed_in = getattr(request, "signed_in", None)
    if signed_in is None:
        return known
    is_patient = isinstance(signed_in, SignedInPatient)
    sign_in = reverse("login:choose" if is_patient else "login:staff")
    known["idle"] = SimpleNamespace(lead=WARNED_BEFORE, over=f"{sign_in}?slut=1")
    if isinstance(signed_in, SignedInPatient):
        me = signed_in.acting or signed_in
        return known | {"person": SimpleNamespace(name=me.name), "acting": _acting(signed_in)}
    clinic = next((c.clinic_name for c in signed_in.commissions if c.clinic_id == signed_in.clinic_id), "")
    staff = SimpleNamespace(
        name=signed_in.name,
        clinic_name=clinic,
        has_commission=bool(signed_in.commissions),
        deeds={deed.value for post in signed_in.posts for deed in BY_POST[post.role]},
    )
    return known | {"staff": staff}


def _acting(matter: SignedInPatient) -> SimpleNamespace | None:
    """Give whose matter somebody else has open, and as what."""
    if matter.acting is None:
        return None
    return SimpleNamespace(
        name=matter.name,
        given_name=matter.given_name,
        birth_date=matter.birth_date,
        may=bool(matter.abilities),
        is_guardian=matter.acting.capacity is Capacity.GUARDIAN,
    )


def page_address(request: HttpRequest) -> str:
    """Give the whole address of a page that anybody may open; the others have none to share."""
    match = request.resolver_match
    shared = match is not None and match.namespace in SHARED
    return f"{settings.PUBLIC_URL}{request.path}" if shared else ""
