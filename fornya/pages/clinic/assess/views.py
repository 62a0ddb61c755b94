"""One request: read it, decide and sign."""

import uuid
from contextlib import suppress

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.design.fields import Errors, Form
from fornya.design.typed import read_carried
from fornya.pages.clinic.assess import forms, times
from fornya.pages.clinic.assess.confirm import to_confirm
from fornya.pages.clinic.assess.page import FilledIn, case_page, checked_now
from fornya.pages.clinic.claim.views import held_page
from fornya.pages.clinic.whole import whole_of
from fornya.people.guards import StaffRequest, open_to
from fornya.people.session import SignedInStaff
from fornya.renewals.decide import NotConfirmed, NotEveryLine, decide_request
from fornya.renewals.filled import filled, keep_filled
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.offer import NotOffered
from fornya.renewals.reading import Line, Whole
from fornya.renewals.shown import ShownDiffers
from fornya.rules.access import Deed
from fornya.rules.renewal_states import TO_DECIDE, NotAllowed

# In the address of who comes back from saying who they are: the form is filled in again.
KEPT = "ifyllt"


@open_to(Deed.READ_WORKLIST)
@require_safe
def show(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show the request with everything for a decision."""
    whole = whole_of(request, request_id)
    kept = filled(request_id=request_id, by=request.signed_in, now=request.now) if KEPT in request.GET else {}
    if not kept:
        return case_page(request, whole)
    return case_page(request, whole, FilledIn(Form.showing(**kept), is_kept=True))


def _keep_for_later(request: StaffRequest, by: SignedInStaff, *, request_id: uuid.UUID) -> str:
    """Keep what was filled in when the session was over; gives where it is filled in again."""
    ours = (name for name in request.POST if name.partition("-")[0] in forms.OURS)
    fields = {name: str(request.POST[name]) for name in ours}
    # Another clinic's request keeps nothing, and looks as if it were not there.
    with suppress(NoSuchRequest):
        keep_filled(request_id=request_id, fields=fields, by=by, now=request.now)
    return f"{reverse('clinic:request', args=[request_id])}?{KEPT}=1"


@open_to(Deed.ASK_QUESTION, keeps=_keep_for_later)
@require_POST
def decide(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Decide every medicine that waits, and sign: for what was shown, and nothing else.

    Who has not lately confirmed who they are does that first, and comes back to the form as it was.
    """
    whole = whole_of(request, request_id)
    today = request.today
    waiting = [line for line in whole.lines if line.state in TO_DECIDE]
    filled_in = forms.read(request.POST, waiting, today=today, now=request.now)
    seen = request.POST.get("version", "")
    if filled_in.errors and seen == str(whole.version):
        return case_page(request, whole, FilledIn(filled_in.form, errors=filled_in.errors))
    try:
        decide_request(
            request_id=request_id,
            decisions=filled_in.decisions,
            seen_version=read_carried(seen),
            shown=request.POST.get("shown", ""),
            checked=checked_now(request, whole),
            by=request.signed_in,
            now=request.now,
        )
    except (AlreadyHandled, HeldByAnother) as lost:
        return _lost(request, whole, lost)
    except NotConfirmed:
        return _to_confirm(request, request_id, filled_in.form, waiting)
    except (ShownDiffers, NotOffered, NotEveryLine, NotAllowed) as refused:
        errors = _wrong(refused, filled_in)
        return case_page(request, whole, FilledIn(filled_in.form, errors=errors))
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


def _wrong(refused: Exception, filled_in: forms.Filled) -> Errors:
    """Say what has to be put right before it can be signed."""
    if isinstance(refused, NotOffered):
        return times.not_offered(filled_in.slots, refused.slot, refused.why)
    if isinstance(refused, ShownDiffers):
        text = _("Uppgifterna har ändrats sedan sidan visades. Läs igenom dem igen, och signera sedan.")
        return Errors().add("sign", text)
    if isinstance(refused, NotAllowed):
        text = _("Bara den som får förskriva kan besluta. Du kan ställa en fråga.")
        return Errors().add("sign", text)
    return filled_in.errors


def _to_confirm(
    request: StaffRequest, request_id: uuid.UUID, form: Form, waiting: list[Line]
) -> HttpResponse:
    fields = forms.kept(form, waiting)
    keep_filled(request_id=request_id, fields=fields, by=request.signed_in, now=request.now)
    return to_confirm(f"{reverse('clinic:request', args=[request_id])}?{KEPT}=1")


def _lost(request: StaffRequest, whole: Whole, lost: AlreadyHandled | HeldByAnother) -> HttpResponse:
    if isinstance(lost, HeldByAnother):
        return held_page(request, whole.id, lost)
    context = {
        "whole": whole,
        "by": lost.by,
        "at": lost.at,
        "today": request.today,
        "by_me": lost.by == request.signed_in.name,
    }
    return render(request, "pages/clinic/assess/handled.jinja", context, status=409)
