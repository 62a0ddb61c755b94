"""Confirming a text at an e-ID that signs nothing for us: the person signs in there afresh, for this."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.oidc import Fault, NotSignedIn, OidcRelyingParty
from fornya.pages.login.provider import SetOut, arrived, set_out, token_for
from fornya.pages.login.sign import text_page, wanted_by
from fornya.pages.login.words import words_for_signing
from fornya.people import signing
from fornya.people.guards import PatientRequest, open_to
from fornya.people.issuers import Issuer, text_at
from fornya.people.signing import NothingToSign
from fornya.rules.access import Deed
from fornya.rules.personnummer import NotAPersonNumber, parse

PartyOf = Callable[[Issuer], OidcRelyingParty]


def set_out_to_confirm(
    request: PatientRequest, party_of: PartyOf, issuer: Issuer, signing_id: uuid.UUID, *, purpose: str
) -> HttpResponse:
    """Send the browser to the issuer; the text's digest goes with the nonce into what the issuer signs."""
    wanted = wanted_by(request, signing_id)
    if wanted.is_signed:
        return HttpResponseRedirect(wanted.next_path)
    try:
        return set_out(
            request,
            party_of(issuer),
            purpose=purpose,
            till=wanted.next_path,
            fresh=True,
            about=str(signing_id),
            digest=wanted.digest,
        )
    except (Unavailable, Refused):
        text = _("%(name)s svarar inte just nu. Försök igen om en stund.") % {"name": issuer.name}
        return text_page(request, wanted, text, status=503)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def confirmed(request: PatientRequest, party_of: PartyOf, issuer: Issuer, made: SetOut) -> HttpResponse:
    """Take the issuer's answer: the same person, just now, and good enough; else nothing is confirmed."""
    signing_id = uuid.UUID(made.about)
    try:
        token = token_for(request, party_of(issuer), made)
        if issuer.unmet(token.claims) or not _is_same(request, text_at(token.claims, issuer.personnummer)):
            text = _(
                "Det blev inte bekräftat. Legitimera dig som dig själv, på samma sätt som när du loggar in."
            )
            return _not_confirmed(request, signing_id, text)
        onward = signing.confirmed(
            signing_id=signing_id,
            patient=request.signed_in,
            method=issuer.key,
            token=token.raw,
            signed_at=datetime.fromtimestamp(token.claims["auth_time"], UTC),
            now=request.now,
        )
    except NothingToSign as error:
        raise Http404 from error
    except NotSignedIn as refusal:
        cancelled = refusal.fault is Fault.CANCELLED
        return _not_confirmed(request, signing_id, words_for_signing("rfa6" if cancelled else "rfa22"))
    except (Unavailable, Refused):
        text = _("%(name)s svarar inte just nu. Försök igen om en stund.") % {"name": issuer.name}
        return _not_confirmed(request, signing_id, text, status=503)
    return arrived(HttpResponseRedirect(onward))


def _is_same(request: PatientRequest, number: str) -> bool:
    try:
        return parse(number, today=request.now.date()).value == request.signed_in.personnummer
    except NotAPersonNumber:
        return False


def _not_confirmed(
    request: PatientRequest, signing_id: uuid.UUID, text: str, *, status: int = 200
) -> HttpResponse:
    return arrived(text_page(request, wanted_by(request, signing_id), text, status=status))
