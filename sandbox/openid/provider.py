"""The OpenID Connect rules of a provider, as Authlib wants them put; what differs is a `Flavour`."""

import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, InvalidRequestError, OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, current_app
from joserfc.jwk import RSAKey

from sandbox.openid import state
from sandbox.openid.spoil import spoil
from sandbox.place import Place

# Authlib refuses plain HTTP otherwise; the sandbox never leaves this machine.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"


def place() -> Place:
    """Return where the running sandbox stands."""
    here: Place = current_app.config["PLACE"]
    return here


@dataclass(frozen=True)
class Flavour:
    """What one provider is: its place, its one client, and what it says about whom.

    `claims` is given the subject and the scopes, and gives None for somebody unknown.
    """

    name: str
    path: str
    client_id: str
    client_secret: str
    callback: str
    scopes: tuple[str, ...]
    claims: Callable[[str, frozenset[str]], dict[str, Any] | None]
    acr: str = ""
    amr: str = ""

    @property
    def issuer(self) -> str:
        """Return the issuer, as tokens and answers name it."""
        return place().url + self.path


class Client(ClientMixin):  # type: ignore[misc]
    """The one client: the Förnya this sandbox belongs to."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour

    def get_client_id(self) -> str:
        """Return the client's name."""
        return self.flavour.client_id

    def get_default_redirect_uri(self) -> str:
        """Return nothing: the address must be stated."""
        return ""

    def get_allowed_scope(self, scope: str) -> str:
        """Return the scopes asked for that exist."""
        return " ".join(one for one in (scope or "").split() if one in self.flavour.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether the address is exactly the registered one."""
        return redirect_uri == place().web + self.flavour.callback

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare without telling how much was right."""
        return secrets.compare_digest(client_secret.encode(), self.flavour.client_secret.encode())

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Allow the two ways of sending a secret."""
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        """Allow only codes."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Allow only codes."""
        return grant_type == "authorization_code"


class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
    """Codes that live a minute and work once."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        """Keep a code with all that it is bound to."""
        data = request.payload.data
        signed_in: state.SignIn = request.user
        flavour: Flavour = self.server.flavour
        state.keep_code(
            state.Code(
                flavour.name,
                code,
                time.time() + state.CODE_LIFETIME,
                request.client.get_client_id(),
                request.payload.redirect_uri,
                request.scope,
                data["nonce"],
                signed_in.auth_time,
                signed_in.subject,
                flavour.acr,
                flavour.amr,
                data["code_challenge"],
                data["code_challenge_method"],
            )
        )

    def query_authorization_code(self, code: str, client: Client) -> state.Code | None:
        """Take the code; a second try with it, right or wrong, finds nothing."""
        return state.take_code(self.server.flavour.name, code, client.get_client_id())

    def delete_authorization_code(self, authorization_code: state.Code) -> None:
        """Do nothing: the code went when it was taken."""

    def authenticate_user(self, authorization_code: state.Code) -> dict[str, Any] | None:
        """Return what is to be said about whom the code stands for."""
        scopes = frozenset(authorization_code.scope.split())
        flavour: Flavour = self.server.flavour
        return flavour.claims(authorization_code.subject, scopes)


class Challenge(CodeChallenge):  # type: ignore[misc]
    """PKCE that every request must carry, with S256 and nothing else."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Grant, redirect_uri: str) -> None:
        """Refuse a request without challenge; Authlib lets clients with a secret go without."""
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with S256 is required.")
        super().validate_code_challenge(grant, redirect_uri)


class MaxAge:
    """The age limit of an earlier sign-in, which Authlib leaves to us."""

    def __call__(self, grant: Grant) -> None:
        """Have the request's max_age looked at with the rest of it."""
        grant.register_hook("after_validate_authorization_request_payload", self.validate)

    def validate(self, grant: Grant, redirect_uri: str) -> None:
        """Refuse what is not a number of seconds."""
        if not grant.request.payload.data.get("max_age", "0").isdecimal():
            raise InvalidRequestError("max_age must be a number of seconds.")


class IdToken(OpenIDCode):  # type: ignore[misc]
    """ID tokens signed by our newest key, right or as wrong as a test has asked for."""

    def __init__(self, flavour: Flavour) -> None:
        super().__init__(require_nonce=True)
        self.flavour = flavour

    def exists_nonce(self, nonce: str, request: OAuth2Request) -> bool:
        """Accept any nonce: codes are single use, so a nonce cannot be played again."""
        return False

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        """Return the key to sign with."""
        return state.signing_key(self.flavour.name)

    def get_encode_header(self, client: Client) -> dict[str, Any]:
        """Name the key in the header."""
        return {"alg": "RS256", "kid": state.signing_key(self.flavour.name).kid}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        """Return the claims that are the same for everybody."""
        return {
            "iss": self.flavour.issuer,
            "aud": self.flavour.client_id,
            "exp": int(time.time()) + 300,
        }

    def generate_user_info(self, user: dict[str, Any], scope: str) -> dict[str, Any]:
        """Return the claims about the person."""
        return user

    def encode_id_token(self, token: dict[str, Any], request: OAuth2Request) -> str:
        """Sign the token, then spoil it if that was asked for."""
        good: str = super().encode_id_token(token, request)
        plan = state.take_spoil(self.flavour.name)
        return spoil(good, plan, state.signing_key(self.flavour.name)) if plan else good


class Issuer(IssuerParameter):  # type: ignore[misc]
    """Names the issuer on the way back (RFC 9207), against mix-ups."""

    def __init__(self, flavour: Flavour) -> None:
        self.flavour = flavour

    def get_issuer(self) -> str:
        """Return our issuer."""
        return self.flavour.issuer


class Provider(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server, with one client and no stored access tokens."""

    def __init__(self, flavour: Flavour) -> None:
        super().__init__()
        self.flavour = flavour

    def query_client(self, client_id: str) -> Client | None:
        """Find a client."""
        return Client(self.flavour) if client_id == self.flavour.client_id else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Keep nothing: the access token opens nothing here."""

    def refuse(self, error: OAuth2Error) -> Response:
        """Send an error back to the client's address; answer plainly when that is not known."""
        answer: Response = self.handle_error_response(None, error)
        Issuer(self.flavour).add_issuer_parameter(self, answer)
        return answer


def register(app: Flask, flavour: Flavour) -> Provider:
    """Make one provider of an application."""
    provider = Provider(flavour)
    provider.init_app(app)
    provider.register_grant(Grant, [Challenge(required=True), MaxAge(), IdToken(flavour)])
    provider.register_extension(Issuer(flavour))
    return provider
