"""Each public page in each language as text: on the list, in its language, with headings, title and links."""

import re
from collections import Counter, defaultdict
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from fornya.design.languages import WRITTEN
from tests.gates.pages import ARTICLE, ASKED, NO_PAGES, NOWHERE, PLACES, public_views

pytestmark = pytest.mark.xdist_group("journeys")

HEADINGS = "//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
NOINDEX = '//meta[@name="robots"][contains(@content, "noindex")]'
DESCRIPTION = re.compile(r".{20,200}", re.DOTALL)


@pytest.fixture(scope="session")
def trees(documents):
    """Give each page's elements."""
    return {sheet: html.fromstring(answer.content.decode()) for sheet, answer in documents.items()}


def test_every_public_address_is_on_the_list():
    assert set(public_views()) == {*ASKED, *PLACES, ARTICLE, *NO_PAGES}


def test_every_page_answers_in_its_language(documents, trees):
    told = {
        str(sheet): (answer.status_code, answer.headers["Content-Language"])
        for sheet, answer in documents.items()
        if (answer.status_code, answer.headers["Content-Language"]) != (sheet.status, sheet.asked)
    }

    assert len(documents) > 180
    assert told == {}
    for sheet, tree in trees.items():
        assert tree.get("lang") == sheet.asked, sheet
        assert tree.get("dir") == WRITTEN[sheet.asked].direction, sheet


def test_an_article_says_the_language_and_direction_of_its_text(trees):
    articles = {sheet: tree for sheet, tree in trees.items() if sheet.template == "article"}

    assert articles
    for sheet, tree in articles.items():
        (head,) = tree.xpath("//main//article/header")
        assert (head.get("lang"), head.get("dir")) == (
            sheet.language,
            WRITTEN[sheet.language].direction,
        ), sheet


def test_every_page_has_one_main_heading_and_skips_no_level(trees):
    for sheet, tree in trees.items():
        levels = [int(heading.tag[1]) for heading in tree.xpath(HEADINGS)]

        assert levels.count(1) == 1, sheet
        assert levels[0] == 1, sheet
        assert [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1] == [], sheet
        assert [said(heading) for heading in tree.xpath(HEADINGS) if not said(heading)] == [], sheet


def test_every_page_of_a_language_has_its_own_title(trees):
    titles = defaultdict(list)
    for sheet, tree in trees.items():
        titles[sheet.language, said(tree.xpath("//title")[0])].append(sheet.path)

    assert all(title for _language, title in titles)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_every_page_of_a_language_has_its_own_description(trees):
    descriptions = defaultdict(list)
    for sheet, tree in trees.items():
        # What search engines are told to leave alone is described to nobody.
        if sheet.status == 200 and not tree.xpath(NOINDEX):
            (words,) = tree.xpath('//meta[@name="description"]/@content') or [""]
            descriptions[sheet.language, words].append(sheet.path)

    odd = {key: paths for key, paths in descriptions.items() if not DESCRIPTION.fullmatch(key[1])}
    assert odd == {}
    assert {key: paths for key, paths in descriptions.items() if len(paths) > 1} == {}


def test_every_link_within_the_service_leads_somewhere(plain, trees):
    asked = {}
    for sheet, tree in trees.items():
        for link in tree.xpath("//a"):
            assert link.get("href"), f"{sheet}: {html.tostring(link)[:120]!r} leads nowhere"
            target = urlsplit(urljoin(sheet.path, link.get("href")))
            if not target.netloc and target.scheme == "":
                asked[target.path, target.query] = sheet
    answers = {at: plain.get(f"{at[0]}?{at[1]}").status_code for at in asked}

    # Doors of patients and staff send one to sign in; a change of language sends one back.
    dead = {at: str(asked[at]) for at, status in answers.items() if status not in (200, 302, 303)}
    assert len(answers) > 100
    assert set(dead) <= {(NOWHERE, "")}, "only the page that is not there may link to itself"


def test_every_link_to_a_place_on_a_page_finds_it(trees):
    ids = {(sheet.path, sheet.asked): set(tree.xpath("//@id")) for sheet, tree in trees.items()}
    lost = []
    for sheet, tree in trees.items():
        for href in tree.xpath("//a/@href[contains(., '#')]"):
            address, _, fragment = urljoin(sheet.path, href).partition("#")
            if fragment not in ids.get((address, sheet.asked), {fragment}):
                lost.append((str(sheet), href))

    assert lost == []


def test_no_page_names_an_id_twice_or_points_at_one_that_is_not_there(trees):
    for sheet, tree in trees.items():
        counted = Counter(tree.xpath("//@id"))
        pointed = {
            one
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "form")
            for value in tree.xpath(f"//@{attribute}")
            for one in value.split()
        }

        assert [name for name, times in counted.items() if times > 1] == [], sheet
        assert pointed - set(counted) == set(), sheet


def said(element):
    """Give an element's words."""
    return " ".join(element.text_content().split())
