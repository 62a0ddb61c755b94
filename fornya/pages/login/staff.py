"""Staff sign in at their identity provider, then choose the commission they work under."""

from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design.fields import Errors
from fornya.design.parts import Option
from fornya.integrations.http import Client, Refused, Unavailable
from fornya.integrations.oidc.client import OidcRelyingParty
from fornya.limits.count import TooMany
from fornya.pages.login.often import come_back, count_start, often_words
from fornya.pages.login.provider import arrived, claims_for, set_out, who_set_out
from fornya.pages.login.staff_confirm import ABOUT, ask_again, confirmed, onward
from fornya.pages.login.staff_home import way_on
from fornya.people import session
from fornya.people.guards import ANYONE, Request, StaffRequest, keep_signed_in, look_who, open_to
from fornya.people.sealed import BrokenSeal
from fornya.people.session import SignedInStaff
from fornya.people.staff_sign_in import NoCommission, StaffMember, staff_came
from fornya.rules.access import Deed
from fornya.rules.limits import Limited

PURPOSE = "staff-sign-in"
LOA3 = frozenset({"http://id.sambi.se/loa/loa3"})


@open_to(ANYONE)
@require_safe
def staff(request: Request) -> HttpResponse:
    """Say what signing in here is for; whoever has signed in goes on."""
    who = look_who(request)
    if isinstance(who, SignedInStaff):
        wanted = request.GET.get("till")
        return HttpResponseRedirect(way_on(wanted, has_commission=bool(who.commissions), posts=who.posts))
    context = {"till": onward(request.GET.get("till")), "is_over": "slut" in request.GET}
    return render(request, "pages/login/staff.jinja", context)


@open_to(ANYONE)
@require_safe
def start(request: Request) -> HttpResponse:
    """Send the browser to the identity provider, with what its answer must match sealed in a cookie."""
    try:
        count_start(request, by_address=Limited.STAFF_SIGN_IN_BY_ADDRESS)
        return set_out(request, provider(), purpose=PURPOSE, till=onward(request.GET.get("till")))
    except TooMany as full:
        return come_back(_stopped(request, often_words(full, request), status=429), full, request)
    except (Unavailable, Refused):
        return _stopped(
            request, _("Inloggningstjänsten svarar inte just nu. Försök igen om en stund."), status=503
        )


@open_to(ANYONE)
@require_safe
def returned(request: Request) -> HttpResponse:
    """Take the provider's answer: only the browser that was sent there, once."""
    try:
        made = who_set_out(request, purpose=PURPOSE)
        if made.about:
            return confirmed(request, provider, made)
        claims = claims_for(request, provider(), made)
        member = staff_came(claims, now=request.now)
    except BrokenSeal:
        return _stopped(request, _("Inloggningen hör inte till den här webbläsaren. Börja om."), status=400)
    except NoCommission:
        return _stopped(
            request, _("Du har inget uppdrag vid en mottagning som använder Förnya. Fråga din chef."), 403
        )
    except Unavailable:
        return _stopped(
            request, _("Inloggningstjänsten svarar inte just nu. Försök igen om en stund."), status=503
        )
    except Refused:
        return _stopped(request, _("Inloggningen blev inte klar. Försök igen."), status=400)
    return arrived(_with_commission(request, member, made.till))


@open_to(Deed.DECIDE)
@require_safe
def confirm_start(request: StaffRequest) -> HttpResponse:
    """Send the browser to the identity provider to sign in afresh, and back to where it was about to sign."""
    till = onward(request.GET.get("till"))
    try:
        count_start(request, by_address=Limited.STAFF_SIGN_IN_BY_ADDRESS)
        return set_out(request, provider(), purpose=PURPOSE, till=till, fresh=True, about=ABOUT)
    except TooMany as full:
        return come_back(ask_again(request, till, often_words(full, request)), full, request)
    except (Unavailable, Refused):
        text = _("Inloggningstjänsten svarar inte just nu. Försök igen om en stund.")
        return ask_again(request, till, text, status=503)


@open_to(Deed.CHOOSE_COMMISSION)
@require_http_methods(["GET", "HEAD", "POST"])
def commission(request: StaffRequest) -> HttpResponse:
    """Choose the commission to work under; the choice is a new session."""
    who = request.signed_in
    till = onward(request.POST.get("till") or request.GET.get("till"))
    errors = Errors()
    if request.method == "POST":
        chosen = next((c for c in who.commissions if c.hsa_id == request.POST.get("commission")), None)
        if chosen is not None:
            session.end(who.token_hash, now=request.now)
            token = session.start_for_staff(
                staff_id=who.staff_id,
                role=who.role,
                commissions=who.commissions,
                clinic_id=chosen.clinic_id,
                now=request.now,
            )
            return keep_signed_in(request, HttpResponseRedirect(till), token)
        errors = errors.add("commission", _("Välj vilket uppdrag du arbetar i nu"))
    options = [Option(value=c.hsa_id, text=c.clinic_name, hint=c.name) for c in who.commissions]
    context = {"options": options, "till": till, "errors": errors}
    return render(request, "pages/login/commission.jinja", context, status=422 if errors else 200)


@cache
def provider() -> OidcRelyingParty:
    """Give the staff's identity provider, one per process."""
    return OidcRelyingParty(
        settings.STAFF_ISSUER,
        settings.STAFF_CLIENT_ID,
        settings.STAFF_CLIENT_SECRET,
        settings.PUBLIC_URL + reverse("login:staff_returned"),
        scope="openid commission",
        acr_values=LOA3,
        client=Client("staff_sign_in"),
    )


def _with_commission(request: Request, member: StaffMember, till: str) -> HttpResponse:
    before = look_who(request)
    if before is not None:
        session.end(before.token_hash, now=request.now)
    only = member.commissions[0].clinic_id if len(member.commissions) == 1 else None
    token = session.start_for_staff(
        staff_id=member.staff_id,
        role=member.role,
        commissions=member.commissions,
        clinic_id=only,
        now=request.now,
    )
    if member.commissions:
        address = till if only else f"{reverse('login:commission')}?{urlencode({'till': till})}"
    else:
        address = way_on(till, has_commission=False, posts=member.posts)
    return keep_signed_in(request, HttpResponseRedirect(address), token)


def _stopped(request: Request, text: str, status: int) -> HttpResponse:
    return render(request, "pages/login/staff_stopped.jinja", {"text": text}, status=status)
