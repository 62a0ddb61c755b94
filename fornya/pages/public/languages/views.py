"""Other languages: what there is, and changing to one without leaving where one was."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design.languages import BY_CODE, Language
from fornya.people.guards import ANYONE, Request, open_to
from fornya.people.onward import safe_path


@open_to(ANYONE)
@require_safe
def languages(request: Request) -> HttpResponse:
    """List the languages, with the one that the browser asks for first."""
    answer = render(
        request,
        "pages/public/languages/languages.jinja",
        {
            "proposed": proposed(request),
            "onward": _onward(request),
        },
    )
    add_never_cache_headers(answer)
    return answer


@open_to(ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, code: str) -> HttpResponse:
    """Remember a language and go back to where the person was.

    A GET may do it: the worst that somebody else's link can do is to show a page in another language.
    """
    if code not in BY_CODE:
        raise Http404
    answer = HttpResponseRedirect(_onward(request))
    answer.status_code = 303
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    add_never_cache_headers(answer)
    return answer


def proposed(request: Request) -> Language | None:
    """Give the language of ours that the browser likes best, unless it is the one that is spoken."""
    wishes = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    for wish, _weight in wishes:
        found = BY_CODE.get(wish) or BY_CODE.get(wish.partition("-")[0])
        if found is not None:
            return None if found.code == request.wanted_language else found
    return None


def _onward(request: Request) -> str:
    wanted = request.POST.get("till") or request.GET.get("till")
    onward = safe_path(wanted, area="/", otherwise="/")
    # Back to changing the language would go round and round.
    return "/" if onward.startswith(reverse("languages:all") + "/") else onward
