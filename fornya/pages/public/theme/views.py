"""One theme's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fornya.design.places import THEMES
from fornya.pages.public.article.library import library
from fornya.pages.public.article.views import wanted_language
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute_by("sprak")
def theme(request: Request, slug: str) -> HttpResponse:
    """Show the articles of a theme."""
    found = next((each for each in THEMES if each.slug == slug), None)
    if found is None:
        raise Http404
    articles = library().under(slug, wanted_language(request))
    return render(request, "pages/public/theme/theme.jinja", {"found": found, "articles": articles})
