"""Another e-ID is settings: read whole, or refused with one sentence that says what to put right."""

import json
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from fornya.config import environment
from fornya.people.issuers import About, NotAnIssuer, name_at, read, text_at
from tooling.environment import freja

GOOD = freja("https://oidc.example/")
LEVEL = {"claim": "level", "accepted": ["3"], "about": "assurance"}


def wrong(**changes: Any) -> str:
    with pytest.raises(NotAnIssuer) as refused:
        read(json.dumps([GOOD | changes]))
    return str(refused.value)


def test_an_issuer_is_read_whole_and_keeps_its_secret_to_itself():
    (issuer,) = read(json.dumps([GOOD]))

    assert (issuer.key, issuer.name, issuer.issuer) == ("freja", "Freja+", "https://oidc.example/")
    assert issuer.given_name == ("given_name",)
    assert [one.about for one in issuer.required] == [About.COUNTRY, About.REGISTRATION, About.ASSURANCE]
    assert issuer.client_secret == "sandbox-freja"
    assert "sandbox-freja" not in repr(issuer)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"key": "Freja+"}, "small letters"),
        ({"key": "a/b"}, "small letters"),
        ({"name": " "}, "name of issuer 1"),
        ({"name": 7}, "name of issuer 1"),
        ({"issuer": "http://oidc.example/"}, "https://"),
        ({"issuer": "https://oidc.example/?x=1"}, "https://"),
        ({"issuer": "https://[x"}, "https://"),
        ({"client_secret": ""}, "client_secret"),
        ({"scopes": "openid"}, "list of texts"),
        ({"scopes": ["profile"]}, "openid"),
        ({"personnummer": []}, "personnummer"),
        ({"surname": [7]}, "surname"),
        ({"required": []}, "assurance"),
        ({"required": {}}, "list"),
        ({"required": [LEVEL | {"about": "country"}]}, "assurance"),
        ({"required": [LEVEL | {"about": "mood"}]}, "one of country"),
        ({"required": [LEVEL | {"about": ["assurance"]}]}, "about"),
        ({"required": [LEVEL | {"accepted": []}]}, "accepted"),
        ({"required": [LEVEL | {"accepted": "3"}]}, "accepted"),
        ({"required": [LEVEL | {"more": 1}]}, "exactly these"),
        ({"required": ["level"]}, "exactly these"),
        ({"colour": "blue"}, "exactly these"),
    ],
)
def test_an_odd_entry_is_refused_in_a_plain_sentence(changes, said):
    assert said in wrong(**changes)


@pytest.mark.parametrize(
    ("text", "said"), [("{}", "a list"), ("[", "not JSON"), ("", "not JSON"), ("[7]", "exactly these")]
)
def test_a_setting_that_is_no_list_of_issuers_is_refused(text, said):
    with pytest.raises(NotAnIssuer, match=said):
        read(text)


@pytest.mark.parametrize("same", ["key", "name", "issuer"])
def test_two_issuers_are_told_apart_by_all_that_people_and_addresses_show(same):
    other = GOOD | {"key": "b", "name": "B", "issuer": "https://b.example"}

    with pytest.raises(NotAnIssuer, match=f"same {same}"):
        read(json.dumps([GOOD, other | {same: GOOD[same]}]))


def test_the_start_ends_with_the_settings_name_and_no_secret(monkeypatch):
    monkeypatch.setenv("PATIENT_ISSUERS", json.dumps([GOOD | {"scopes": ["profile"]}]))

    with pytest.raises(ImproperlyConfigured, match=r"PATIENT_ISSUERS cannot be used: scopes") as refused:
        environment.issuers("PATIENT_ISSUERS")

    assert "sandbox-freja" not in str(refused.value)


def test_no_setting_is_no_issuer(monkeypatch):
    monkeypatch.delenv("PATIENT_ISSUERS", raising=False)

    assert environment.issuers("PATIENT_ISSUERS") == ()


@pytest.mark.parametrize(
    ("claims", "found"),
    [
        ({"a": {"b": "x"}}, "x"),
        ({"a": {"b": ["x"]}}, ""),
        ({"a": "b"}, ""),
        ({"a": None}, ""),
        ({}, ""),
        ({"a.b": "x"}, ""),
    ],
)
def test_a_claim_is_found_by_its_path_or_is_nothing(claims, found):
    assert text_at(claims, ("a", "b")) == found


@pytest.mark.parametrize(
    ("name", "kept"), [(" Åsa ", "Åsa"), ("a" * 81, ""), ("A\x00", ""), ("A\nB", ""), ("", ""), (None, "")]
)
def test_a_name_is_one_that_can_be_kept_and_shown(name, kept):
    assert name_at({"n": name}, ("n",)) == kept


@pytest.mark.parametrize("value", ["se", "SE ", "", None, True, ["SE"], {"SE": 1}])
def test_a_demand_is_met_by_the_very_value_only(value):
    space = "https://frejaeid.com/oidc/claims"
    claims = {f"{space}/country": "SE", f"{space}/registrationLevel": "PLUS", f"{space}/loaLevel": "LOA3"}
    (issuer,) = read(json.dumps([GOOD]))

    assert issuer.unmet(claims) == ()
    assert issuer.unmet(claims | {f"{space}/country": value}) == (About.COUNTRY,)
    assert issuer.unmet({}) == (About.COUNTRY, About.REGISTRATION, About.ASSURANCE)
