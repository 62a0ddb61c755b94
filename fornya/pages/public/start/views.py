"""The start page."""

from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.region.chosen import chosen_region
from fornya.pages.public.region.notices import notice_words
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def start(request: Request) -> HttpResponse:
    """Show the three doors, and what the visitor's region tells everybody just now."""
    region = chosen_region(request)
    context = {"notices": notice_words(region.code if region else "", request.now)}
    return render(request, "pages/public/start/start.jinja", context)
