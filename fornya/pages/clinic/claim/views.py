"""Begin to read a request, take it over from somebody, hand it over to a colleague."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fornya.clinics.settings.colleagues import colleagues
from fornya.design.fields import Errors
from fornya.design.parts import Option
from fornya.design.typed import read_carried
from fornya.pages.clinic.whole import whole_of
from fornya.pages.clinic.worklist.rows import DONE
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals.hand_over import hand_over
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.reading import Whole
from fornya.renewals.take import take_request
from fornya.rules.access import Deed, may

# For nobody in particular: the request is any colleague's to take.
ANYBODY = ""
# Before anybody is chosen.
NOT_CHOSEN = "?"


@open_to(Deed.TAKE)
@require_POST
def take(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Begin to read the request, or take it over; the patient sees that it is being read."""
    try:
        take_request(
            request_id=request_id, by=request.signed_in, now=request.now, over="over" in request.POST
        )
    except NoSuchRequest as error:
        raise Http404 from error
    except HeldByAnother as held:
        return held_page(request, request_id, held)
    return HttpResponseRedirect(reverse("clinic:request", args=[request_id]))


@open_to(Deed.TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Hand the request over to a colleague, or back to all of them."""
    whole = open_whole(request, request_id)
    names = colleague_names(request)
    if request.method != "POST":
        return _page(request, whole, names)
    wanted, seen = request.POST.get("to", NOT_CHOSEN), request.POST.get("version", "")
    if wanted != ANYBODY and wanted not in names:
        return _page(request, whole, names, Errors().add("to", _("Välj vem som ska ha förfrågan")))
    try:
        hand_over(
            request_id=request_id,
            to_hsa_id=wanted,
            seen_version=read_carried(seen),
            by=request.signed_in,
            now=request.now,
        )
    except HeldByAnother as held:
        return held_page(request, request_id, held)
    except AlreadyHandled:
        moved = _("Någon har gjort något med förfrågan sedan sidan visades. Se efter vem som har den nu.")
        return _page(request, open_whole(request, request_id), names, Errors().add("to", moved))
    return HttpResponseRedirect(f"{reverse('clinic:worklist')}?{DONE}=over")


def held_page(request: StaffRequest, request_id: uuid.UUID, held: HeldByAnother) -> HttpResponse:
    """Say who reads the request now, and until when."""
    context = {"request_id": request_id, "by": held.by, "until": held.until}
    return render(request, "pages/clinic/claim/held.jinja", context, status=409)


def open_whole(request: StaffRequest, request_id: uuid.UUID) -> Whole:
    """Give the clinic's request, unless it is over."""
    whole = whole_of(request, request_id)
    if whole.ended_at is not None:
        raise Http404
    return whole


def colleague_names(request: StaffRequest) -> dict[str, str]:
    """Give the names of who has worked here and may read a request, by HSA-id."""
    me = request.signed_in
    seen = colleagues(clinic_id=me.clinic_id or 0, by=me.actor, now=request.now)
    return {each.hsa_id: each.name for each in seen if may(each.role, Deed.TAKE)}


def _page(
    request: StaffRequest, whole: Whole, names: dict[str, str], errors: Errors | None = None
) -> HttpResponse:
    options = [Option(value=hsa_id, text=name) for hsa_id, name in names.items()]
    choose = Option(value=NOT_CHOSEN, text=_("Välj kollega"))
    anybody = Option(value=ANYBODY, text=_("Ingen särskild: vem som helst kan ta den"))
    context = {
        "whole": whole,
        "today": request.today,
        "options": [choose, *options, anybody],
        "errors": errors or Errors(),
    }
    return render(request, "pages/clinic/claim/give.jinja", context, status=422 if errors else 200)
