"""Begin a sign-in at the provider, and finish it when the browser comes back.

The caller makes `state`, `nonce` and `verifier` (43–128 letters and digits, from `secrets`), keeps them in
the server's session, and gives the same ones to `finish()`, once.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime
from urllib.parse import quote_plus, urlencode

from fornya.integrations.http import Client, Refused, json_of
from fornya.integrations.oidc.keys import Metadata, Provider
from fornya.integrations.oidc.messages import Fault, IdToken, NotSignedIn
from fornya.integrations.oidc.token import Expected, check, read


class OidcRelyingParty:
    """Us, as one provider knows us. Keeps the provider's metadata and keys; threads may share it.

    Where the provider tells the level of assurance in other claims than `acr`, `acr_values` is None, and
    the caller has to compare those claims.
    """

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        *,
        scope: str,
        acr_values: Collection[str] | None,
        client: Client,
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._scope = scope
        self._acr_values = None if acr_values is None else frozenset(acr_values)
        self._client = client
        self._provider = Provider(issuer, self._client)

    def begin(self, *, state: str, nonce: str, verifier: str, max_age: int | None = None) -> str:
        """Return the address to send the browser to; `max_age=0` makes the person sign in afresh.

        raises: NotSignedIn (the provider's own description is wrong), Refused, Unavailable
        """
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        if max_age is not None:
            query["max_age"] = str(max_age)
        if max_age == 0:
            # Some providers read max_age=0 as "no limit"; prompt=login is plain to all.
            query["prompt"] = "login"
        endpoint = self._provider.metadata().authorization_endpoint
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    def finish(
        self,
        *,
        params: Mapping[str, str],
        state: str,
        nonce: str,
        verifier: str,
        now: datetime,
        max_age: int | None = None,
    ) -> IdToken:
        """Return what the provider has signed of who signed in; `params` is the query the browser came with.

        Give `max_age` again where it was given to `begin()`: the provider's word for it is then checked.

        raises: NotSignedIn, Refused, Unavailable
        """
        metadata = self._provider.metadata()
        code = self._code(params, state, metadata)
        token = self._id_token(metadata, code, verifier)
        claims = read(token, self._provider.key)
        check(claims, Expected(self._issuer, self._client_id, nonce, self._acr_values, max_age, now))
        return IdToken(token, claims)

    def _code(self, params: Mapping[str, str], state: str, metadata: Metadata) -> str:
        if not hmac.compare_digest(params.get("state", "").encode(), state.encode()):
            raise NotSignedIn(Fault.STATE)
        named = params.get("iss")
        # RFC 9207: an answer from another provider than the one asked is a mix-up, even if it is an error.
        if (named is None and metadata.names_itself) or (named is not None and named != self._issuer):
            raise NotSignedIn(Fault.ISSUER_PARAMETER)
        if "error" in params:
            cancelled = params["error"] == "access_denied"
            raise NotSignedIn(Fault.CANCELLED if cancelled else Fault.PROVIDER_ERROR)
        if not params.get("code"):
            raise NotSignedIn(Fault.CODE)
        return params["code"]

    def _id_token(self, metadata: Metadata, code: str, verifier: str) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": verifier,
        }
        # RFC 6749 2.3.1: both halves are form-encoded before they become basic authentication.
        auth = (quote_plus(self._client_id), quote_plus(self._client_secret))
        try:
            answer = self._client.post(metadata.token_endpoint, data=form, auth=auth)
        except Refused:
            raise NotSignedIn(Fault.EXCHANGE) from None
        token = json_of(answer).get("id_token")
        if not isinstance(token, str):
            raise NotSignedIn(Fault.MALFORMED)
        return token


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a PKCE verifier (RFC 7636)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
