"""The provider's addresses under /idp: discovery, keys, the page where one chooses whom to be, tokens."""

from typing import Any, cast

from authlib.oauth2.rfc6749 import OAuth2Error
from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request
from flask.blueprints import BlueprintSetupState

from sandbox import faults
from sandbox.idp import state
from sandbox.idp.provider import SCOPES, Provider, place, register
from sandbox.idp.staff import by_hsa_id, everyone

COOKIE = "sandbox-idp"

blueprint = Blueprint("idp", __name__, url_prefix="/idp")
faults.cover(blueprint, "idp")


@blueprint.record_once
def _register(setup: BlueprintSetupState) -> None:
    setup.app.extensions["sandbox-idp"] = register(cast(Flask, setup.app))


@blueprint.get("/.well-known/openid-configuration")
def discovery() -> Response:
    """Say where everything is."""
    issuer = place().issuer
    return jsonify(
        issuer=issuer,
        authorization_endpoint=f"{issuer}/authorize",
        token_endpoint=f"{issuer}/token",
        jwks_uri=f"{issuer}/jwks",
        scopes_supported=SCOPES,
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=["authorization_code"],
        subject_types_supported=["public"],
        id_token_signing_alg_values_supported=["RS256"],
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported=["S256"],
        authorization_response_iss_parameter_supported=True,
        acr_values_supported=[state.ACR],
        claims_supported=sorted(everyone()[0].claims()),
    )


@blueprint.get("/jwks")
def jwks() -> Response:
    """Publish the keys that verify our ID tokens."""
    return jsonify(state.published_keys())


@blueprint.get("/authorize")
def authorize() -> Any:
    """Show the page where one chooses whom to sign in as; with prompt=none, answer at once."""
    try:
        known = _signed_in()
        grant = _provider().get_consent_grant(end_user=known)
    except OAuth2Error as error:
        return _provider().refuse(error)
    if request.args.get("prompt") == "none":
        return _provider().create_authorization_response(grant=grant, grant_user=known)
    return render_template(
        "idp/choose.html",
        staff=everyone(),
        current=by_hsa_id(known.hsa_id) if known else None,
    )


@blueprint.post("/authorize")
def choose() -> Any:
    """Sign in as the chosen member of staff, go on as the one already signed in, or give up."""
    try:
        signed_in = _signed_in() if "continue" in request.form else None
        grant = _provider().get_consent_grant(end_user=signed_in)
    except OAuth2Error as error:
        return _provider().refuse(error)
    if "cancel" not in request.form and signed_in is None:
        chosen = by_hsa_id(request.form.get("staff", ""))
        if chosen is None:
            return authorize()
        signed_in = state.sign_in(chosen.hsa_id)
    response = _provider().create_authorization_response(grant=grant, grant_user=signed_in)
    if signed_in is not None:
        response.set_cookie(COOKIE, signed_in.id, httponly=True, samesite="Lax", path="/idp")
    return response


@blueprint.post("/token")
def token() -> Any:
    """Exchange a code for an ID token."""
    return _provider().create_token_response()


def _provider() -> Provider:
    provider: Provider = current_app.extensions["sandbox-idp"]
    return provider


def _signed_in() -> state.SignIn | None:
    """Return the browser's sign-in if the client's request lets it be used again."""
    if "login" in request.args.get("prompt", "").split():
        return None
    max_age = request.args.get("max_age", "")
    limit = int(max_age) if max_age.isdecimal() else None
    return state.signed_in(request.cookies.get(COOKIE, ""), max_age=limit)
