"""The six themes: a page each, with something to read."""

import pytest

from fornya.design.places import THEMES
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_there_are_six():
    assert len(THEMES) == 6


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_a_theme_has_articles_and_leads_to_the_other_five(client, theme):
    page = read(client.get(theme.href))

    assert page.heading == theme.name
    assert page.tree.xpath("//main//a[starts-with(@href, '/artiklar/')]")
    assert len(page.tree.xpath("//nav[@aria-labelledby='themes-title']//a")) == 5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_every_page_leads_to_every_theme(client, theme):
    page = read(client.get("/support"))

    assert page.tree.xpath(f"//nav[@id='meny']//a[@href='{theme.href}']")


def test_a_theme_shows_titles_in_the_reader_s_language(client):
    page = read(client.get("/tema/sa-fungerar-varden", {"sprak": "en"}))

    assert page.links("Renew prescriptions online") == ["/artiklar/fornya-recept-pa-natet?sprak=en"]


def test_there_is_no_page_for_a_theme_that_is_not_there(client):
    assert client.get("/tema/stjarnor").status_code == 404
