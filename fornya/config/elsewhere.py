"""Keeps other sites from pressing our buttons."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from fornya.pages.public.errors.views import missing_token

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
OURS = ("same-origin", "none")


def not_from_elsewhere(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a form that the browser itself says was sent by a page of another site, whatever key it has.

    Browsers that say nothing of where they come from are held by the form's key alone.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in SAFE and site not in OURS:
            return missing_token(request)
        return get_response(request)

    return answer
