"""The patient's requests, and one of them."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.clinics import directory
from fornya.design.fields import Errors, Form
from fornya.pages.patient.requests.rows import listed_row, shown
from fornya.pages.patient.requests.words import told
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.reading import for_patient, list_for_patient
from fornya.rules.access import Deed
from fornya.rules.acting import Ability


@open_to(Deed.OWN_PAGES)
@require_safe
def requests(request: PatientRequest) -> HttpResponse:
    """Show all requests, open ones first."""
    today = request.today
    listed = list_for_patient(patient=request.signed_in, now=request.now)
    found = [listed_row(row, request.now) for row in listed]
    context = {
        "part": "requests",
        "may_send": Ability.REQUEST in request.signed_in.abilities,
        "ongoing": [row for row in found if row.is_open],
        "ended": [row for row in found if not row.is_open],
        "today": today,
    }
    return render(request, "pages/patient/requests/list.jinja", context)


@open_to(Deed.OWN_PAGES)
@require_safe
def request_page(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show one request. Just after sending it is also the receipt, at the same address for good."""
    return show_request(request, request_id)


def show_request(
    request: PatientRequest, request_id: uuid.UUID, *, form: Form | None = None, errors: Errors | None = None
) -> HttpResponse:
    """Show a request, with an answer that has to be put right when there is one."""
    try:
        whole = for_patient(request_id=request_id, patient=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing
    context = {
        "part": "requests",
        "asked": shown(
            whole,
            directory.by_id(whole.clinic_id),
            request.now,
            reader=request.signed_in.actor.name,
            for_another=request.signed_in.acting is not None,
        ),
        "is_receipt": "skickad" in request.GET,
        "may_send": Ability.REQUEST in request.signed_in.abilities,
        "told": told(request.signed_in),
        "form": form or Form(),
        "errors": errors or Errors(),
        "today": request.today,
    }
    return render(request, "pages/patient/requests/request.jinja", context, status=422 if errors else 200)
