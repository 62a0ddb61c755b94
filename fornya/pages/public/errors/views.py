"""What people read when something went wrong. Nothing here asks the database: it may be what is down."""

import sys
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.places import PLACES, SUPPORT
from fornya.limits.count import TooMany
from fornya.pages.public.errors.matter import stopped_words
from fornya.people.guards import NobodyCanTell, NotInThisMatter


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read (400)."""
    return _page(
        request,
        400,
        _("Vi förstod inte adressen"),
        _("Något i adressen eller i det som skickades går inte att läsa."),
        _("Gå tillbaka och försök igen, eller börja om från startsidan."),
    )


def missing_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its key (403): a page left open too long, or cookies that are off."""
    return _page(
        request,
        403,
        _("Sidan var för gammal för att skickas"),
        _("Det du skrev kom inte fram. Inget har ändrats."),
        _("Gå tillbaka, ladda om sidan och skicka igen."),
        _("Kakor behöver vara tillåtna för den här webbplatsen."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody who may not see the page (403), or who nobody can tell whether they may (503)."""
    if isinstance(exception, NobodyCanTell | NotInThisMatter):
        stopped = stopped_words(exception)
        is_own = isinstance(exception, NotInThisMatter) and exception.who.acting is None
        back = (_("Hitta vård"), PLACES.find_care) if is_own else (_("Vem gäller det?"), PLACES.whom)
        return _page(request, stopped.status, stopped.heading, stopped.text, *stopped.paragraphs, back=back)
    return _page(
        request,
        403,
        _("Du kan inte se den här sidan"),
        _("Sidan är för någon annan än den du är inloggad som."),
        _("Logga ut och logga in igen om du har en annan roll."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address without a page (404)."""
    return _page(
        request,
        404,
        _("Sidan finns inte"),
        _("Adressen kan vara felskriven, eller så har sidan flyttat."),
        _("Om du letar efter en mottagning kan du söka efter den."),
        back=(_("Hitta vård"), PLACES.find_care),
    )


def not_allowed(request: HttpRequest, *, allow: str) -> HttpResponse:
    """Answer a way of asking that the page does not take (405); `allow` names those that it does."""
    answer = _page(
        request,
        405,
        _("Sidan kan inte ta emot det här"),
        _("Inget har ändrats."),
        _("Gå tillbaka och försök igen, eller börja om från startsidan."),
    )
    answer["Allow"] = allow
    return answer


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form that is larger than anybody needs (413)."""
    return _page(
        request,
        413,
        _("Texten är för lång"),
        _("Det som skickades är större än vi kan ta emot. Inget har ändrats."),
        _("Gå tillbaka, korta texten och skicka igen."),
    )


def too_many(request: HttpRequest, full: TooMany) -> HttpResponse:
    """Answer somebody who asks too often (429) with the time at which there is room again."""
    now: datetime = request.now  # type: ignore[attr-defined]
    again = (_("Försök igen"), request.get_full_path()) if request.method in ("GET", "HEAD") else None
    answer = _page(
        request,
        429,
        _("Det blev för många försök"),
        _("Försök igen %(clock)s.") % {"clock": formats.next_clock(full.again_at, now)},
        _("Det kan bero på att många delar på samma nät, till exempel på ett sjukhus."),
        _("Det du redan har sparat eller skickat finns kvar."),
        back=again,
    )
    answer["Retry-After"] = str(full.wait(now))
    return answer


@cache
def unavailable_html() -> str:
    """Give the page for when nothing else can be shown (503): a whole file that a proxy can serve by itself.

    It uses no style sheet, no template and no setting, since any of them may be what is down.
    """
    return files("fornya.pages.public.errors").joinpath("unavailable.html").read_text(encoding="utf-8")


def unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer while the service cannot (503)."""
    answer = HttpResponse(unavailable_html(), status=503)
    answer["Retry-After"] = "120"
    answer["Cache-Control"] = "no-store"
    return answer


def fault(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours (500); a database that does not answer is none, and passes (503)."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return _page(
        request,
        500,
        _("Något gick fel hos oss"),
        _("Det du redan har sparat eller skickat finns kvar."),
        _("Försök igen om en stund. Är det bråttom kan du ringa din mottagning."),
        phone=SUPPORT.phone,
    )


def _page(
    request: HttpRequest,
    status: int,
    heading: str,
    text: str,
    *paragraphs: str,
    phone: str = "",
    back: tuple[str, str] | None = None,
) -> HttpResponse:
    back_text, back_href = back or (_("Till startsidan"), PLACES.start)
    answer = render(
        request,
        "design/error_page.jinja",
        {
            "heading": heading,
            "text": text,
            "paragraphs": paragraphs,
            "phone": phone,
            "phone_heading": _("Ring supporten"),
            "back_text": back_text,
            "back_href": back_href,
        },
        status=status,
    )
    answer["Cache-Control"] = "no-store"
    return answer
