"""Attacks on signing in by OpenID Connect: patients with Freja+, staff at their provider."""

import time
from typing import Any

import pytest
from django.conf import settings

from fornya.integrations.oidc import NotSignedIn
from fornya.pages.login import other, staff
from tests.attacks.held_off import held_off_by
from tests.attacks.scenes import copy_of, nobody, only
from tests.browser import Browser
from tests.contracts.patient_sign_in import freja_of, issuers
from tests.mutants import Change

OIDC, PAGES, PEOPLE = "fornya.integrations.oidc", "fornya.pages.login", "fornya.people"
AN_HOUR = 3600

STATE = Change(OIDC, 'not hmac.compare_digest(params.get("state", "").encode(), state.encode())', "False")
NAMED_ISSUER = Change(
    OIDC,
    "(named is None and metadata.names_itself) or (named is not None and named != self._issuer)",
    "False",
)
VERIFIER = Change(PAGES, "secrets.token_urlsafe(64)", '"v" * 64')
NONCE = Change(OIDC, '_same(claims.get("nonce"), expected.nonce)', "True")
ISSUER = Change(OIDC, 'claims.get("iss") == expected.issuer', "True")
AUDIENCE = Change(OIDC, "_meant_for(claims, expected.client_id)", "True")
PARTY = Change(OIDC, "party == client_id if party is not None or len(audiences) > 1 else True", "True")
EXPIRY = Change(OIDC, '_number(claims, "exp", Fault.EXPIRED) > now - SKEW', "True")
ISSUED = Change(OIDC, "now - OLDEST < issued_at < now + SKEW", "True")
SUBJECT = Change(OIDC, 'isinstance(subject, str) and subject != ""', "True")
ASSURANCE = Change(OIDC, 'claims.get("acr") in expected.acr_values', "True")
ALGORITHM = Change(OIDC, 'header.get("alg") not in ALGORITHMS', "False")
KEY = Change(OIDC, "key_for(kid if isinstance(kid, str) else None)", "None")
SIGNATURE = Change(
    OIDC,
    "dict(jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims)",
    "__import__('json').loads(jws.extract_compact(token.encode()).payload)",
)
KEYS_READ_ANEW = Change(OIDC, "self._keys = None", "pass")
ONE_USE = Change(PAGES, "answer.delete_cookie(settings.SIGN_IN_COOKIE, samesite='Lax')", "None")
IN_TIME = Change(PAGES, "request.now.timestamp() - made.at > MINUTES_TO_SIGN_IN * 60", "False")
PURPOSE = Change(PAGES, 'f"patient-sign-in:{issuer.key}"', '"staff-sign-in"')
DEMANDS = Change(PEOPLE, "text_at(claims, one.claim) not in one.accepted", "False")
CARE_ONLY = Change(PEOPLE, 'row.get("commissionPurpose") == CARE', "True")

DAY = 24 * 3600


def now() -> int:
    return int(time.time())


def refused(openid: Any, fault: str, **plan: Any) -> None:
    """Sign in with a token that is wrong in one way."""
    openid.spoil(**plan)

    answer = openid.sign_in(Browser())

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, [fault])


@held_off_by(STATE)
@pytest.mark.parametrize("state", ["forged", "", "å"])
def test_a_forged_state(openid, state):
    browser = Browser()
    params = openid.approve(openid.set_out(browser))

    answer = openid.come_back(browser, params | {"state": state})

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, ["state"])


@held_off_by(STATE, behind=(VERIFIER, NONCE))
def test_the_attackers_own_answer_brought_to_the_victims_browser(openid):
    # The victim would write into the attacker's pages.
    victim = Browser()
    attackers = openid.approve(openid.set_out(Browser()))
    from_nowhere = openid.come_back(Browser(), attackers)
    openid.set_out(victim)

    answer = openid.come_back(victim, attackers)

    nobody()
    assert (from_nowhere.status_code, answer.status_code) == (400, 400)
    assert openid.refused_for() == ["not_from_here", "state"]


@held_off_by(STATE, behind=(VERIFIER, NONCE))
def test_a_swapped_cookie(openid):
    one, two = Browser(), Browser()
    ones = openid.approve(openid.set_out(one))
    openid.set_out(two)
    one.client.cookies[settings.SIGN_IN_COOKIE] = two.client.cookies[settings.SIGN_IN_COOKIE].value

    answer = openid.come_back(one, ones)

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, ["state"])


@held_off_by(VERIFIER, behind=(NONCE,))
def test_a_stolen_code_in_the_thiefs_own_sign_in(openid):
    # What PKCE is for: the code was made for the victim's verifier.
    thief = Browser()
    stolen = openid.approve(openid.set_out(Browser()))["code"]
    params = openid.approve(openid.set_out(thief))

    answer = openid.come_back(thief, params | {"code": stolen})

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, ["exchange"])


@held_off_by(ONE_USE, lets_in=False)
def test_a_replayed_return(openid):
    browser = Browser()
    params = openid.approve(openid.set_out(browser))
    thief = copy_of(browser)
    openid.come_back(browser, params)

    again, stolen = openid.come_back(browser, params), openid.come_back(thief, params)

    only(1)
    assert (again.status_code, stolen.status_code) == (400, 400)
    assert openid.refused_for() == ["not_from_here", "exchange"]


@held_off_by(IN_TIME)
def test_a_return_that_comes_too_late(openid):
    browser = Browser()
    params = openid.approve(openid.set_out(browser))
    openid.grow_old(browser, minutes=11)

    answer = openid.come_back(browser, params)

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, ["too_late"])


