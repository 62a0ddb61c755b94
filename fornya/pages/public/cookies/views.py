"""The page about cookies."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def cookies(request: Request) -> HttpResponse:
    """Name the cookies, by the names that they have here."""
    names = {
        "session": settings.SESSION_COOKIE,
        "sign_in": settings.SIGN_IN_COOKIE,
        "device": settings.DEVICE_COOKIE,
        "csrf": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "pages/public/cookies/cookies.jinja", {"names": names})
