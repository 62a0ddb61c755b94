"""What an open page asks: how long one is still signed in."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from fornya.people import session
from fornya.people.guards import ANYONE, Request, look_who, open_to


@open_to(ANYONE)
@require_safe
def alive(request: Request) -> HttpResponse:
    """Give the seconds left; with `kvar` the person has said that they are still there.

    A GET may keep somebody signed in: the cookie is sent from our own pages only.
    """
    if "kvar" in request.GET:
        look_who(request)
    token = request.COOKIES.get(settings.SESSION_COOKIE, "")
    answer = JsonResponse({"left": session.seconds_left(token, now=request.now) if token else 0})
    answer["Cache-Control"] = "no-store"
    return answer
