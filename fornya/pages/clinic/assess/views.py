"""One request: read it, begin to work on it, decide and sign."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.design.fields import Errors, Form
from fornya.medicines.overview import SWEDEN, overview
from fornya.pages.clinic.assess import forms, rows
from fornya.pages.clinic.assess.words import decline_reasons, meet_reasons
from fornya.pages.clinic.words import due_words, status_word
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals import reading
from fornya.renewals.decide import NotEveryLine, decide_request
from fornya.renewals.history import AlreadyHandled, NoSuchRequest
from fornya.renewals.reading import Whole
from fornya.renewals.take import take_request
from fornya.rules.access import Deed, may
from fornya.rules.renewal_states import NotAllowed


@open_to(Deed.READ_WORKLIST)
@require_safe
def show(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show the request with everything for a decision."""
    return _page(request, _whole(request, request_id))


@open_to(Deed.TAKE)
@require_POST
def take(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Begin to work on the request: the patient sees that it is being read."""
    try:
        take_request(request_id=request_id, by=request.signed_in, now=request.now)
    except NoSuchRequest as error:
        raise Http404 from error
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


@open_to(Deed.ASK_QUESTION)
@require_POST
def decide(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Decide every medicine that waits, and sign: for the version that was shown, and no other."""
    whole = _whole(request, request_id)
    today = request.now.astimezone(SWEDEN).date()
    waiting = [line for line in whole.lines if line.state.value in ("opened", "store_refused")]
    filled = forms.read(request.POST, waiting, today=today)
    seen = request.POST.get("version", "")
    if filled.errors and seen == str(whole.version):
        return _page(request, whole, filled.form, filled.errors)
    try:
        decide_request(
            request_id=request_id,
            decisions=filled.decisions,
            seen_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
            by=request.signed_in,
            now=request.now,
        )
    except AlreadyHandled as handled:
        return _handled(request, whole, handled)
    except NotEveryLine:
        return _page(request, whole, filled.form, filled.errors)
    except NotAllowed:
        errors = Errors().add("sign", _("Bara den som får förskriva kan besluta. Du kan ställa en fråga."))
        return _page(request, whole, filled.form, errors)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


def _whole(request: StaffRequest, request_id: uuid.UUID) -> Whole:
    try:
        return reading.for_staff(request_id=request_id, staff=request.signed_in, now=request.now)
    except NoSuchRequest as error:
        raise Http404 from error


def _page(
    request: StaffRequest, whole: Whole, form: Form | None = None, errors: Errors | None = None
) -> HttpResponse:
    today = request.now.astimezone(SWEDEN).date()
    found = overview(whole.personnummer, now=request.now)
    items = [rows.item(line, found, today=today) for line in whole.lines]
    waiting = [item for item in items if item.waits]
    word, tone = status_word(whole.status.value)
    late = whole.ended_at is None and whole.answer_by < today
    context = {
        "whole": whole,
        "status": word,
        "tone": tone,
        "due": due_words(whole.answer_by, today=today, is_late=late),
        "late": late,
        "about": rows.about(whole, today=today),
        "items": items,
        "history": rows.history(whole, today=today),
        "is_new": whole.status.value == "sent",
        "may_decide": bool(waiting) and may(request.signed_in.role, Deed.ASK_QUESTION),
        "is_prescriber": may(request.signed_in.role, Deed.DECIDE),
        "form": form or forms.blank([item.line for item in waiting], today=today),
        "errors": errors or Errors(),
        "meet_reasons": meet_reasons(),
        "decline_reasons": decline_reasons(),
        "signer": request.signed_in.name,
    }
    return render(request, "pages/clinic/assess/request.jinja", context, status=422 if errors else 200)


def _handled(request: StaffRequest, whole: Whole, handled: AlreadyHandled) -> HttpResponse:
    context = {
        "whole": whole,
        "by": handled.by,
        "at": handled.at,
        "today": request.now.astimezone(SWEDEN).date(),
        "by_me": handled.by == request.signed_in.name,
    }
    return render(request, "pages/clinic/assess/handled.jinja", context, status=409)
