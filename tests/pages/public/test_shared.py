"""What search engines and those who share a public page are told, and that its languages are within reach."""

import pytest

from fornya.design.languages import LANGUAGES, READING
from fornya.design.places import THEMES
from fornya.pages.public.article.library import library
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")
PAGES = (
    *("/", "/hitta-vard", "/mottagning/bjorkens-vardcentral", "/om", "/support", "/sok", "/sprak"),
    *("/tillganglighet", "/personuppgifter", "/kakor", "/avgifter", "/latt-svenska"),
    *(theme.href for theme in THEMES),
    *(article.address for article in library().written_in("sv")),
)


def meta(tree) -> dict[str, str]:
    return {
        each.get("property") or each.get("name"): each.get("content")
        for each in tree.xpath("//meta[@property or @name]")
    }


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_says_what_it_is_where_it_is_shared(client, settings, address):
    tree = read(client.get(address)).tree

    told = meta(tree)
    assert told["description"] == told["og:description"]
    assert len(told["description"]) > 20
    assert told["og:title"]
    assert told["og:url"] == tree.xpath("string(//link[@rel='canonical']/@href)")
    assert told["og:url"] == settings.PUBLIC_URL + address
    assert told["og:locale"] == "sv_SE"
    assert told["og:image"].startswith(f"{settings.PUBLIC_URL}/static/social")
    assert tree.xpath("//link[@rel='manifest']/@href") == ["/fornya.webmanifest"]


def test_no_two_public_pages_are_described_alike(client):
    described = [meta(read(client.get(address)).tree)["description"] for address in PAGES]

    assert sorted(described) == sorted(set(described))


def test_a_page_is_described_in_its_own_language(client):
    client.cookies["sprak"] = "en"

    told = meta(read(client.get("/")).tree)

    assert told["og:locale"] == "en_GB"
    assert told["description"].startswith("Ask your clinic")


@pytest.mark.parametrize(
    "address", ["/logga-in", "/region", "/kakor/installningar", "/support/skriv", "/borta"]
)
def test_a_page_that_is_not_for_sharing_has_no_address_to_share(client, address):
    tree = read(client.get(address)).tree

    assert not tree.xpath("//link[@rel='canonical'] | //meta[starts-with(@property, 'og:')]")


@pytest.mark.parametrize("address", PAGES[:8])
def test_every_language_is_reached_from_the_header_by_its_own_name(client, address):
    tree = read(client.get(address)).tree
    (drawer,) = tree.xpath("//header//details[summary/span='Languages']")

    links = {link.text: link for link in drawer.xpath(".//a")}
    assert set(links) == {each.name for each in (*LANGUAGES, *READING)}
    for each in LANGUAGES:
        assert links[each.name].get("href") == f"/sprak/{each.code}?till={address.replace('/', '%2F')}"
        assert links[each.name].get("lang") == each.code


def test_where_typed_words_would_be_lost_the_header_leads_to_the_languages_at_the_foot(client):
    tree = read(client.get("/support/skriv")).tree

    assert tree.xpath("//header//a[@href='#sprak']")
    assert not tree.xpath("//header//a[starts-with(@href, '/sprak/')]")
    assert tree.xpath("//footer//*[@id='sprak']//a[starts-with(@href, '/sprak/')]")
