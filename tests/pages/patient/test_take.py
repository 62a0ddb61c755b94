"""One's own data as files: whole, for nobody's cache, with a name that says nothing."""

import json
import re

import pytest
from fhir.resources.R4B.bundle import Bundle

from fornya.rules.limits import LIMITS, Limited
from tests import make
from tests.browser import Browser

FILES = {"json": "application/json; charset=utf-8", "fhir": "application/fhir+json; charset=utf-8"}
PAGE = "/mina/journal/hamta"


@pytest.fixture
def browser(database) -> Browser:
    """Give the browser of a patient with a request."""
    token = make.patient_token()
    make.request(make.signed_in(token))
    return Browser(token)


def test_the_page_leads_to_both_files_and_warns_first(browser):
    page = browser.get(PAGE)

    assert page.links("Hämta allt") == [f"{PAGE}/json"]
    assert page.links("Hämta för vården") == [f"{PAGE}/fhir"]
    assert "Spara den bara på en enhet som är din egen." in page.text


@pytest.mark.parametrize("kind", FILES)
def test_a_file_is_an_attachment_that_nothing_keeps_and_whose_name_says_nothing(browser, kind):
    answer = browser.client.get(f"{PAGE}/{kind}")

    assert answer.status_code == 200
    assert answer["Content-Type"] == FILES[kind]
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    name = r'attachment; filename="fornya-(uppgifter|fhir)-\d{4}-\d{2}-\d{2}\.json"'
    assert re.fullmatch(name, answer["Content-Disposition"])


def test_the_json_has_the_request_and_messages_in_words(browser):
    own = json.loads(browser.client.get(f"{PAGE}/json").content)

    assert own["requests"][0]["medicines"][0]["name"] == "Metoprolol Sandoz 50 mg"
    assert own["messages"][0]["text"].startswith("Vi har tagit emot din förfrågan\n")


def test_the_bundle_is_fhir_with_the_message_in_words(browser):
    read = Bundle.model_validate_json(browser.client.get(f"{PAGE}/fhir").content)

    kinds = [entry.resource.get_resource_type() for entry in read.entry]
    assert kinds == ["Patient", "MedicationRequest", "Task", "Communication"]
    assert "Din förfrågan finns hos Björkens vårdcentral." in read.entry[3].resource.payload[0].contentString


def test_whoever_takes_it_again_and_again_is_told_when_to_come_back(browser):
    taken = [browser.client.get(f"{PAGE}/json") for _ in range(LIMITS[Limited.OWN_DATA_BY_PATIENT].most)]

    one_more = browser.client.get(f"{PAGE}/fhir")

    assert {answer.status_code for answer in taken} == {200}
    assert one_more.status_code == 429
    assert 3500 < int(one_more["Retry-After"]) <= 3600
