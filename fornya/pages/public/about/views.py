"""The page about the service."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def about(request: Request) -> HttpResponse:
    """Say what the service does, what it does not do, and who answers for it."""
    return render(
        request,
        "pages/public/about/about.jinja",
        {"operator": settings.OPERATOR, "is_sandbox": settings.IS_SANDBOX},
    )
