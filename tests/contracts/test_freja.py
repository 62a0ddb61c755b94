"""Patients' sign-in by OpenID Connect against the sandbox's Freja: what is said, and to whom."""

from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from fornya.integrations.http import Client
from fornya.integrations.oidc import Fault, NotSignedIn, OidcRelyingParty
from fornya.people.issuers import About
from tests.contracts.patient_sign_in import AMINA, SPACE, FrejaBrowser, freja_of, issuers
from tests.contracts.staff_sign_in import begin, expected
from tests.sandbox_process import Sandbox

CALLBACK = "/logga-in/med/freja/tillbaka"


def party_for(sandbox: Sandbox, **changes: Any) -> OidcRelyingParty:
    asked = freja_of(sandbox)
    known: dict[str, Any] = {
        "issuer": asked["issuer"],
        "client_id": asked["client_id"],
        "client_secret": asked["client_secret"],
        "redirect_uri": sandbox.web + CALLBACK,
        "scope": " ".join(asked["scopes"]),
        "acr_values": None,
        "client": Client("test"),
    }
    return OidcRelyingParty(**(known | changes))


def claims_of(party: OidcRelyingParty, **kind: str) -> Any:
    return party.finish(params=FrejaBrowser().approve(begin(party), **kind), **expected()).claims


def test_a_patient_comes_back_with_number_name_and_what_kind_of_freja_it_is(sandbox: Sandbox) -> None:
    claims = claims_of(party_for(sandbox))

    assert claims["iss"] == f"{sandbox.url}/freja/"
    assert claims[f"{SPACE}/personalIdentityNumber"] == AMINA
    assert (claims["given_name"], claims["family_name"]) == ("Amina", "Exempel")
    kind = [claims[f"{SPACE}/{name}"] for name in ("country", "registrationLevel", "loaLevel")]
    assert kind == ["SE", "PLUS", "LOA3"]
    assert claims["sub"] != AMINA


def test_freja_says_only_what_was_asked_for(sandbox: Sandbox) -> None:
    claims = claims_of(party_for(sandbox, scope="openid"))

    assert not [name for name in claims if name.startswith(SPACE) or "name" in name]


@pytest.mark.parametrize("country", ["SE", "NO"])
@pytest.mark.parametrize("level", ["BASIC", "EXTENDED", "PLUS"])
@pytest.mark.parametrize("assurance", ["LOA1", "LOA2", "LOA3", "LOA3_NR"])
def test_only_one_kind_of_freja_is_good_enough(
    sandbox: Sandbox, country: str, level: str, assurance: str
) -> None:
    (issuer,) = issuers(freja_of(sandbox))
    claims = claims_of(party_for(sandbox), country=country, level=level, assurance=assurance)

    wanted = {About.COUNTRY: country == "SE", About.REGISTRATION: level == "PLUS"}
    wanted |= {About.ASSURANCE: assurance == "LOA3"}
    assert issuer.unmet(claims) == tuple(about for about, good in wanted.items() if not good)


def test_a_code_of_freja_is_nothing_to_the_staffs_provider(sandbox: Sandbox) -> None:
    params = FrejaBrowser().approve(begin(party_for(sandbox)))
    staffs = {"issuer": f"{sandbox.url}/idp", "client_id": "fornya", "client_secret": "sandbox-secret"}
    staff = party_for(sandbox, **staffs)

    with pytest.raises(NotSignedIn) as mixed:
        staff.finish(params=params, **expected())
    with pytest.raises(NotSignedIn) as disguised:
        staff.finish(params=params | {"iss": f"{sandbox.url}/idp"}, **expected())

    assert (mixed.value.fault, disguised.value.fault) == (Fault.ISSUER_PARAMETER, Fault.EXCHANGE)


def test_the_two_providers_sign_with_keys_of_their_own(sandbox: Sandbox) -> None:
    claims_of(party_for(sandbox))
    kids = [
        {key["kid"] for key in httpx.get(f"{sandbox.url}/{name}/jwks", trust_env=False).json()["keys"]}
        for name in ("idp", "freja")
    ]

    assert all(kids)
    assert not kids[0] & kids[1]


def test_a_wrong_verifier_is_refused(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = FrejaBrowser().approve(begin(party))

    with pytest.raises(NotSignedIn) as refused:
        party.finish(params=params, **(expected() | {"verifier": "w" * 64}))

    assert refused.value.fault is Fault.EXCHANGE


def test_freja_never_sends_anybody_to_an_address_it_does_not_know(sandbox: Sandbox) -> None:
    address = begin(party_for(sandbox, redirect_uri=sandbox.web + "/logga-in/med/eidas/tillbaka"))

    answer = httpx.get(address, trust_env=False)

    assert (answer.status_code, "location" in answer.headers) == (400, False)


@pytest.mark.parametrize("wrong", [{"person": "199001010000"}, {"country": "XX"}, {"assurance": "LOA4"}])
def test_a_kind_of_freja_that_there_is_none_of_shows_the_page_again(
    sandbox: Sandbox, wrong: dict[str, str]
) -> None:
    form = {"person": AMINA, "country": "SE", "level": "PLUS", "assurance": "LOA3"} | wrong

    answer = httpx.post(begin(party_for(sandbox)), data=form, trust_env=False)

    assert (answer.status_code, "Vem loggar in med Freja?" in answer.text) == (200, True)
    assert urlsplit(str(answer.url)).path == "/freja/authorize"
