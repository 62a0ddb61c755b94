"""Freja under /freja, and its page: who one is, and what kind of Freja that person has."""

from typing import Any

from authlib.oauth2.rfc6749 import OAuth2Error
from flask import render_template, request

from sandbox.freja.identity import ASSURANCES, CLAIMS, COUNTRIES, LEVELS, SCOPES, SPACE, Identity, claims
from sandbox.openid import state
from sandbox.openid.control import control_of
from sandbox.openid.provider import Flavour
from sandbox.openid.views import blueprint_of, provider_of
from sandbox.people import people

FREJA = Flavour(
    name="freja",
    path="/freja/",
    client_id="fornya-patient",
    client_secret="sandbox-freja",  # noqa: S106, worthless outside the sandbox
    callback="/logga-in/med/freja/tillbaka",
    scopes=SCOPES,
    claims=claims,
)
blueprint = blueprint_of(FREJA, claims=[f"{SPACE}/claims/{name}" for name in CLAIMS])
control = control_of(FREJA.name)


@blueprint.get("/authorize")
def authorize() -> Any:
    """Show the page; nobody stays signed in at Freja, so there is always one."""
    provider = provider_of(FREJA)
    try:
        grant = provider.get_consent_grant(end_user=None)
    except OAuth2Error as error:
        return provider.refuse(error)
    if request.args.get("prompt") == "none":
        return provider.create_authorization_response(grant=grant, grant_user=None)
    return render_template(
        "freja/choose.html",
        people=people(),
        countries=COUNTRIES,
        levels=LEVELS,
        assurances=ASSURANCES,
        usual=Identity(people()[0].personnummer),
    )


@blueprint.post("/authorize")
def choose() -> Any:
    """Sign in as the chosen person, or give up."""
    provider = provider_of(FREJA)
    try:
        grant = provider.get_consent_grant(end_user=None)
    except OAuth2Error as error:
        return provider.refuse(error)
    if "cancel" in request.form:
        return provider.create_authorization_response(grant=grant, grant_user=None)
    chosen = Identity(*(request.form.get(name, "") for name in ("person", "country", "level", "assurance")))
    if not chosen.is_known:
        return authorize()
    signed_in = state.sign_in(FREJA.name, chosen.written())
    return provider.create_authorization_response(grant=grant, grant_user=signed_in)
