"""Small files for programs, made from what the service knows."""

from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.design.places import THEMES, Theme
from fornya.pages.public.article.library import library
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to

TEXT = "text/plain; charset=utf-8"
# Who finds a hole has to be able to trust the address; a file that expires is looked after.
SECURITY_LASTS = timedelta(days=180)
PRIVATE = ("/mina", "/personal", "/logga-in", "/support/skickat", "/support/skriv", "/region", "/sprak/")
PAGES = (
    "start",
    "find_clinic",
    "fees",
    "cost_ladder",
    "about",
    "open_data",
    "easy_swedish",
    "support",
    "accessibility",
    "privacy",
    "cookies",
)


@open_to(ANYONE)
@kept_a_minute
def security(request: Request) -> HttpResponse:
    """Say where to report a hole (RFC 9116)."""
    first_of_month = request.now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:sakerhet@{settings.MAIL_DOMAIN}",
        f"Contact: {settings.PUBLIC_URL}{reverse('public:support_write')}?amne=fault",
        f"Expires: {_moment(first_of_month + SECURITY_LASTS)}",
        "Preferred-Languages: sv, en",
        f"Canonical: {settings.PUBLIC_URL}{reverse('public:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@open_to(ANYONE)
@kept_a_minute
def robots(request: Request) -> HttpResponse:
    """Tell search engines what to leave alone; a trial is left alone whole, since its clinics are made up."""
    if settings.IS_SANDBOX:
        return HttpResponse("User-agent: *\nDisallow: /\n", content_type=TEXT)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines.append(f"Sitemap: {settings.PUBLIC_URL}{reverse('public:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@open_to(ANYONE)
@kept_a_minute
def sitemap(request: Request) -> HttpResponse:
    """List the public pages, everything to read in each of its languages, and every clinic.

    With the day that somebody last went through a text, or changed a clinic's facts.
    """
    entries = [_entry(reverse(f"public:{name}")) for name in PAGES]
    entries += [_entry(theme.href, _newest(theme)) for theme in THEMES]
    entries += [_entry(article.address, article.reviewed.isoformat()) for article in library()]
    entries += [
        _entry(reverse("public:clinic", args=[clinic.slug]), clinic.updated_on.isoformat())
        for clinic in directory.current().clinics
    ]
    whole = "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
            *entries,
            "</urlset>\n",
        )
    )
    return HttpResponse(whole, content_type="application/xml; charset=utf-8")


@open_to(ANYONE)
@kept_a_minute
def manifest(request: Request) -> HttpResponse:
    """Let a phone put the service on its home screen."""
    told = {
        "name": _("Förnya recept på nätet"),
        "short_name": "Förnya",
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("public:start"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBFAF7",
        "theme_color": "#261A49",
        "icons": [{"src": static("favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@open_to(ANYONE)
@kept_a_minute
def offline(request: Request) -> HttpResponse:
    """Say what can be done without a connection; a browser or an app may keep the page for that day."""
    return render(request, "pages/public/wellknown/offline.jinja")


def _newest(theme: Theme) -> str:
    """Give the day that an article of the theme was gone through last."""
    return max((each.reviewed.isoformat() for each in library().under(theme.slug)), default="")


def _entry(path: str, changed: str = "") -> str:
    last = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{escape(settings.PUBLIC_URL + path)}</loc>{last}</url>\n"


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
