"""Staff sign-in when the provider itself answers oddly: nobody is signed in, and it is said why."""

from typing import Any

import httpx
import pytest

from fornya.integrations.http import Client
from fornya.integrations.oidc import Fault, NotSignedIn
from tests.contracts.staff_sign_in import STATE, assert_refused, begin, expected, party_for
from tests.sandbox_process import Sandbox


def test_another_issuers_metadata_is_not_believed(sandbox: Sandbox) -> None:
    content = {"issuer": "http://127.0.0.1:1/idp"}
    party = party_for(sandbox, client=changing("/.well-known/openid-configuration", content))

    with pytest.raises(NotSignedIn) as refused:
        begin(party)

    assert refused.value.fault is Fault.METADATA


@pytest.mark.parametrize(
    "content",
    [
        {"authorization_endpoint": None},
        {"token_endpoint": 7},
        {"jwks_uri": ["x"]},
    ],
)
def test_metadata_without_its_addresses_is_not_believed(sandbox: Sandbox, content: dict[str, Any]) -> None:
    party = party_for(sandbox, client=changing("/.well-known/openid-configuration", content))

    with pytest.raises(NotSignedIn) as refused:
        begin(party)

    assert refused.value.fault is Fault.METADATA


UNUSABLE = [None, [], [7], [{"kty": "oct", "k": "c2VjcmV0", "kid": "x"}], [{"kty": "RSA", "kid": "x"}]]


@pytest.mark.parametrize("keys", UNUSABLE)
def test_a_key_list_without_a_usable_key_signs_nobody_in(sandbox: Sandbox, keys: object) -> None:
    assert_refused(Fault.KEYS, party_for(sandbox, client=changing("/jwks", {"keys": keys})))


@pytest.mark.parametrize("token", [None, 7, "", "not.a.token", "x"])
def test_an_answer_without_a_readable_id_token_signs_nobody_in(sandbox: Sandbox, token: object) -> None:
    party = party_for(sandbox, client=changing("/token", {"id_token": token}))

    assert_refused(Fault.MALFORMED, party)


def test_an_answer_without_a_code_signs_nobody_in(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = {"state": STATE, "iss": f"{sandbox.url}/idp"}

    with pytest.raises(NotSignedIn) as refused:
        party.finish(params=params, **expected())

    assert refused.value.fault is Fault.CODE


def changing(path: str, content: dict[str, Any]) -> Client:
    """Let everything through to the provider, and change its answer at one address."""

    def pass_on(request: httpx.Request) -> httpx.Response:
        with httpx.Client(trust_env=False) as direct:
            headers = {
                name: value for name, value in request.headers.items() if name.lower() != "accept-encoding"
            }
            answer = direct.request(
                request.method, str(request.url), content=request.content, headers=headers
            )
        if request.url.path.endswith(path):
            return httpx.Response(200, json=answer.json() | content)
        return httpx.Response(answer.status_code, content=answer.content)

    return Client("test", transport=httpx.MockTransport(pass_on))
