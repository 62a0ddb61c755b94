"""Keeping what somebody has found in the record, so that the checks that need it can run."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fornya.medicines.overview import SWEDEN
from fornya.pages.clinic.assess import record_form
from fornya.pages.clinic.assess.page import FilledIn, case_page, whole_of
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals.record import keep_record
from fornya.rules.access import Deed


@open_to(Deed.TAKE)
@require_POST
def record(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Keep the facts, and show the page with the checks run anew."""
    whole = whole_of(request, request_id)
    filled = record_form.read(request.POST, whole, today=request.now.astimezone(SWEDEN).date())
    if filled.errors:
        return case_page(request, whole, FilledIn(record=filled.form, errors=filled.errors))
    keep_record(request_id=request_id, facts=filled.facts, by=request.signed_in, now=request.now)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))
