"""My medicines: every prescription that the national store shows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.design import formats
from fornya.medicines.overview import logged_overview
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicines.rows import shown
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed


@open_to(Deed.OWN_PAGES)
@require_safe
def medicines(request: PatientRequest) -> HttpResponse:
    """Show the prescriptions; who is under 18 reads why they are not shown here."""
    patient, today = request.signed_in, formats.local_day(request.now)
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    found = logged_overview(
        patient.personnummer, patient_id=patient.patient_id, by=patient.actor, now=request.now
    )
    context = {
        "part": "medicines",
        "found": found,
        "medicines": [shown(medicine, today) for medicine in found.medicines],
        "today": today,
    }
    return render(request, "pages/patient/medicines/list.jinja", context)
