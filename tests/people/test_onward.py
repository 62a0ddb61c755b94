"""After signing in a person lands on a page of ours, whatever the address said."""

import pytest

from fornya.people.onward import safe_path

OTHERWISE = "/mina"
EVIL = [
    "//evil.example",
    "///evil.example",
    "////evil.example/mina",
    "/\\evil.example",
    "\\\\evil.example",
    "/mina\\..\\evil",
    "https://evil.example/mina",
    "https:evil.example",
    "https:/evil.example",
    "http://127.0.0.1:8000@evil.example/mina",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//mina",
    "data:text/html,x",
    "mina",
    "./mina",
    "/mina/../personal",
    "/mina/..;/personal",
    "/mina/%2e%2e/personal",
    "/mina//evil.example",
    "/mina/\tevil",
    "/mina\r\nSet-Cookie: a=b",
    "\x00/mina",
    "/mina\x00",
    " /mina",
    "/%09/evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "/．evil.example",
    "/mina/ｅvil",
    "/mina?x=" + "a" * 300,
    "/mina@evil.example",
    "/minaevil",
    "/mina.evil.example",
    "/mina;evil",
    "/personal",
    "/logga-ut",
    "",
    None,
    "null",
    "?till=/mina",
    "#/mina",
]


@pytest.mark.parametrize("wanted", EVIL)
def test_an_address_that_is_not_ours_is_left_alone(wanted):
    assert safe_path(wanted, area="/mina", otherwise=OTHERWISE) == OTHERWISE


@pytest.mark.parametrize(
    "wanted",
    [
        "/mina",
        "/mina/inkorg",
        "/mina/fornya/bjorkens-vardcentral",
        "/mina/fornya/x?steg=2&a=b",
        "/mina?x=%2F%2Fy",
    ],
)
def test_a_page_of_ours_is_gone_to(wanted):
    assert safe_path(wanted, area="/mina", otherwise=OTHERWISE) == wanted


def test_staff_and_patients_have_their_own_areas():
    assert safe_path("/personal?visa=done", area="/personal", otherwise="/personal") == "/personal?visa=done"
    assert safe_path("/mina", area="/personal", otherwise="/personal") == "/personal"
