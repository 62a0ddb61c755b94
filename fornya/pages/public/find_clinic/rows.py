"""What a hit on the search page says, ready for the template."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.nearness import Place
from fornya.clinics.search import Field, Hit
from fornya.pages.public.clinic_words import answer_words, kind_word, measured_words
from fornya.pages.public.distance_words import distance_words
from fornya.pages.public.fee_words import fee_words
from fornya.pages.public.hours_words import phone_now
from fornya.renewals.answer_times import answer_times
from fornya.rules.swedish_time import swedish_day

WHY = {
    Field.FORMER_NAME: N_("Hette tidigare %(matched)s."),
    Field.STREET: N_("Ligger på %(matched)s."),
    Field.MUNICIPALITY: N_("Ligger i kommunen %(matched)s."),
    Field.NAME: N_("Namnet stämmer med det du sökte."),
    Field.PLACE: N_("Ligger i %(matched)s."),
    Field.KIND: N_("Är en sådan mottagning som du sökte."),
    Field.REGION: N_("Ligger i regionen."),
}
# How it is said where what was typed only looks like it.
LIKE = {
    Field.NAME: N_("Namnet liknar det du sökte."),
    Field.PLACE: N_("Ligger i %(matched)s, som liknar det du sökte."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One clinic in the list."""

    name: str
    slug: str
    about: str
    why: str
    renews_online: bool
    promise: str
    phone: str
    hours: str
    distance: str
    href: str


def row(hit: Hit, now: datetime, near: Place | None = None) -> Row:
    """Make the row of a hit."""
    clinic = directory.by_slug(hit.card.slug)
    renews = clinic.renews_on(swedish_day(now))
    return Row(
        name=clinic.name,
        slug=clinic.slug,
        about=_("%(kind)s i %(place)s, %(region)s")
        % {"kind": kind_word(clinic.kind), "place": clinic.place, "region": clinic.region_name},
        why=_why(hit),
        renews_online=renews,
        promise=_promise(clinic, now) if renews else "",
        phone=clinic.phone,
        hours=phone_now(clinic, now),
        distance=distance_words(hit.km, near) if near and hit.km is not None else "",
        href=_href(clinic, near),
    )


def _href(clinic: ClinicPage, near: Place | None) -> str:
    """Lead to the clinic's page; a place that the distance is from goes with it."""
    query = f"?{urlencode({'nara': near.name})}" if near and clinic.lat is not None else ""
    return reverse("public:clinic", args=[clinic.slug]) + query


def _promise(clinic: ClinicPage, now: datetime) -> str:
    fee = fee_words(clinic, swedish_day(now))
    measured = measured_words(answer_times(now).get(clinic.id))
    answer = measured or answer_words(clinic.answer_days or 0)
    if not fee.known:
        return _("%(answer)s. Fråga mottagningen vad det kostar.") % {"answer": answer}
    return _("%(answer)s. Kostar %(amount)s.") % {"answer": answer, "amount": fee.amount}


def _why(hit: Hit) -> str:
    if hit.field is None:
        return ""
    sentence = LIKE.get(hit.field, WHY[hit.field]) if not hit.spelt else WHY[hit.field]
    return _(sentence) % {"matched": hit.matched}
