"""Which region the visitor has chosen, as the pages that mind it ask."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fornya.clinics import directory
from fornya.clinics.cards import RegionCard

COOKIE = "region"
KEPT_FOR = timedelta(days=365)


def chosen_region(request: HttpRequest) -> RegionCard | None:
    """Give the visitor's region, none where nothing (or something odd) has been chosen.

    From then on the page is for that region only: whoever keeps pages asks minded_region.
    """
    request.minded_region = True  # type: ignore[attr-defined]
    code = request.COOKIES.get(COOKIE, "")
    return next((region for region in directory.regions() if region.code == code), None)


def minded_region(request: HttpRequest) -> bool:
    """Tell whether the page has asked for the visitor's region."""
    return getattr(request, "minded_region", False)


def keep_region(answer: HttpResponse, code: str) -> HttpResponse:
    """Give the browser the choice."""
    answer.set_cookie(
        COOKIE,
        code,
        max_age=int(KEPT_FOR.total_seconds()),
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )
    return answer


def forget_region(answer: HttpResponse) -> HttpResponse:
    """Take the choice back."""
    answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
