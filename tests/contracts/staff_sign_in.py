"""The steps of a staff sign-in, for tests: our client on one side, a very small browser on the other."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from fornya.integrations.http import Client
from fornya.integrations.oidc import Fault, NotSignedIn, OidcRelyingParty
from fornya.pages.login.staff import LOA3
from tests.sandbox_process import Sandbox

STATE, NONCE, VERIFIER = "state-1", "nonce-1", "v" * 64


class StaffBrowser:
    """Keeps cookies as a browser does, and stops where it is sent back to Förnya."""

    def __init__(self) -> None:
        self._http = httpx.Client(trust_env=False, verify=False, timeout=10)

    def page(self, address: str) -> httpx.Response:
        return self._http.get(address)

    def choose(self, address: str, hsa_id: str = "SE0000000000-E101") -> dict[str, str]:
        """Press a person's button; return the query the browser comes back to Förnya with."""
        return self._press(address, {"staff": hsa_id})

    def go_on(self, address: str) -> dict[str, str]:
        return self._press(address, {"continue": "1"})

    def cancel(self, address: str) -> dict[str, str]:
        return self._press(address, {"cancel": "1"})

    def _press(self, address: str, form: dict[str, str]) -> dict[str, str]:
        answer = self._http.post(address, data=form)
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def party_for(sandbox: Sandbox, **changes: Any) -> OidcRelyingParty:
    known: dict[str, Any] = {
        "issuer": f"{sandbox.url}/idp",
        "client_id": "fornya",
        "client_secret": "sandbox-secret",
        "redirect_uri": f"{sandbox.web}/personal/tillbaka",
        "scope": "openid commission",
        "acr_values": LOA3,
        "client": Client("staff_sign_in"),
    }
    return OidcRelyingParty(**(known | changes))


def sign_in(party: OidcRelyingParty, *, hsa_id: str = "SE0000000000-E101", **finish: Any) -> Any:
    params = StaffBrowser().choose(begin(party), hsa_id)
    return party.finish(**({"params": params, **expected()} | finish)).claims


def begin(party: OidcRelyingParty, **more: Any) -> str:
    return party.begin(state=STATE, nonce=NONCE, verifier=VERIFIER, **more)


def expected() -> dict[str, Any]:
    return {"state": STATE, "nonce": NONCE, "verifier": VERIFIER, "now": datetime.now(UTC)}


def assert_refused(fault: Fault, party: OidcRelyingParty, **finish: Any) -> None:
    with pytest.raises(NotSignedIn) as refused:
        sign_in(party, **finish)
    assert refused.value.fault is fault
