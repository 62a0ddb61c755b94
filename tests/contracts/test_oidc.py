"""Staff sign-in: our client against the sandbox's provider, right and wrong in every way we know."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from fornya.integrations.http import Unavailable
from fornya.integrations.oidc import Fault, NotSignedIn
from tests.contracts.staff_sign_in import (
    STATE,
    VERIFIER,
    StaffBrowser,
    assert_refused,
    begin,
    expected,
    party_for,
    sign_in,
)
from tests.sandbox_process import Sandbox


def test_a_doctor_comes_back_with_her_licence_prescriber_code_and_commissions(sandbox: Sandbox) -> None:
    claims = sign_in(party_for(sandbox))

    assert claims["sub"] == claims["employeeHsaId"] == "SE0000000000-E101"
    assert (claims["name"], claims["given_name"], claims["family_name"]) == ("Eva Läkare", "Eva", "Läkare")
    assert claims["acr"] == "http://id.sambi.se/loa/loa3"
    assert claims["healthcareProfessionalLicense"] == ["LK"]
    assert claims["personalPrescriptionCode"] == "9000019"
    assert claims["healthCareProviderHsaId"] == "SE0000000000-G0001"
    assert claims["allCommissions"][0] == {
        "commissionHsaId": "SE0000000000-C0001",
        "commissionName": "Läkare, Björkens vårdcentral",
        "commissionPurpose": "Vård och behandling",
        "healthCareUnitHsaId": "SE0000000000-V0001",
        "healthCareUnitName": "Björkens vårdcentral",
    }
    assert [one["commissionHsaId"][-5:] for one in claims["allCommissions"]] == ["C0001", "C0002"]


def test_a_nurse_comes_back_without_a_prescriber_code(sandbox: Sandbox) -> None:
    claims = sign_in(party_for(sandbox), hsa_id="SE0000000000-E102")

    assert claims["healthcareProfessionalLicense"] == ["SJ"]
    assert "personalPrescriptionCode" not in claims


def test_no_secret_of_the_sign_in_travels_in_the_address(sandbox: Sandbox) -> None:
    address = begin(party_for(sandbox))

    query = parse_qs(urlsplit(address).query)
    assert VERIFIER not in address
    assert "sandbox-secret" not in address
    assert query["code_challenge_method"] == ["S256"]


def test_a_wrong_verifier_is_refused_and_burns_the_code(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))

    with pytest.raises(NotSignedIn) as wrong:
        party.finish(params=params, **(expected() | {"verifier": "w" * 64}))
    with pytest.raises(NotSignedIn) as burnt:
        party.finish(params=params, **expected())

    assert wrong.value.fault is burnt.value.fault is Fault.EXCHANGE


def test_a_code_works_once(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))
    party.finish(params=params, **expected())

    with pytest.raises(NotSignedIn) as again:
        party.finish(params=params, **expected())

    assert again.value.fault is Fault.EXCHANGE


def test_a_code_is_worthless_after_a_minute(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))
    sandbox.control("idp/age-codes", seconds=61)

    with pytest.raises(NotSignedIn) as late:
        party.finish(params=params, **expected())

    assert late.value.fault is Fault.EXCHANGE


def test_a_wrong_client_secret_is_refused(sandbox: Sandbox) -> None:
    assert_refused(Fault.EXCHANGE, party_for(sandbox, client_secret="guess"))


def test_another_state_is_refused_before_the_code_is_used(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))

    with pytest.raises(NotSignedIn) as refused:
        party.finish(params=params, **(expected() | {"state": "somebody-elses"}))

    assert refused.value.fault is Fault.STATE
    assert party.finish(params=params, **expected()).claims["sub"] == "SE0000000000-E101"


@pytest.mark.parametrize("named", ["http://127.0.0.1:1/idp", None])
def test_an_answer_that_names_another_issuer_or_none_is_a_mix_up(sandbox: Sandbox, named: str | None) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))
    params.pop("iss")
    changed = params if named is None else params | {"iss": named}

    with pytest.raises(NotSignedIn) as refused:
        party.finish(params=changed, **expected())

    assert refused.value.fault is Fault.ISSUER_PARAMETER


def test_giving_up_at_the_provider_is_told_from_an_error(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().cancel(begin(party))

    with pytest.raises(NotSignedIn) as refused:
        party.finish(params=params, **expected())

    assert params["iss"] == f"{sandbox.url}/idp"
    assert refused.value.fault is Fault.CANCELLED


LONG_AGO = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
SOON = int((datetime.now(UTC) + timedelta(days=1)).timestamp())

SPOILT = [
    ({"claims": {"nonce": "another"}}, Fault.NONCE),
    ({"claims": {"nonce": None}}, Fault.NONCE),
    ({"claims": {"aud": "somebody-else"}}, Fault.AUDIENCE),
    ({"claims": {"aud": ["fornya", "somebody-else"]}}, Fault.AUDIENCE),
    ({"claims": {"azp": "somebody-else"}}, Fault.AUDIENCE),
    ({"claims": {"aud": None}}, Fault.AUDIENCE),
    ({"claims": {"iss": "http://127.0.0.1:1/idp"}}, Fault.ISSUER),
    ({"claims": {"exp": LONG_AGO}}, Fault.EXPIRED),
    ({"claims": {"exp": None}}, Fault.EXPIRED),
    ({"claims": {"iat": SOON}}, Fault.ISSUED_AT),
    ({"claims": {"iat": LONG_AGO}}, Fault.ISSUED_AT),
    ({"claims": {"nbf": SOON}}, Fault.ISSUED_AT),
    ({"claims": {"sub": None}}, Fault.SUBJECT),
    ({"claims": {"acr": "http://id.sambi.se/loa/loa2"}}, Fault.ASSURANCE),
    ({"claims": {"acr": None}}, Fault.ASSURANCE),
    ({"alg": "none"}, Fault.ALGORITHM),
    ({"alg": "HS256"}, Fault.ALGORITHM),
    ({"key": "foreign"}, Fault.SIGNATURE),
]


# Named by place: a name with a time in it differs between the processes that share the tests.
@pytest.mark.parametrize(
    ("plan", "fault"), SPOILT, ids=[f"{place}-{fault}" for place, (_, fault) in enumerate(SPOILT)]
)
def test_a_token_that_is_wrong_in_one_way_signs_nobody_in(
    sandbox: Sandbox, plan: dict[str, Any], fault: Fault
) -> None:
    sandbox.control("idp/spoil", **plan)

    assert_refused(fault, party_for(sandbox))


def test_a_token_for_two_audiences_is_accepted_when_it_was_made_for_us(sandbox: Sandbox) -> None:
    sandbox.control("idp/spoil", claims={"aud": ["fornya", "somebody-else"], "azp": "fornya"})

    assert sign_in(party_for(sandbox))["azp"] == "fornya"


def test_new_keys_are_fetched_when_a_token_names_one_we_do_not_know(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    sign_in(party)
    sandbox.control("idp/rotate")

    assert sign_in(party)["sub"] == "SE0000000000-E101"


def test_keys_and_metadata_are_not_fetched_for_every_sign_in(sandbox: Sandbox) -> None:
    party = party_for(sandbox)
    sign_in(party)
    fetched = sandbox.log.count("GET /idp/jwks"), sandbox.log.count("GET /idp/.well-known")

    sign_in(party)

    assert fetched == (sandbox.log.count("GET /idp/jwks"), sandbox.log.count("GET /idp/.well-known"))


def test_a_sign_in_that_is_too_old_is_not_good_enough_for_signing(sandbox: Sandbox) -> None:
    two_hours_ago = int((datetime.now(UTC) - timedelta(hours=2)).timestamp())
    party = party_for(sandbox)
    sandbox.control("idp/spoil", claims={"auth_time": two_hours_ago})
    assert_refused(Fault.TOO_OLD, party, max_age=600)

    sandbox.control("idp/spoil", claims={"auth_time": None})
    assert_refused(Fault.TOO_OLD, party, max_age=600)

    assert sign_in(party, max_age=0)["sub"] == "SE0000000000-E101"


def test_the_provider_keeps_a_sign_in_but_not_when_a_fresh_one_is_asked_for(sandbox: Sandbox) -> None:
    party, browser = party_for(sandbox), StaffBrowser()
    first = party.finish(params=browser.choose(begin(party)), **expected()).claims

    again = party.finish(params=browser.go_on(begin(party)), **expected()).claims

    assert again["auth_time"] == first["auth_time"]
    assert "Fortsätt som Eva Läkare" in browser.page(begin(party)).text
    assert "Fortsätt som" not in browser.page(begin(party, max_age=0)).text


@pytest.mark.parametrize("mode", ["down", "error500", "429", "drop_answer"])
def test_a_provider_that_does_not_answer_is_unavailable_and_not_a_refusal(
    sandbox: Sandbox, mode: str
) -> None:
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))
    sandbox.control("faults", service="idp", mode=mode)

    with pytest.raises(Unavailable):
        party.finish(params=params, **expected())


def test_the_id_token_is_signed_with_rs256_by_a_published_key(sandbox: Sandbox) -> None:
    published = httpx.get(f"{sandbox.url}/idp/jwks", trust_env=False).json()["keys"]
    party = party_for(sandbox)
    params = StaffBrowser().choose(begin(party))

    answer = httpx.post(
        f"{sandbox.url}/idp/token",
        data={
            "grant_type": "authorization_code",
            "code": params["code"],
            "redirect_uri": f"{sandbox.web}/personal/tillbaka",
            "code_verifier": VERIFIER,
            "client_id": "fornya",
            "client_secret": "sandbox-secret",
        },
        trust_env=False,
    )

    header = json.loads(base64.urlsafe_b64decode(answer.json()["id_token"].split(".")[0] + "=="))
    assert header["alg"] == "RS256"
    assert header["kid"] in {key["kid"] for key in published}
    assert not any("d" in key for key in published)


def changed(address: str, **query: str | None) -> str:
    parts = urlsplit(address)
    values = {name: value[0] for name, value in parse_qs(parts.query).items()} | query
    kept = {name: value for name, value in values.items() if value is not None}
    return parts._replace(query=str(httpx.QueryParams(kept))).geturl()


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"nonce": None}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"prompt": "none"}, "login_required"),
        ({"max_age": "soon"}, "invalid_request"),
    ],
)
def test_the_provider_sends_a_wrong_request_back_with_its_error(
    sandbox: Sandbox, query: dict[str, str | None], error: str
) -> None:
    address = changed(begin(party_for(sandbox)), **query)

    answer = httpx.get(address, trust_env=False)

    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.headers["location"].startswith(f"{sandbox.web}/personal/tillbaka?")
    assert back["error"] == [error]
    assert back["state"] == [STATE]
    assert back["iss"] == [f"{sandbox.url}/idp"]


@pytest.mark.parametrize("extra", ["/", "?x=1", "x"])
def test_the_provider_never_redirects_to_an_address_it_does_not_know(sandbox: Sandbox, extra: str) -> None:
    known = f"{sandbox.web}/personal/tillbaka"

    answer = httpx.get(changed(begin(party_for(sandbox)), redirect_uri=known + extra), trust_env=False)

    assert answer.status_code == 400
    assert "location" not in answer.headers
