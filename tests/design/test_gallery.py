"""The gallery shows every component and page, and nothing else."""

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse

from fornya.design import gallery
from tests.design import css, drawn

REQUEST = RequestFactory()


def test_the_gallery_shows_every_component():
    shown = drawn.page("gallery").xpath("//@data-component")

    assert set(shown) == {path.name for path in css.DESIGN.glob("components/*")}


def test_every_example_draws_something():
    for section in drawn.page("gallery").xpath("//section[@data-component]"):
        assert len(section) > 1, section.get("id")


def test_the_gallery_answers_with_all_components():
    answer = gallery.index(REQUEST.get("/design/"))

    assert answer.status_code == 200
    assert "– Förnya</title>" in answer.content.decode()


@pytest.mark.parametrize("name", gallery.PAGES)
def test_a_whole_page_can_be_seen(name):
    answer = gallery.page(REQUEST.get(f"/design/{name}"), name)

    assert answer.status_code == 200
    assert "– Förnya</title>" in answer.content.decode()


def test_a_page_can_be_seen_with_an_error_and_in_another_look():
    text = gallery.page(REQUEST.get("/design/question?fel=1&theme=dark"), "question").content.decode()

    assert "<title>Fel: " in text
    assert 'data-theme="dark"' in text


def test_an_unknown_page_is_not_found():
    with pytest.raises(Http404):
        gallery.page(REQUEST.get("/design/nowhere"), "nowhere")


@pytest.mark.urls("fornya.design.urls")
def test_the_gallery_links_to_its_pages_by_their_addresses():
    linked = drawn.page("gallery").xpath("//main//li/a/@href")

    assert [reverse("page", kwargs={"name": name}) for name in gallery.PAGES] == linked[: len(gallery.PAGES)]


def test_the_views_say_whom_they_are_open_to():
    assert gallery.index.open_to == gallery.page.open_to == "anyone"
