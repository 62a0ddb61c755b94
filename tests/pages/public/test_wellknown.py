"""The files that programs look for, and the pages for when there is no connection or no service."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import RequestFactory
from lxml import etree, html

from fornya.design.formats import tel
from fornya.design.places import SUPPORT, THEMES
from fornya.pages.public.article.library import library
from fornya.pages.public.errors.views import unavailable
from fornya.pages.public.support import views
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_security_txt_has_what_its_standard_asks_for(client):
    answer = client.get("/.well-known/security.txt")
    lines = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    told = dict(lines)
    expires = datetime.strptime(told["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert told["Contact"].startswith("http")
    assert timedelta(days=100) < expires - datetime.now(UTC) < timedelta(days=365)


def test_a_trial_is_left_alone_by_search_engines(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_live_service_shows_its_public_part_and_hides_the_rest(client, settings):
    settings.IS_SANDBOX = False

    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /mina\n" in text
    assert "Disallow: /personal\n" in text
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text


def test_the_sitemap_names_every_clinic_and_only_pages_that_are_there(client, settings, demo_directory):
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    addresses = tree.xpath("//s:loc/text()", namespaces=NAMESPACE)
    paths = [address.removeprefix(settings.PUBLIC_URL) for address in addresses]

    assert {f"/mottagning/{clinic.slug}" for clinic in demo_directory.clinics} <= set(paths)
    assert len(paths) == len(set(paths))
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_the_sitemap_has_what_there_is_to_read_and_when_it_was_gone_through(client, settings):
    tree = etree.fromstring(client.get("/sitemap.xml").content)
    changed = {
        url.findtext("s:loc", namespaces=NAMESPACE).removeprefix(settings.PUBLIC_URL): url.findtext(
            "s:lastmod", namespaces=NAMESPACE
        )
        for url in tree
    }

    assert {article.address: article.reviewed.isoformat() for article in library()}.items() <= changed.items()
    assert all(changed[theme.href] for theme in THEMES)


def test_the_manifest_lets_the_service_stand_on_a_home_screen(client):
    answer = client.get("/fornya.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == "/"
    assert answer.json()["icons"]


def test_the_manifest_is_in_the_reader_s_language(client):
    client.cookies["sprak"] = "ar"

    told = client.get("/fornya.webmanifest").json()

    assert (told["lang"], told["dir"]) == ("ar", "rtl")
    assert told["name"] != "Förnya recept på nätet"


def test_the_offline_page_says_what_is_safe_and_whom_to_ring(client):
    page = read(client.get("/utan-uppkoppling"))

    assert page.heading == "Du verkar sakna uppkoppling"
    assert "Det du redan har skickat har kommit fram." in page.text
    assert tel(SUPPORT.phone) in page.tree.xpath("//main//a/@href")


def test_the_page_for_a_service_that_is_down_needs_nothing_but_itself():
    answer = unavailable(RequestFactory().get("/"))
    tree = html.fromstring(answer.content.decode())

    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert tree.xpath("//link | //script | //img | //style") == []
    assert tree.xpath("//h1")[0].text_content() == "Förnya är stängt för en stund"
    assert tel(SUPPORT.phone) in tree.xpath("//a/@href")


def test_a_database_that_does_not_answer_gives_that_page_and_not_a_fault(client, monkeypatch):
    def down(*_asked: object, **_more: object) -> None:
        raise OperationalError("connection refused")

    client.raise_request_exception = False
    monkeypatch.setattr(views, "send_case", down)

    answer = client.post("/support/skriv", {"topic": "question", "message": "Hur loggar jag in?"})

    assert answer.status_code == 503
    assert "Förnya är stängt för en stund" in answer.content.decode()
