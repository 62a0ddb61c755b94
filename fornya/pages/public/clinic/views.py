"""The page of one clinic."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.pages.public.clinic_words import (
    kind_word,
    link_word,
    measured_words,
    not_renewed,
    renews_words,
    who_words,
)
from fornya.pages.public.fee_words import fee_words
from fornya.pages.public.fresh import kept_a_minute
from fornya.pages.public.hours_words import days_ahead, phone_now, visit_now, week
from fornya.people.guards import ANYONE, Request, open_to
from fornya.renewals.answer_times import answer_times

# Facts that nobody has looked at for half a year are shown, but with a word of warning.
OLD_DAYS = 180


@open_to(ANYONE)
@kept_a_minute
def clinic(request: Request, slug: str) -> HttpResponse:
    """Show whether this clinic renews online, what that costs and when it answers; else how to call it."""
    try:
        found = directory.by_slug(slug)
    except directory.NoSuchClinic as missing:
        raise Http404 from missing
    today = formats.local_day(request.now)
    measured = answer_times(request.now).get(found.id)
    return render(
        request,
        "pages/public/clinic/page.jinja",
        {
            "clinic": found,
            "kind": kind_word(found.kind),
            "who": who_words(found),
            "notice": directory.notice_on(found, today),
            "fee": fee_words(found, today),
            "answer_by": directory.answer_by(found, request.now) if found.renews_online else None,
            "measured": measured_words(measured),
            "related": [
                (each.name, each.slug, f"{kind_word(each.kind)}. {renews_words(each.renews_online)}")
                for each in directory.related(found)
            ],
            "is_old": (today - found.updated_on).days > OLD_DAYS,
            "refused": not_renewed(found),
            "renew_href": reverse("patient:renew", kwargs={"slug": found.slug}),
            "links": [(link_word(link.kind), link.url) for link in found.links],
            "today": today,
            "geo": f"geo:{found.lat},{found.lon}" if found.lat is not None else "",
            **_hours(found, request.now),
        },
    )


def _hours(found: ClinicPage, now: datetime) -> dict[str, object]:
    return {
        "phone_now": phone_now(directory.phone_status(found, now), now),
        "visit_now": visit_now(found, now),
        "phone_week": week(found.phone_hours),
        "visit_week": week(found.visit_hours),
        "days_ahead": days_ahead(found, formats.local_day(now)),
    }
