"""What is true of every public page, and what the small ones say."""

from datetime import UTC, datetime

import pytest

from fornya.people import guards
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
ADDRESSES = (
    *("/", "/hitta-vard", "/mottagning/bjorkens-vardcentral", "/om", "/support"),
    *("/tillganglighet", "/personuppgifter", "/kakor", "/avgifter"),
    "/mottagning/bjorkens-vardcentral/blankett",
)
NEVER = ("vänligen", "tyvärr", "ogiltig", "klicka här", "oops", "på webben")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_sets_no_cookie_and_may_be_kept_by_who_asks_again(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_is_only_read(client, address):
    page = read(client.post(address))

    assert page.status == 405
    assert page.answer["Allow"] == "GET, HEAD"
    assert page.heading == "Sidan kan inte ta emot det här"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_asks_the_database_nothing(client, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_has_one_heading_its_own_title_and_kind_words(client, address):
    page = read(client.get(address))

    assert page.heading
    assert page.title.endswith("– Förnya")
    assert not [word for word in NEVER if word in page.text.lower()]


def test_no_two_pages_have_the_same_title(client):
    titles = [read(client.get(address)).title for address in ADDRESSES]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_between_public_pages_leads_somewhere(client, address):
    page = read(client.get(address))
    hrefs = {link.split("?")[0] for link in page.tree.xpath("//a/@href") if link.startswith("/")}
    public = {href for href in hrefs if not href.startswith(("/mina", "/logga-in", "/personal"))}

    assert public
    assert [href for href in public if client.get(href).status_code not in (200, 303)] == []


def test_the_start_page_has_three_doors_and_a_search(client):
    page = read(client.get("/"))

    assert page.links("Förnya recept") == ["/hitta-vard"]
    assert page.links("Följ din förfrågan") == ["/mina/forfragningar"]
    assert page.links("Se dina läkemedel") == ["/mina/lakemedel"]
    assert page.box("Hitta din mottagning").get("name") == "q"
    assert page.tree.xpath("//main//form/@action") == ["/hitta-vard"]
    for promise in ("Går det här?", "Vad kostar det?", "När får jag svar?"):
        assert promise in page.text


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 23, 5, 0, tzinfo=UTC), "Öppet nu, till klockan 22.00."),
        (datetime(2026, 11, 23, 4, 59, tzinfo=UTC), "Stängt just nu. Öppnar i dag klockan 06.00."),
        (datetime(2026, 11, 23, 21, 0, tzinfo=UTC), "Stängt just nu. Öppnar i morgon klockan 06.00."),
    ],
)
def test_support_says_whether_it_answers_now(client, monkeypatch, moment, words):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(guards, "datetime", Clock)

    assert words in read(client.get("/support")).text


def test_the_cookie_page_names_every_cookie_by_its_name(client, settings):
    text = read(client.get("/kakor")).text

    for name in (settings.SESSION_COOKIE, settings.SIGN_IN_COOKIE, settings.DEVICE_COOKIE):
        assert name in text
    assert settings.CSRF_COOKIE_NAME in text


def test_the_page_about_the_service_says_who_runs_it_and_that_this_is_a_trial(client, settings):
    text = read(client.get("/om")).text

    assert settings.OPERATOR in text
    assert "Det här är en provmiljö" in text


def test_a_live_service_does_not_call_itself_a_trial(client, settings):
    settings.IS_SANDBOX = False

    assert "provmiljö" not in read(client.get("/om")).text
