"""One article, and the list of those in Easy Swedish."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from markupsafe import Markup

from fornya.design.languages import BY_CODE, WRITTEN, said_in
from fornya.design.places import THEMES
from fornya.pages.public.article import figures, markup
from fornya.pages.public.article.library import SWEDISH, library
from fornya.pages.public.article.source import Article
from fornya.pages.public.article.your_price import your_price
from fornya.pages.public.fresh import kept_a_minute, kept_a_minute_by
from fornya.pages.public.region.chosen import chosen_region
from fornya.pages.public.region.notices import notice_words
from fornya.people.guards import ANYONE, Request, open_to

EASY = "sv-simple"


@open_to(ANYONE)
@kept_a_minute_by("sprak")
def article(request: Request, slug: str) -> HttpResponse:
    """Show an article in the wanted language, or in Swedish where it is not translated."""
    wanted = wanted_language(request)
    # A language of articles only: the text is in it, the page around the text in the reader's own.
    found = library().find(slug, asked_language(request), wanted)
    if found is None:
        raise Http404
    own = (
        {figures.YOUR_PRICE: your_price(request)}
        if figures.YOUR_PRICE in markup.figures(found.tokens)
        else {}
    )
    context = _context(found, request.today, own, reader=wanted)
    # Only an article that minds the region anyway tells its news: the others are the same for everybody.
    region = chosen_region(request) if own else None
    context["notices"] = notice_words(region.code if region else "", request.now)
    # Who changes language is led back to the path alone, or the language left would stand in the address.
    context["language_till"] = request.path
    return render(request, "pages/public/article/article.jinja", context)


@open_to(ANYONE)
@kept_a_minute
def easy_swedish(request: Request) -> HttpResponse:
    """List what there is to read in Easy Swedish."""
    context = {"articles": library().written_in(EASY), "easy": EASY}
    return render(request, "pages/public/article/easy_swedish.jinja", context)


def wanted_language(request: Request) -> str:
    """Speak the language that the address asks for, so that a link can be shared; else the reader's own."""
    asked = asked_language(request)
    if asked in BY_CODE:
        request.wanted_language = asked  # type: ignore[attr-defined]
        translation.activate(asked)
    return translation.get_language() or SWEDISH


def asked_language(request: Request) -> str:
    """Give the language that the address asks for; nothing where it asks for none of ours."""
    asked = request.GET.get("sprak", "")
    return asked if asked in WRITTEN else ""


def _context(found: Article, today: date, own: Mapping[str, Markup], *, reader: str) -> dict[str, object]:
    shelf = library()
    address = settings.PUBLIC_URL + found.address
    with translation.override(found.language):
        filled = {**figures.filled(today, found.language), **own}
        text = markup.html(found.tokens, filled, found.language)
    return {
        "article": found,
        "spoken": found.language,
        "checked": _checked(found),
        "text": text,
        "action_href": markup.in_language(found.action[1], found.language) if found.action else "",
        "theme_of": next(theme for theme in THEMES if theme.slug == found.theme),
        "parent": shelf.find(found.parent, found.language, reader) if found.parent else None,
        "related": [(other, found.facts.get(slug, "")) for slug, other in _related(found, reader)],
        "children": [each for each in shelf.under(found.theme, found.language) if each.parent == found.slug],
        "translations": [
            (WRITTEN[code], markup.in_language(f"/artiklar/{found.slug}", code))
            for code in shelf.languages_of(found.slug)
            if code != found.language
        ],
        "address": address,
        "alternates": _alternates(found.slug),
        "quoted": {"address": quote(address, safe=""), "title": quote(found.title, safe="")},
    }


def _checked(found: Article) -> str:
    """Say, in the language of a translation, whether somebody has reviewed it."""
    if found.notice or found.language == SWEDISH:
        return found.notice
    if found.reviewed_by:
        said = said_in(found.language, "Översättningen är granskad av %(name)s.")
        return said % {"name": found.reviewed_by}
    return said_in(found.language, "Översättningen är inte granskad ännu.")


def _alternates(slug: str) -> list[tuple[str, str]]:
    """Give the address of the article in each of its languages, as search engines want to know them."""
    shelf = library()
    there = [(code, code) for code in shelf.languages_of(slug)]
    pairs = there + [("x-default", SWEDISH)] if len(there) > 1 else []
    return [
        (name, settings.PUBLIC_URL + markup.in_language(f"/artiklar/{slug}", code)) for name, code in pairs
    ]


def _related(found: Article, reader: str) -> list[tuple[str, Article]]:
    pairs = ((slug, library().find(slug, found.language, reader)) for slug in found.related)
    return [(slug, other) for slug, other in pairs if other]
