"""The page of one clinic."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.pages.public.clinic_words import (
    closure_words,
    kind_word,
    language_word,
    link_word,
    measured_words,
    not_renewed,
    renews_words,
    who_words,
)
from fornya.pages.public.distance_words import distance_words
from fornya.pages.public.fee_words import fee_words
from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.hours_words import days_ahead, phone_now, visit_now, week
from fornya.pages.public.region.notices import notice_words
from fornya.people.guards import ANYONE, Request, open_to
from fornya.renewals.answer_times import answer_times
from fornya.rules.swedish_time import swedish_day

# Facts that nobody has looked at for half a year are shown, but with a word of warning.
OLD_DAYS = 180
LONGEST_PLACE = 60
# A link that the visitor may follow; nothing is fetched from there by the page.
MAP = "https://www.openstreetmap.org/"


@open_to(ANYONE)
@kept_a_minute
def clinic(request: Request, slug: str) -> HttpResponse:
    """Show whether this clinic renews online, what that costs and when it answers; else how to call it."""
    try:
        found = directory.by_slug(slug)
    except directory.NoSuchClinic as missing:
        raise Http404 from missing
    today = request.today
    measured = answer_times(request.now).get(found.id)
    return render(
        request,
        "pages/public/clinic/page.jinja",
        {
            "clinic": found,
            "kind": kind_word(found.kind),
            "spoken_here": [language_word(code) for code in found.languages],
            "who": who_words(found),
            "fee": fee_words(found, today),
            "measured": measured_words(measured),
            "related": _related(found),
            "is_old": (today - found.updated_on).days > OLD_DAYS,
            "refused": not_renewed(found, today),
            "renew_href": reverse("patient:renew", kwargs={"slug": found.slug}),
            "links": [(link_word(link.kind), link.url) for link in found.links],
            "today": today,
            **_open(found, request.now),
            **_news(found, request.now),
            **_way(found, request.GET.get("nara", "")),
            **_hours(found, request.now),
        },
    )


def _related(found: ClinicPage) -> list[tuple[str, str, str]]:
    return [
        (each.name, each.slug, f"{kind_word(each.kind)}. {renews_words(each.renews_online)}")
        for each in directory.related(found)
    ]


def _open(found: ClinicPage, now: datetime) -> dict[str, object]:
    """Give whether a request can be sent today, by when it is answered, and what closure is on or to come."""
    today = swedish_day(now)
    renews = found.renews_on(today)
    return {
        "renews": renews,
        "answer_by": directory.answer_by(found, now) if renews else None,
        "closure": closure_words(found, today),
    }


def _news(found: ClinicPage, now: datetime) -> dict[str, object]:
    return {
        "notice": directory.notice_on(found, swedish_day(now)),
        "notice_until": found.notice_until,
        "notices": notice_words(found.region_code, now),
    }


def _way(found: ClinicPage, asked: str) -> dict[str, object]:
    """Give the way there: addresses of maps, and how far it is from the place that is asked about."""
    name = " ".join(asked[:LONGEST_PLACE].replace("\0", "").split())
    nearness = directory.current().index.nearness
    place = nearness.place(name) if name else None
    km = nearness.km_from(found, place) if place else None
    lies = found.lat is not None
    return {
        "near": name,
        "distance": distance_words(km, place) if place and km is not None else "",
        "place_unknown": bool(name) and place is None,
        "geo": f"geo:{found.lat},{found.lon}" if lies else "",
        "map_href": f"{MAP}?mlat={found.lat}&mlon={found.lon}#map=16/{found.lat}/{found.lon}" if lies else "",
    }


def _hours(found: ClinicPage, now: datetime) -> dict[str, object]:
    return {
        "phone_now": phone_now(found, now),
        "visit_now": visit_now(found, now),
        "phone_week": week(found.phone_hours),
        "visit_week": week(found.visit_hours),
        "days_ahead": days_ahead(found, swedish_day(now)),
    }
