"""Send a request on to another clinic: find it by name, choose it, and the patient is told."""

import uuid

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.clinics.directory import NoSuchClinic
from fornya.clinics.search import Wanted
from fornya.design.fields import Errors
from fornya.design.parts import Option
from fornya.design.typed import read_carried
from fornya.pages.clinic.claim.views import held_page, open_whole
from fornya.pages.clinic.worklist.rows import DONE
from fornya.people.guards import StaffRequest, open_to
from fornya.renewals.forward import NotTaken, forward_request
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.reading import Whole
from fornya.rules.access import Deed
from fornya.rules.renewal_states import NotAllowed

MOST = 10


@open_to(Deed.TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show the clinics of that name, or send the request on to the chosen one."""
    whole = open_whole(request, request_id)
    if request.method != "POST":
        asked = request.GET.get("mottagning")
        is_blank = asked is not None and not asked.strip()
        errors = Errors().add("mottagning", _("Skriv mottagningens namn")) if is_blank else None
        return _page(request, whole, asked or "", errors)
    asked, seen = request.POST.get("mottagning", ""), request.POST.get("version", "")
    try:
        forward_request(
            request_id=request_id,
            to=directory.by_slug(request.POST.get("to", "")),
            seen_version=read_carried(seen),
            by=request.signed_in,
            today=request.today,
            now=request.now,
        )
    except NoSuchRequest as error:
        raise Http404 from error
    except HeldByAnother as held:
        return held_page(request, request_id, held)
    except (NoSuchClinic, NotTaken, AlreadyHandled, NotAllowed) as refused:
        return _page(request, whole, asked, Errors().add("to", _why(refused)))
    return HttpResponseRedirect(f"{reverse('clinic:worklist')}?{DONE}=vidare")


def _why(refused: Exception) -> str:
    if isinstance(refused, NoSuchClinic):
        return _("Välj vilken mottagning som ska ha förfrågan")
    if isinstance(refused, NotTaken):
        return _("Mottagningen tar inte emot förfrågningar i dag. Välj en annan")
    if isinstance(refused, NotAllowed):
        return _("Något är redan beslutat, eller väntar på patienten. Då kan förfrågan inte skickas vidare")
    return _("Någon har gjort något med förfrågan sedan sidan visades. Gå tillbaka och se hur den är nu")


def _page(request: StaffRequest, whole: Whole, asked: str, errors: Errors | None = None) -> HttpResponse:
    wanted = Wanted(online=True)
    hits = directory.current().index.search(asked, wanted, limit=MOST + 1).hits if asked.strip() else ()
    found = [hit.card for hit in hits if hit.card.id != whole.clinic_id][:MOST]
    context = {
        "whole": whole,
        "today": request.today,
        "asked": asked,
        "options": [Option(value=card.slug, text=card.name, hint=card.municipality) for card in found],
        "errors": errors or Errors(),
    }
    return render(request, "pages/clinic/claim/forward.jinja", context, status=422 if errors else 200)
