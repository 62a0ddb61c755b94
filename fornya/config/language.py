"""Which language a page is in: the one that the reader has chosen, if the page is there in it, else Swedish.

The choice is a cookie. What the browser says it prefers is only proposed, on the page of languages: most who
live here with a browser in English read Swedish well, and nobody should have to find the way back.
"""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from fornya.design.languages import BY_CODE, SWEDISH

# What staff write is kept and read by patients, so their pages follow the language of the records.
STAFF = ("fornya.pages.clinic", "fornya.pages.region", "fornya.pages.login.staff")
# All pages are there in these; in the other languages everything that a patient meets, and articles, which
# know their own languages. Half a page in each of two languages helps nobody.
WHOLE = ("sv", "sv-simple", "en")
ON_THE_WAY = ("fornya.pages.login", "fornya.pages.patient", "fornya.pages.public")


class ChosenLanguage:
    """Middleware: speaks the chosen language where a page has it, and tells caches what the page depends
    on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on in its language."""
        request.wanted_language = chosen_language(request.COOKIES)  # type: ignore[attr-defined]
        translation.activate(request.wanted_language)  # type: ignore[attr-defined]
        response = self.get_response(request)
        # Without this a cache would give a page in one reader's language to the next.
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", translation.get_language() or SWEDISH.code)
        return response

    def process_view(self, request: HttpRequest, view: object, _args: object, _kwargs: object) -> None:
        """Speak Swedish on a page that is not there in the chosen language."""
        chosen = request.wanted_language  # type: ignore[attr-defined]
        if not is_there(getattr(view, "__module__", ""), chosen):
            translation.activate(SWEDISH.code)


def chosen_language(cookies: Mapping[str, str]) -> str:
    """Give the language that the reader has chosen, else Swedish."""
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in BY_CODE else SWEDISH.code


def is_there(module: str, language: str) -> bool:
    """Tell whether the pages of a module can be read in a language."""
    if _within(module, STAFF):
        return language == SWEDISH.code
    return language in WHOLE or _within(module, ON_THE_WAY)


def _within(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)
