"""The steps of a patient's sign-in by an issuer of the settings, for tests."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from fornya.people.issuers import Issuer, read
from tests.sandbox_process import Sandbox
from tooling.environment import freja

AMINA = "198506149825"
SPACE = "https://frejaeid.com/oidc/claims"
# An issuer that nobody has written code for: other names, one of them within an object, levels as addresses.
EIDAS = {
    "key": "eidas",
    "name": "Annat lands e-legitimation",
    "scopes": ["openid", "profile"],
    "personnummer": ["urn:example:person", "swedish", "number"],
    "given_name": ["urn:example:person", "first"],
    "surname": ["urn:example:person", "last"],
    "required": [
        {
            "claim": "acr",
            "accepted": ["urn:example:loa:substantial", "urn:example:loa:high"],
            "about": "assurance",
        }
    ],
}


class FrejaBrowser:
    """Opens Freja's page, approves or gives up, and stops where it is sent back to Förnya."""

    def approve(
        self,
        address: str,
        person: str = AMINA,
        *,
        country: str = "SE",
        level: str = "PLUS",
        assurance: str = "LOA3",
    ) -> dict[str, str]:
        form = {"person": person, "country": country, "level": level, "assurance": assurance}
        return self._press(address, form)

    def cancel(self, address: str) -> dict[str, str]:
        return self._press(address, {"cancel": "1"})

    def _press(self, address: str, form: dict[str, str]) -> dict[str, str]:
        answer = httpx.post(address, data=form, trust_env=False, verify=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def issuers(*rows: dict[str, Any]) -> tuple[Issuer, ...]:
    """Read settings as the service does at its start."""
    return read(json.dumps(rows))


def freja_of(sandbox: Sandbox, **changes: Any) -> dict[str, Any]:
    return freja(f"{sandbox.url}/freja/") | changes
