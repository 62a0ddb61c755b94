"""One request: read it, begin to work on it, decide and sign."""

import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.clinics import directory
from fornya.design.fields import Errors, Form
from fornya.medicines.overview import SWEDEN, overview
from fornya.pages.clinic.assess import forms, rows
from fornya.pages.clinic.assess.words import decline_reasons, meet_reasons
from fornya.pages.clinic.reply_words import replies_for
from fornya.pages.clinic.words import due_words, status_word
from fornya.people.guards import StaffRequest, open_to
from fornya.people.step_up import will_be_asked
from fornya.renewals import reading
from fornya.renewals.decide import NotConfirmed, NotEveryLine, decide_request
from fornya.renewals.filled import filled, keep_filled
from fornya.renewals.history import AlreadyHandled, NoSuchRequest
from fornya.renewals.reading import Line, Whole
from fornya.renewals.shown import ShownDiffers, digest_of_shown
from fornya.renewals.take import take_request
from fornya.rules.access import Deed, may
from fornya.rules.renewal_states import NotAllowed

# In the address of who comes back from saying who they are: the form is filled in again.
KEPT = "ifyllt"


@open_to(Deed.READ_WORKLIST)
@require_safe
def show(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show the request with everything for a decision."""
    whole = _whole(request, request_id)
    kept = filled(request_id=request_id, by=request.signed_in, now=request.now) if KEPT in request.GET else {}
    return _page(request, whole, Form.showing(**kept) if kept else None, is_kept=bool(kept))


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
    """Decide every medicine that waits, and sign: for what was shown, and nothing else.

    Who has not lately confirmed who they are does that first, and comes back to the form as it was.
    """
    whole = _whole(request, request_id)
    today = request.now.astimezone(SWEDEN).date()
    waiting = [line for line in whole.lines if line.state.value in ("opened", "store_refused")]
    filled_in = forms.read(request.POST, waiting, today=today)
    seen = request.POST.get("version", "")
    if filled_in.errors and seen == str(whole.version):
        return _page(request, whole, filled_in.form, filled_in.errors)
    try:
        decide_request(
            request_id=request_id,
            decisions=filled_in.decisions,
            seen_version=int(seen) if seen.isascii() and seen.isdigit() else 0,
            shown=request.POST.get("shown", ""),
            by=request.signed_in,
            now=request.now,
        )
    except AlreadyHandled as handled:
        return _handled(request, whole, handled)
    except NotConfirmed:
        return _to_confirm(request, request_id, filled_in.form, waiting)
    except ShownDiffers:
        text = _("Uppgifterna har ändrats sedan sidan visades. Läs igenom dem igen, och signera sedan.")
        return _page(request, whole, filled_in.form, Errors().add("sign", text))
    except NotEveryLine:
        return _page(request, whole, filled_in.form, filled_in.errors)
    except NotAllowed:
        errors = Errors().add("sign", _("Bara den som får förskriva kan besluta. Du kan ställa en fråga."))
        return _page(request, whole, filled_in.form, errors)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


def _to_confirm(
    request: StaffRequest, request_id: uuid.UUID, form: Form, waiting: list[Line]
) -> HttpResponse:
    names = [name for line in waiting for name in forms.names_of(line.id).values()]
    fields = {name: form.value(name) for name in names}
    keep_filled(request_id=request_id, fields=fields, by=request.signed_in, now=request.now)
    back = f"{reverse('clinic:request', args=[request_id])}?{KEPT}=1"
    answer = HttpResponseRedirect(f"{reverse('login:staff_confirm')}?{urlencode({'till': back})}")
    answer.status_code = 303
    return answer


def _whole(request: StaffRequest, request_id: uuid.UUID) -> Whole:
    try:
        return reading.for_staff(request_id=request_id, staff=request.signed_in, now=request.now)
    except NoSuchRequest as error:
        raise Http404 from error


def _page(
    request: StaffRequest,
    whole: Whole,
    form: Form | None = None,
    errors: Errors | None = None,
    *,
    is_kept: bool = False,
) -> HttpResponse:
    today = request.now.astimezone(SWEDEN).date()
    found = overview(whole.personnummer, now=request.now)
    items = [rows.item(line, found, today=today) for line in whole.lines]
    waiting = [item for item in items if item.waits]
    here = directory.by_id(request.signed_in.clinic_id or 0)
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
        "asks_who": may(request.signed_in.role, Deed.DECIDE)
        and will_be_asked(request.signed_in, now=request.now),
        "form": form or forms.blank([item.line for item in waiting], today=today),
        "errors": errors or Errors(),
        "meet_reasons": meet_reasons(),
        "decline_reasons": decline_reasons(),
        "replies": {item.line.id: replies_for(here, item.line.name) for item in waiting},
        "signer": request.signed_in.name,
        "shown": digest_of_shown(whole),
        "is_kept": is_kept and bool(waiting),
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
