"""The way to an OpenID provider and back, for staff and patients alike.

What the answer must match (state, nonce, verifier) is sealed in a cookie of the browser that set out. The
seal is made for one purpose, and each issuer has its own: an answer that comes to another issuer's address
finds a seal that does not open there.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from fornya.integrations.oidc import IdToken, NotSignedIn, OidcRelyingParty
from fornya.people.guards import Request
from fornya.people.sealed import BrokenSeal, seal, unseal

MINUTES_TO_SIGN_IN = 10
ALWAYS = ("state", "nonce", "verifier", "till", "at")

log = structlog.get_logger("fornya.pages.login")


@dataclass(frozen=True, slots=True)
class SetOut:
    """What was made when a browser set out; `till` is where it wants to in the end.

    `fresh` asks that the person signs in anew, and `about` is what that is for.
    """

    state: str
    nonce: str
    verifier: str
    till: str
    at: float
    fresh: bool = False
    about: str = ""

    @property
    def max_age(self) -> int | None:
        """How old the sign-in at the provider may be."""
        return 0 if self.fresh else None


def set_out(
    request: Request,
    party: OidcRelyingParty,
    *,
    purpose: str,
    till: str,
    fresh: bool = False,
    about: str = "",
    digest: str = "",
) -> HttpResponse:
    """Send the browser to the provider. A `digest` goes with the nonce, so that the token is made for it.

    raises: Unavailable, Refused
    """
    made = SetOut(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32) + (f".{digest}" if digest else ""),
        verifier=secrets.token_urlsafe(64),
        till=till,
        at=request.now.timestamp(),
        fresh=fresh,
        about=about,
    )
    address = party.begin(state=made.state, nonce=made.nonce, verifier=made.verifier, max_age=made.max_age)
    answer = HttpResponseRedirect(address)
    answer["Cache-Control"] = "no-store"
    answer.set_cookie(
        settings.SIGN_IN_COOKIE,
        seal(json.dumps(_needed(made)), purpose=purpose).hex(),
        max_age=MINUTES_TO_SIGN_IN * 60,
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )
    return answer


def who_set_out(request: Request, *, purpose: str) -> SetOut:
    """Open what this browser set out with. raises: BrokenSeal"""
    try:
        sealed = bytes.fromhex(request.COOKIES.get(settings.SIGN_IN_COOKIE, ""))
        made = SetOut(**json.loads(unseal(sealed, purpose=purpose)))
    except ValueError as error:
        log.warning("sign_in_refused", fault="not_from_here")
        raise BrokenSeal(purpose) from error
    # A browser may keep a cookie for longer than it was told to.
    if request.now.timestamp() - made.at > MINUTES_TO_SIGN_IN * 60:
        log.warning("sign_in_refused", fault="too_late")
        raise BrokenSeal(purpose)
    return made


def claims_for(request: Request, party: OidcRelyingParty, made: SetOut) -> Mapping[str, Any]:
    """Take the provider's answer to who set out. raises: NotSignedIn, Refused, Unavailable"""
    return token_for(request, party, made).claims


def token_for(request: Request, party: OidcRelyingParty, made: SetOut) -> IdToken:
    """As claims_for, with the token that says so."""
    try:
        return party.finish(
            params=request.GET.dict(),
            state=made.state,
            nonce=made.nonce,
            verifier=made.verifier,
            now=request.now,
            max_age=made.max_age,
        )
    except NotSignedIn as refusal:
        # The person reads that it did not work; who looks after the service has to see attacks, and which.
        log.warning("sign_in_refused", fault=refusal.fault.value)
        raise


def _needed(made: SetOut) -> dict[str, Any]:
    """Leave out what a program of before does not know, where it is not needed."""
    return {name: value for name, value in asdict(made).items() if name in ALWAYS or value}


def arrived(answer: HttpResponse) -> HttpResponse:
    """Take back what the browser set out with."""
    answer.delete_cookie(settings.SIGN_IN_COOKIE, samesite="Lax")
    return answer
