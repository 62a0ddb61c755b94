"""Signing in with an e-ID that is not BankID, such as Freja+: which ones there are is settings alone."""

import uuid
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.integrations.http import Client, Refused, Unavailable
from fornya.integrations.oidc import Fault, NotSignedIn, OidcRelyingParty
from fornya.limits.count import TooMany
from fornya.pages.login.choose import clinic_of, onward_path
from fornya.pages.login.let_in import let_in
from fornya.pages.login.often import come_back, count_start, often_words
from fornya.pages.login.provider import claims_for, set_out, who_set_out
from fornya.pages.login.sign_elsewhere import confirmed, set_out_to_confirm
from fornya.people.guards import ANYONE, PatientRequest, Request, open_to
from fornya.people.issuers import About, Issuer, name_at, text_at
from fornya.people.register import patient_came
from fornya.people.sealed import BrokenSeal
from fornya.rules.access import Deed
from fornya.rules.personnummer import NotAPersonNumber


@open_to(ANYONE)
@require_safe
def start(request: Request, key: str) -> HttpResponse:
    """Send the browser to the issuer, with what its answer must match sealed in a cookie."""
    issuer = _known(key)
    till = onward_path(request)
    try:
        count_start(request)
        return set_out(request, party_of(issuer), purpose=_purpose(issuer), till=till)
    except TooMany as full:
        stopped = _stopped(request, issuer, often_words(full, request), till, status=429)
        return come_back(stopped, full, request)
    except (Unavailable, Refused):
        return _away(request, issuer, till)


@open_to(ANYONE)
@require_safe
def returned(request: Request, key: str) -> HttpResponse:
    """Take the issuer's answer: only the browser that was sent there, and only what is good enough."""
    issuer = _known(key)
    try:
        made = who_set_out(request, purpose=_purpose(issuer))
    except BrokenSeal:
        text = _("Inloggningen hör inte till den här webbläsaren. Börja om.")
        return _stopped(request, issuer, text, onward_path(request), status=400)
    if made.about:
        return confirmed(request, party_of, issuer, made)
    try:
        claims = claims_for(request, party_of(issuer), made)
        unmet = issuer.unmet(claims)
        if unmet:
            return _stopped(request, issuer, "", made.till, status=403, unmet=unmet)
        patient_id = patient_came(
            personnummer=text_at(claims, issuer.personnummer),
            given_name=_name(name_at(claims, issuer.given_name)),
            surname=_name(name_at(claims, issuer.surname)),
            now=request.now,
        )
    except NotAPersonNumber:
        text = _("Personnumret från %(name)s stämmer inte. Ring supporten, så hjälper vi dig.")
        return _stopped(request, issuer, text % {"name": issuer.name}, made.till, status=422)
    except Unavailable:
        return _away(request, issuer, made.till)
    except Refused as error:
        return _refused(request, issuer, error, made.till)
    return let_in(request, patient_id, made.till)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def confirm(request: PatientRequest, signing_id: uuid.UUID, key: str) -> HttpResponse:
    """Send the browser to the issuer to sign in afresh, which confirms the text that is to be signed."""
    issuer = _known(key)
    return set_out_to_confirm(request, party_of, issuer, signing_id, purpose=_purpose(issuer))


@cache
def party_of(issuer: Issuer) -> OidcRelyingParty:
    """Give us as this issuer knows us, one per process."""
    return OidcRelyingParty(
        issuer.issuer,
        issuer.client_id,
        issuer.client_secret,
        settings.PUBLIC_URL + reverse("login:other_returned", args=[issuer.key]),
        scope=" ".join(issuer.scopes),
        acr_values=None,
        client=Client(f"patient_sign_in_{issuer.key}"),
    )


def _known(key: str) -> Issuer:
    found: Sequence[Issuer] = [one for one in settings.PATIENT_ISSUERS if one.key == key]
    if not found:
        raise Http404
    return found[0]


def _purpose(issuer: Issuer) -> str:
    return f"patient-sign-in:{issuer.key}"


def _name(name: str) -> str:
    if not name:
        raise NotSignedIn(Fault.SUBJECT)
    return name


def _refused(request: Request, issuer: Issuer, error: Refused, till: str) -> HttpResponse:
    if isinstance(error, NotSignedIn) and error.fault is Fault.CANCELLED:
        return _stopped(request, issuer, _("Du avbröt inloggningen."), till, status=200)
    return _stopped(request, issuer, _("Inloggningen blev inte klar. Försök igen."), till, status=400)


def _away(request: Request, issuer: Issuer, till: str) -> HttpResponse:
    text = _("%(name)s svarar inte just nu. Försök igen om en stund.") % {"name": issuer.name}
    return _stopped(request, issuer, text, till, status=503)


def _stopped(
    request: Request,
    issuer: Issuer,
    text: str,
    onward: str,
    *,
    status: int,
    unmet: tuple[About, ...] = (),
) -> HttpResponse:
    context = {
        "issuer": issuer,
        "text": text,
        "unmet": [one.value for one in unmet],
        "onward": onward,
        "clinic": clinic_of(onward),
    }
    answer = render(request, "pages/login/other_stopped.jinja", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
