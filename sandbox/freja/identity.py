"""What Freja says about a person: the claims, by the scopes that were asked for."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.people import person

SPACE = "https://frejaeid.com/oidc"
COUNTRIES = {"SE": "Sverige", "NO": "Norge"}
LEVELS = {"BASIC": "Grundnivå (BASIC)", "EXTENDED": "Utökad nivå (EXTENDED)", "PLUS": "Freja+ (PLUS)"}
ASSURANCES = ("LOA1", "LOA2", "LOA3", "LOA3_NR")
SCOPES = (
    "openid",
    "profile",
    "email",
    *(
        f"{SPACE}/scopes/{name}"
        for name in (
            "personalIdentityNumber",
            "registrationLevel",
            "relyingPartyUserId",
            "transactionReference",
            "birthdate",
            "document",
        )
    ),
)
CLAIMS = ("personalIdentityNumber", "country", "registrationLevel", "loaLevel", "relyingPartyUserId")


@dataclass(frozen=True)
class Identity:
    """A person of people.toml with a Freja of some kind."""

    personnummer: str
    country: str = "SE"
    level: str = "PLUS"
    assurance: str = "LOA3"

    @property
    def is_known(self) -> bool:
        """Tell whether there is such a person and such a kind."""
        return (
            person(self.personnummer) is not None
            and self.country in COUNTRIES
            and self.level in LEVELS
            and self.assurance in ASSURANCES
        )

    def written(self) -> str:
        """Return the identity as text, for the code that stands for it."""
        return json.dumps(asdict(self))


def claims(subject: str, scopes: frozenset[str]) -> dict[str, Any] | None:
    """Return what a token says about an identity that was written."""
    who = Identity(**json.loads(subject))
    known = person(who.personnummer)
    if known is None:
        return None
    reference = hashlib.sha256(who.personnummer.encode()).hexdigest()[:24]
    said: dict[str, Any] = {"sub": reference}
    if "profile" in scopes:
        said |= {"name": known.name, "given_name": known.given_name, "family_name": known.surname}
    told = {
        "personalIdentityNumber": {"personalIdentityNumber": who.personnummer, "country": who.country},
        "registrationLevel": {"registrationLevel": who.level, "loaLevel": who.assurance},
        "relyingPartyUserId": {"relyingPartyUserId": reference},
    }
    for scope, values in told.items():
        if f"{SPACE}/scopes/{scope}" in scopes:
            said |= {f"{SPACE}/claims/{name}": value for name, value in values.items()}
    return said
