"""Taking a request back, as long as nobody at the clinic has begun to read it."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.pages.patient.clinics import contact_of
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.reading import for_patient
from fornya.renewals.withdraw import BeingRead, withdraw_request
from fornya.rules.access import Deed


@open_to(Deed.WITHDRAW)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Ask whether the person is sure, then take the request back."""
    if request.method != "POST":
        return _page(request, request_id)
    try:
        withdraw_request(request_id=request_id, patient=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing
    except BeingRead:
        return _page(request, request_id, status=409)
    return see_other(reverse("patient:request", kwargs={"request_id": request_id}))


def _page(request: PatientRequest, request_id: uuid.UUID, *, status: int = 200) -> HttpResponse:
    try:
        whole = for_patient(request_id=request_id, patient=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing
    context = {
        "part": "requests",
        "request_id": whole.id,
        "can_withdraw": whole.can_withdraw,
        "medicines": [medicine_name(line.name) for line in whole.lines],
        "contact": contact_of(directory.by_id(whole.clinic_id), request.now),
        "today": request.today,
    }
    return render(request, "pages/patient/requests/withdraw.jinja", context, status=status)
