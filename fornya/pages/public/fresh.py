"""Lets browsers and caches keep a public page for a minute: it is the same for everyone."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from fornya.pages.public.errors.views import not_allowed

READING = ("GET", "HEAD")
KEPT = "public, max-age=60"


def kept_a_minute(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer only reading, and say of a good answer that it may be kept."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in READING:
            return not_allowed(request, allow=", ".join(READING))
        answer = view(request, *args, **kwargs)
        if answer.status_code == 200:
            answer["Cache-Control"] = KEPT
        return answer

    return kept
