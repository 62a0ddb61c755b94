"""The form on paper: addressed to the clinic, with nothing to send from the page."""

import pytest

from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
FORM = "/mottagning/bjorkens-vardcentral/blankett"


def test_the_form_is_addressed_to_the_clinic(client):
    text = read(client.get(FORM)).text

    assert "Björkens vårdcentral Exempelgatan 1 003 01 Uppsala" in text


def test_nothing_can_be_sent_from_it(client):
    page = read(client.get(FORM))

    assert page.tree.xpath("//main//form | //main//input | //main//textarea") == []
    assert "Skicka den inte med e-post." in page.text


def test_the_clinics_page_leads_to_it(client):
    page = read(client.get("/mottagning/bjorkens-vardcentral"))

    assert page.links("Skriv ut en blankett om du inte kan logga in") == [FORM]


def test_a_clinic_that_is_not_there_has_no_form(client):
    assert client.get("/mottagning/finns-inte/blankett").status_code == 404


def test_whoever_reads_the_paper_finds_swedish_beneath_another_language(client):
    swedish = read(client.get(FORM))
    client.cookies["sprak"] = "ar"
    arabic = read(client.get(FORM))

    assert swedish.tree.xpath('//main//table//*[@lang="sv"]') == []
    labels = swedish.tree.xpath("//main//table//caption | //main//table//th[not(number())]")
    beneath = arabic.tree.xpath('//main//table//*[@lang="sv"][@dir="ltr"]')
    assert [each.text_content() for each in beneath] == [each.text_content() for each in labels]
