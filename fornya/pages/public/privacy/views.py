"""The page about personal data."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.privacy.table import rows
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def privacy(request: Request) -> HttpResponse:
    """Say which data is used, for what and for how long."""
    context = {"operator": settings.OPERATOR, "rows": rows()}
    return render(request, "pages/public/privacy/privacy.jinja", context)
