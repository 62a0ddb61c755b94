"""The start page."""

from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def start(request: Request) -> HttpResponse:
    """Show the three doors."""
    return render(request, "pages/public/start/start.jinja")
