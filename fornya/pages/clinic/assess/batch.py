"""The fast lane: mark a clean request as seen and go on to the next, then sign all that are marked."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fornya.design.fields import Errors
from fornya.design.formats import clock, relative_day
from fornya.design.parts import Option
from fornya.design.typed import read_carried
from fornya.pages.clinic.assess.confirm import to_confirm
from fornya.pages.clinic.assess.lane import LANE
from fornya.pages.clinic.assess.page import FilledIn, case_page, checked_now
from fornya.pages.clinic.whole import whole_of
from fornya.people.guards import StaffRequest, open_to
from fornya.people.step_up import will_be_asked
from fornya.renewals.batch import MOST, Seen, TooManySeen, mark_seen, next_to_see, seen_by, sign_seen
from fornya.renewals.decide import NotClean, NotConfirmed
from fornya.renewals.history import AlreadyHandled, HeldByAnother, NoSuchRequest
from fornya.renewals.shown import ShownDiffers
from fornya.rules.access import Deed

# In the address of who comes back from saying who they are: what they have left out stays left out.
LEFT_OUT = "utan"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of the batch."""

    seen: Seen
    is_signed: bool
    text: str


@open_to(Deed.DECIDE)
@require_POST
def seen(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Mark a request that is clean as seen, for exactly what was shown, and go on to the next."""
    whole = whole_of(request, request_id)
    version = request.POST.get("version", "")
    try:
        mark_seen(
            whole=whole,
            checked=checked_now(request, whole),
            seen_version=read_carried(version),
            shown=request.POST.get("shown", ""),
            by=request.signed_in,
            now=request.now,
        )
    except (AlreadyHandled, ShownDiffers):
        text = _("Uppgifterna har ändrats sedan sidan visades. Läs igenom dem igen, och signera sedan.")
    except HeldByAnother as held:
        text = _("%(name)s läser förfrågan nu.") % {"name": held.by}
    except NotClean:
        text = _("Alla kontroller är inte utan anmärkning. Bedöm den här för sig.")
    except TooManySeen:
        text = _("Du har redan %(most)s att signera. Signera dem först.") % {"most": MOST}
    else:
        return _to_next(request, request_id)
    return case_page(request, whole, FilledIn(errors=Errors().add("sign", text)))


@open_to(Deed.DECIDE)
@require_safe
def first(request: StaffRequest) -> HttpResponse:
    """Begin to go through what is prepared."""
    return _to_next(request, None)


@open_to(Deed.DECIDE)
@require_safe
def following(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Go on to the next without marking this one."""
    try:
        return _to_next(request, request_id)
    except NoSuchRequest as error:
        raise Http404 from error


@open_to(Deed.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: StaffRequest) -> HttpResponse:
    """Show what is marked, and sign those that are chosen: each for itself, for exactly what was shown."""
    marked = seen_by(by=request.signed_in, now=request.now)
    if request.method != "POST":
        return _page(request, marked, left_out=request.GET.getlist(LEFT_OUT))
    wanted = set(request.POST.getlist("request"))
    left_out = [str(each.id) for each in marked if str(each.id) not in wanted]
    try:
        outcomes = list(_signed(request, [each for each in marked if str(each.id) in wanted]))
    except NotConfirmed:
        query = urlencode([(LEFT_OUT, each) for each in left_out])
        return to_confirm(reverse("clinic:batch") + (f"?{query}" if query else ""))
    return _page(request, seen_by(by=request.signed_in, now=request.now), outcomes, left_out=left_out)


def _signed(request: StaffRequest, wanted: list[Seen]) -> Iterator[Outcome]:
    for each in wanted:
        try:
            whole = whole_of(request, each.id)
            checks = checked_now(request, whole)
            sign_seen(whole=whole, checked=checks, by=request.signed_in, now=request.now)
        except (AlreadyHandled, NoSuchRequest, Http404):
            yield Outcome(each, False, _("Någon har redan hanterat den."))
        except HeldByAnother as held:
            yield Outcome(each, False, _("%(name)s läser förfrågan nu.") % {"name": held.by})
        except (NotClean, ShownDiffers):
            yield Outcome(each, False, _("Något har ändrats sedan du såg den. Läs igenom den igen."))
        else:
            yield Outcome(each, True, _("Signerad, receptet skickas till receptregistret."))


def _to_next(request: StaffRequest, request_id: uuid.UUID | None) -> HttpResponse:
    found = next_to_see(after=request_id, by=request.signed_in, now=request.now)
    if found is None:
        return HttpResponseRedirect(reverse("clinic:batch"))
    return HttpResponseRedirect(f"{reverse('clinic:request', args=[found])}?{LANE}=1")


def _page(
    request: StaffRequest,
    marked: tuple[Seen, ...],
    outcomes: list[Outcome] | None = None,
    *,
    left_out: list[str],
) -> HttpResponse:
    today = request.today
    # None: nothing was asked for. Empty: the form came with no box ticked.
    is_empty = outcomes is not None and not outcomes and bool(marked)
    errors = Errors().add("request", _("Välj minst en att signera")) if is_empty else Errors()
    # What could not be signed now waits until somebody has looked, or ticks it again.
    refused = [str(each.seen.id) for each in outcomes or () if not each.is_signed]
    context = {
        "options": [_option(each, today) for each in marked],
        "chosen": [str(each.id) for each in marked if str(each.id) not in {*left_out, *refused}],
        "outcomes": outcomes or [],
        "signed": [each.seen for each in outcomes or () if each.is_signed],
        "asks_who": will_be_asked(request.signed_in, now=request.now),
        "signer": request.signed_in.name,
        "errors": errors,
    }
    return render(request, "pages/clinic/assess/batch.jinja", context, status=422 if errors else 200)


def _option(seen: Seen, today: date) -> Option:
    words = {"day": relative_day(seen.seen_at, today), "clock": clock(seen.seen_at)}
    when = _("Sedd %(day)s, %(clock)s") % words
    who = _("%(name)s, född %(year)s") % {"name": seen.patient_name, "year": seen.birth_year}
    return Option(value=str(seen.id), text=who, lines=(*seen.medicines, when))
