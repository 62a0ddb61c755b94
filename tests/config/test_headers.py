"""Every status that the service gives is told with the same care, to strangers and to who is signed in.

What each address answers to each role is walked through in tests/access; here are the statuses that it does
not come to.
"""

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from fornya.config.wsgi import application, with_files
from fornya.limits.count import count
from fornya.rules.limits import LIMITS, Limited
from tests import make
from tests.access.headers import careless
from tests.browser import Browser

WHO = ("anonymous", "patient", "prescriber")


def browser(who: str) -> Client:
    token = {"anonymous": None, "patient": make.patient_token, "prescriber": make.staff_token}[who]
    return Browser(token() if token else None).client


def fail(error: Exception):
    def broken(*_asked: object, **_facts: object) -> None:
        raise error

    return broken


@pytest.mark.parametrize("who", WHO)
def test_what_goes_wrong_is_told_with_care(database, who, monkeypatch, settings):
    client = browser(who)
    for _number in range(LIMITS[Limited.SEARCH_BY_ADDRESS].most):
        count((Limited.SEARCH_BY_ADDRESS, "127.0.0.1"), now=timezone.now())
    answers = [
        client.get("/", HTTP_HOST="elsewhere.example"),
        client.get("/%ff"),
        client.post("/support/skriv", {"message": "x"}),
        client.get("/finns-inte"),
        client.options("/logga-in"),
        client.post("/support/skriv", {"message": "x" * 70_000}),
        client.get("/sok", {"q": "x"}),
    ]
    monkeypatch.setattr("fornya.pages.public.search.views.count_search", fail(ValueError("a fault")))
    answers.append(client.get("/sok", {"q": "x"}))
    monkeypatch.setattr("fornya.pages.public.search.views.count_search", fail(OperationalError("away")))
    answers.append(client.get("/sok", {"q": "x"}))

    assert [answer.status_code for answer in answers] == [400, 404, 403, 404, 405, 413, 429, 500, 503]
    assert [(answer.status_code, careless(answer)) for answer in answers if careless(answer)] == []
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}


def test_a_file_is_taken_for_nothing_else_than_it_is():
    (name,) = [url for url in with_files.files if url.startswith("/static/site.") and url.endswith(".js")][:1]
    told: dict[str, str] = {}

    body = application(
        {"PATH_INFO": name, "REQUEST_METHOD": "GET"}, lambda _status, headers: told.update(headers)
    )
    body.close()

    assert told["X-Content-Type-Options"] == "nosniff"
