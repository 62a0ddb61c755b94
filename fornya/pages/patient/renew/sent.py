"""What meets somebody who goes back to a form that is sent or too old: the request, and a way on."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.reading import list_for_patient
from fornya.rules.access import Deed


@open_to(Deed.SEND_REQUEST)
@require_safe
@at_clinic
def already_sent(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Point to the latest request at this clinic; who has none there begins the form."""
    requests = list_for_patient(patient=request.signed_in, now=request.now)
    latest = max(
        (row for row in requests if row.clinic_id == offer.clinic.id),
        key=lambda row: row.sent_at,
        default=None,
    )
    if latest is None:
        return see_other(reverse("patient:renew", kwargs={"slug": offer.clinic.slug}))
    context = {"offer": offer, "latest": latest, "today": offer.today}
    return render(request, "pages/patient/renew/sent.jinja", context)
