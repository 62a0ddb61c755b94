"""How often somebody may set out to sign in, and what is said to who has done so too often."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.limits.count import TooMany, count
from fornya.limits.sender import network
from fornya.people.guards import Request
from fornya.rules.limits import Limited


def count_start(
    request: Request, *, browser: str = "", by_address: Limited = Limited.SIGN_IN_BY_ADDRESS
) -> None:
    """Count one more start for this browser and this address; raises TooMany.

    `browser` is what the browser is known by, where it has just been given that.
    """
    asked = [(by_address, network(request.address))]
    known = browser or _known_by(request)
    if known:
        asked.append((Limited.SIGN_IN_BY_BROWSER, known))
    count(*asked, now=request.now)


def often_words(full: TooMany, request: Request) -> str:
    """Say when there is room again."""
    clock = formats.next_clock(full.again_at, request.now)
    return _("Det blev för många inloggningar på kort tid. Försök igen %(clock)s.") % {"clock": clock}


def come_back(answer: HttpResponse, full: TooMany, request: Request) -> HttpResponse:
    """Tell programs the same."""
    answer.status_code = 429
    answer["Retry-After"] = str(full.wait(request.now))
    return answer


def _known_by(request: Request) -> str:
    """Give a cookie that is this browser's; every page with a form gives it the second."""
    cookies = request.COOKIES
    return cookies.get(settings.DEVICE_COOKIE) or cookies.get(settings.CSRF_COOKIE_NAME) or ""
