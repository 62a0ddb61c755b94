"""The page about support."""

from datetime import time

from django.http import HttpResponse
from django.shortcuts import render

from fornya.design import formats
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to

OPENS, CLOSES = time(6), time(22)


@open_to(ANYONE)
@kept_a_minute
def support(request: Request) -> HttpResponse:
    """Say how to reach the support desk, and whether it answers now."""
    clock = request.now.astimezone(formats.HERE).time()
    return render(request, "pages/public/support/support.jinja", {"is_open": OPENS <= clock < CLOSES})
