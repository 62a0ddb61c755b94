"""The page about cookies, and what can be set about them."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fornya.pages.public.cookies import table
from fornya.pages.public.errors.views import not_allowed
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def cookies(request: Request) -> HttpResponse:
    """Name the cookies, by the names that they have here."""
    return render(request, "pages/public/cookies/cookies.jinja", {"cookies": table.cookies()})


@open_to(ANYONE)
def cookie_settings(request: Request) -> HttpResponse:
    """Show which cookies this browser has, and take back those that came of a choice."""
    if request.method == "POST":
        return _take_back(request)
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, allow="GET, HEAD, POST")
    answer = render(
        request,
        "pages/public/cookies/settings.jinja",
        {
            "cookies": [(cookie, cookie.name in request.COOKIES) for cookie in table.cookies()],
            "chosen": [cookie.name for cookie in _own(request)],
            "taken_back": "borttaget" in request.GET,
        },
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _take_back(request: Request) -> HttpResponse:
    answer = HttpResponseRedirect(f"{reverse('public:cookie_settings')}?borttaget=ja")
    for cookie in _own(request):
        answer.delete_cookie(cookie.name, samesite="Lax")
    return answer


def _own(request: Request) -> list[table.Cookie]:
    return [each for each in table.cookies() if each.own_choice and request.COOKIES.get(each.name)]