@held_off_by(NAMED_ISSUER)
@pytest.mark.parametrize("named", ["https://evil.example/", "", None])
def test_a_mix_up_of_providers(openid, named):
    browser = Browser()
    params = openid.approve(openid.set_out(browser))
    del params["iss"]

    answer = openid.come_back(browser, params if named is None else params | {"iss": named})

    nobody()
    assert (answer.status_code, openid.refused_for()) == (400, ["issuer_parameter"])


@held_off_by(PURPOSE, lets_in=False)
def test_what_freja_said_brought_to_the_staffs_door_and_back(freja, staffs):
    patient, member = Browser(), Browser()
    frejas, theirs = freja.approve(freja.set_out(patient)), staffs.approve(staffs.set_out(member))

    answers = [staffs.come_back(patient, frejas), freja.come_back(member, theirs)]

    nobody()
    assert [answer.status_code for answer in answers] == [400, 400]
    assert freja.refused_for() == ["not_from_here", "not_from_here"]


@held_off_by(Change(PAGES, 'f"patient-sign-in:{issuer.key}"', '"patient-sign-in"'), lets_in=False)
def test_what_one_issuer_of_patients_said_brought_to_another(freja, settings):
    other_one = freja_of(freja.sandbox, key="other", name="Annan", issuer=f"{freja.sandbox.url}/idp")
    settings.PATIENT_ISSUERS = (*settings.PATIENT_ISSUERS, *issuers(other_one))
    browser = Browser()
    params = freja.approve(freja.set_out(browser))

    freja.back = freja.back.replace("freja", "other")
    answer = freja.come_back(browser, params)

    nobody()
    assert (answer.status_code, freja.refused_for()) == (400, ["not_from_here"])


@held_off_by(NONCE)
@pytest.mark.parametrize("nonce", ["another", "", None, True])
def test_a_wrong_nonce(openid, nonce):
    refused(openid, "nonce", claims={"nonce": nonce})


@held_off_by(ISSUER)
@pytest.mark.parametrize("issuer", ["https://evil.example/", None])
def test_a_wrong_issuer(openid, issuer):
    refused(openid, "issuer", claims={"iss": issuer})


@held_off_by(AUDIENCE)
@pytest.mark.parametrize("audience", ["another", ["another"], [], None])
def test_a_wrong_audience(openid, audience):
    refused(openid, "audience", claims={"aud": audience})


@held_off_by(PARTY)
def test_a_token_that_was_made_for_another_party(openid):
    refused(openid, "audience", claims={"azp": "another"})


@held_off_by(ALGORITHM, behind=(KEY, SIGNATURE))
def test_alg_none(openid):
    refused(openid, "algorithm", alg="none")


@held_off_by(ALGORITHM, behind=(SIGNATURE,))
def test_hs256_with_the_public_key(openid):
    refused(openid, "algorithm", alg="HS256")


@held_off_by(SIGNATURE)
def test_a_signature_of_a_foreign_key(openid):
    refused(openid, "signature", key="foreign")


@held_off_by(EXPIRY)
@pytest.mark.parametrize("at", [-DAY, None])
def test_an_expired_token(openid, at):
    refused(openid, "expired", claims={"exp": at and now() + at})


@held_off_by(ISSUED)
@pytest.mark.parametrize("at", [-DAY, DAY])
def test_a_token_of_another_day(openid, at):
    refused(openid, "issued_at", claims={"iat": now() + at})


@held_off_by(SUBJECT)
@pytest.mark.parametrize("subject", [None, ""])
def test_a_token_about_nobody(openid, subject):
    refused(openid, "subject", claims={"sub": subject})


@held_off_by(KEYS_READ_ANEW, lets_in=False)
def test_a_key_that_the_provider_has_taken_back(openid, monkeypatch):
    provider = (
        staff.provider() if openid.control == "idp" else other.party_of(settings.PATIENT_ISSUERS[0])
    )._provider
    openid.sign_in(Browser())
    (stolen,) = {key.kid for key in provider._keys.keys} & {_newest(provider)}
    for _key in range(2):
        openid.sandbox.control(f"{openid.control}/rotate")
    monkeypatch.setattr(provider, "_read_at", provider._read_at - AN_HOUR - 1)

    with pytest.raises(NotSignedIn):
        provider.key(stolen)


def _newest(provider: Any) -> str:
    return str(provider._keys.keys[0].kid)


@held_off_by(DEMANDS)
@pytest.mark.parametrize("kind", [{"assurance": "LOA2"}, {"level": "EXTENDED"}, {"country": "NO"}])
def test_a_freja_that_is_not_good_enough(freja, kind):
    browser = Browser()

    answer = freja.come_back(browser, freja.approve(freja.set_out(browser), **kind))

    nobody()
    assert answer.status_code == 403


@held_off_by(ASSURANCE)
@pytest.mark.parametrize("acr", ["http://id.sambi.se/loa/loa2", "", None])
def test_a_member_of_staff_without_the_assurance(staffs, acr):
    refused(staffs, "assurance", claims={"acr": acr})


@held_off_by(CARE_ONLY)
def test_a_member_of_staff_whose_commission_is_not_for_care(staffs):
    commission = {
        "commissionHsaId": "SE0000000000-C0003",
        "commissionName": "Kvalitet",
        "commissionPurpose": "Kvalitetssäkring",
        "healthCareUnitHsaId": "SE0000000000-V0001",
    }
    staffs.spoil(claims={"allCommissions": [commission]})

    answer = staffs.sign_in(Browser())

    nobody()
    assert answer.status_code == 403
