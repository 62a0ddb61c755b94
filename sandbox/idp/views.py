"""The staff's provider under /idp, and its page where one chooses whom to be."""

from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Error
from flask import render_template, request

from sandbox.idp.staff import by_hsa_id, everyone
from sandbox.openid import state
from sandbox.openid.control import control_of
from sandbox.openid.provider import Flavour
from sandbox.openid.views import blueprint_of, provider_of

COOKIE = "sandbox-idp"


def _claims(hsa_id: str, scopes: frozenset[str]) -> dict[str, Any] | None:
    found = by_hsa_id(hsa_id)
    return found.claims() if found else None


STAFF = Flavour(
    name="idp",
    path="/idp",
    client_id="fornya",
    client_secret="sandbox-secret",  # noqa: S106, worthless outside the sandbox
    callback="/personal/tillbaka",
    scopes=("openid", "commission", "authorization_scope"),
    claims=_claims,
    acr="http://id.sambi.se/loa/loa3",
    amr="urn:oasis:names:tc:SAML:2.0:ac:classes:TLSClient",
)
blueprint = blueprint_of(STAFF, claims=sorted(everyone()[0].claims()))
control = control_of(STAFF.name)


@blueprint.get("/authorize")
def authorize() -> Any:
    """Show the page where one chooses whom to sign in as; with prompt=none, answer at once."""
    provider = provider_of(STAFF)
    try:
        known = _signed_in()
        grant = provider.get_consent_grant(end_user=known)
    except OAuth2Error as error:
        return provider.refuse(error)
    if request.args.get("prompt") == "none":
        return provider.create_authorization_response(grant=grant, grant_user=known)
    return render_template(
        "idp/choose.html", staff=everyone(), current=by_hsa_id(known.subject) if known else None
    )


@blueprint.post("/authorize")
def choose() -> Any:
    """Sign in as the chosen member of staff, go on as the one already signed in, or give up."""
    provider = provider_of(STAFF)
    try:
        signed_in = _signed_in() if "continue" in request.form else None
        grant = provider.get_consent_grant(end_user=signed_in)
    except OAuth2Error as error:
        return provider.refuse(error)
    if "cancel" not in request.form and signed_in is None:
        chosen = by_hsa_id(request.form.get("staff", ""))
        if chosen is None:
            return authorize()
        signed_in = state.sign_in(STAFF.name, chosen.hsa_id)
    response = provider.create_authorization_response(grant=grant, grant_user=signed_in)
    if signed_in is not None:
        response.set_cookie(COOKIE, signed_in.id, httponly=True, samesite="Lax", path="/idp")
    return response


def _signed_in() -> state.SignIn | None:
    """Return the browser's sign-in if the client's request lets it be used again."""
    if "login" in request.args.get("prompt", "").split():
        return None
    max_age = request.args.get("max_age", "")
    limit = int(max_age) if max_age.isdecimal() else None
    return state.signed_in(STAFF.name, request.cookies.get(COOKIE, ""), max_age=limit)
