"""My medicines: every prescription that the store shows, and several of them into a clinic's form."""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.clinics import directory
from fornya.design.fields import Errors
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicines.sections import sections
from fornya.pages.patient.see_other import see_other
from fornya.pages.patient.sources import store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.asked import own_medicines
from fornya.rules.access import Deed

# Nobody has more prescriptions than this, and no address is longer than a server takes.
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """Those of the chosen prescriptions that go into one clinic's form."""

    clinic: str
    count: int
    href: str


@open_to(Deed.OWN_PAGES)
@require_safe
def medicines(request: PatientRequest) -> HttpResponse:
    """Show the prescriptions; who is under 18 reads why they are not shown here."""
    return _list(request, Errors())


@open_to(Deed.OWN_PAGES)
@require_safe
def renew_chosen(request: PatientRequest) -> HttpResponse:
    """Lead to the form of the clinic that the chosen prescriptions belong to, or to a choice among clinics.

    What the form offers is decided there, from the store: an id that is made up chooses nothing.
    """
    chosen: dict[str, list[str]] = defaultdict(list)
    for value in request.GET.getlist("recept")[:MOST_AT_ONCE]:
        slug, _colon, prescription_id = value.partition(":")
        chosen[slug].append(prescription_id)
    parts = [part for part in (_part(slug, ids) for slug, ids in chosen.items()) if part]
    if not parts:
        return _list(request, Errors().add("recept", _("Välj minst ett recept att förnya")))
    if len(parts) == 1:
        return see_other(parts[0].href)
    return render(request, "pages/patient/medicines/clinics.jinja", {"part": "medicines", "parts": parts})


def _part(slug: str, ids: list[str]) -> Part | None:
    try:
        clinic = directory.by_slug(slug)
    except directory.NoSuchClinic:
        return None
    query = urlencode([("recept", each) for each in ids])
    return Part(clinic.name, len(ids), f"{reverse('patient:renew', kwargs={'slug': clinic.slug})}?{query}")


def _list(request: PatientRequest, errors: Errors) -> HttpResponse:
    patient, today = request.signed_in, request.today
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    own = own_medicines(patient=patient, now=request.now)
    context = {
        "part": "medicines",
        "found": own.overview,
        "trouble": store_trouble(own.overview.fault),
        "sections": sections(own, today),
        "errors": errors,
        "today": today,
    }
    return render(request, "pages/patient/medicines/list.jinja", context, status=422 if errors else 200)
