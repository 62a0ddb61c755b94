"""The page about digital accessibility."""

from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def accessibility(request: Request) -> HttpResponse:
    """Say how the service is made to be used by all, what is lacking, and where to tell."""
    return render(request, "pages/public/accessibility/accessibility.jinja")
