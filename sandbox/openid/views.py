"""The addresses that every provider has alike: discovery, keys, tokens. Each has its own page."""

from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, jsonify
from flask.blueprints import BlueprintSetupState

from sandbox import faults
from sandbox.openid import state
from sandbox.openid.provider import Flavour, Provider, register


def blueprint_of(flavour: Flavour, *, claims: list[str]) -> Blueprint:
    """Make a provider's blueprint; /authorize is for the provider itself to add."""
    blueprint = Blueprint(flavour.name, __name__, url_prefix=f"/{flavour.name}")
    faults.cover(blueprint, flavour.name)

    def set_up(setup: BlueprintSetupState) -> None:
        setup.app.extensions[_extension(flavour)] = register(cast(Flask, setup.app), flavour)

    blueprint.record_once(set_up)

    @blueprint.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        """Say where everything is."""
        return jsonify(_described(flavour, claims))

    @blueprint.get("/jwks")
    def jwks() -> Response:
        """Publish the keys that verify our ID tokens."""
        return jsonify(state.published_keys(flavour.name))

    @blueprint.post("/token")
    def token() -> Any:
        """Exchange a code for an ID token."""
        return provider_of(flavour).create_token_response()

    return blueprint


def provider_of(flavour: Flavour) -> Provider:
    """Give the provider as the running application knows it."""
    provider: Provider = current_app.extensions[_extension(flavour)]
    return provider


def _extension(flavour: Flavour) -> str:
    return f"sandbox-{flavour.name}"


def _described(flavour: Flavour, claims: list[str]) -> dict[str, object]:
    base = flavour.issuer.rstrip("/")
    described: dict[str, object] = {
        "issuer": flavour.issuer,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/jwks",
        "scopes_supported": list(flavour.scopes),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "claims_supported": claims,
    }
    return described | ({"acr_values_supported": [flavour.acr]} if flavour.acr else {})
