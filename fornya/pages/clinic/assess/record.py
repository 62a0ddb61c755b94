"""What is got ready for the prescriber: facts out of the record, and a proposal to sign or change."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from fornya.pages.clinic.assess import forms, record_form
from fornya.pages.clinic.assess.page import FilledIn, case_page
from fornya.pages.clinic.whole import whole_of
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals.record import keep_proposal, keep_record
from fornya.rules.access import Deed
from fornya.rules.renewal_states import TO_DECIDE


@open_to(Deed.TAKE)
@require_POST
def record(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Keep the facts, and show the page with the checks run anew."""
    whole = whole_of(request, request_id)
    filled = record_form.read(request.POST, whole, today=request.today)
    if filled.errors:
        return case_page(request, whole, FilledIn(record=filled.form, errors=filled.errors))
    keep_record(request_id=request_id, facts=filled.facts, by=request.signed_in, now=request.now)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


@open_to(Deed.TAKE)
@require_POST
def propose(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Keep the decisions that somebody proposes. They are nothing until a prescriber has signed them."""
    whole = whole_of(request, request_id)
    waiting = [line for line in whole.lines if line.state in TO_DECIDE]
    filled = forms.read(request.POST, waiting, today=request.today, now=request.now)
    if filled.errors:
        return case_page(request, whole, FilledIn(filled.form, errors=filled.errors))
    fields = forms.kept(filled.form, waiting)
    keep_proposal(request_id=request_id, fields=fields, by=request.signed_in, now=request.now)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))
