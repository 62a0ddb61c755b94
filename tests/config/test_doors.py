"""No view is open by accident, and what goes wrong on the way in is told plainly."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, path

from fornya.config.checks import every_view_states_whom_it_is_open_to, views
from fornya.config.middleware import OpenToWhom
from fornya.people.guards import ANYONE, open_to
from fornya.rules.access import Deed
from tests import make
from tests.browser import Browser

PUBLIC = ("mina", "personal")


def unguarded(_request):
    return HttpResponse("open by accident")


urlpatterns = [path("open", open_to(ANYONE)(unguarded)), path("forgotten", unguarded)]


def test_every_view_says_whom_it_is_open_to():
    found = list(views(get_resolver()))

    assert len(found) > 25
    assert every_view_states_whom_it_is_open_to() == []


def test_a_view_that_says_nothing_stops_the_start(settings):
    settings.ROOT_URLCONF = __name__

    assert [str(error.msg) for error in every_view_states_whom_it_is_open_to()] == [
        "The view of /forgotten does not say whom it is open to."
    ]


def test_a_view_that_says_nothing_is_shut():
    shut = OpenToWhom(lambda _request: HttpResponse())
    request = RequestFactory().get("/forgotten")

    with pytest.raises(PermissionDenied):
        shut.process_view(request, unguarded, (), {})
    assert shut.process_view(request, open_to(ANYONE)(unguarded), (), {}) is None


def test_what_is_a_patients_or_staffs_is_open_to_nobody_else():
    deeds = {str(deed) for deed in Deed}
    free = {"personal/logga-in", "personal/logga-in/start", "personal/tillbaka"}

    for address, view in views(get_resolver()):
        if address.split("/")[0] in PUBLIC and address not in free:
            assert view.open_to in deeds, address


@pytest.mark.parametrize("address", ["/mina", "/mina/inkorg", "/personal", "/personal/uppdrag"])
def test_who_is_not_signed_in_is_sent_to_sign_in(database, address):
    answer = Browser().client.get(address)

    assert answer.status_code == 302
    assert answer["Location"].startswith(("/logga-in?till=", "/personal/logga-in?till="))


@pytest.mark.parametrize("address", ["/mina", "/personal"])
def test_what_is_somebodys_is_never_kept(database, address):
    token = make.patient_token() if address == "/mina" else make.staff_token()

    assert "no-store" in Browser(token).client.get(address)["Cache-Control"]


def test_a_fault_of_ours_is_a_page_without_its_cause(database, settings, monkeypatch, caplog):
    def broken(**_options):
        raise ValueError("personnummer 198506149825")

    monkeypatch.setattr("fornya.renewals.worklist.for_clinic", broken)
    with caplog.at_level(logging.INFO):
        answer = Browser(make.staff_token()).client.get("/personal")

    assert answer.status_code == 500
    assert "Något gick fel hos oss" in answer.content.decode()
    assert "198506149825" not in answer.content.decode()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_page_tells_the_browser_to_be_careful(database, header, value):
    for address in ("/", "/personal/logga-in", "/finns-inte"):
        assert Browser().client.get(address)[header] == value


def test_no_page_lets_in_scripts_or_styles_from_elsewhere(database):
    policy = Browser().client.get("/personal/logga-in")["Content-Security-Policy"]

    parts = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert (parts["default-src"], parts["script-src"], parts["style-src"]) == ("'none'", "'self'", "'self'")
    assert (parts["frame-ancestors"], parts["base-uri"]) == ("'none'", "'none'")
