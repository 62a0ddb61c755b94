"""What a hit on the search page says, ready for the template."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.nearness import Place
from fornya.clinics.search import Field, Hit
from fornya.design import formats
from fornya.pages.public.clinic_words import answer_words, kind_word, measured_words
from fornya.pages.public.fee_words import fee_words
from fornya.pages.public.hours_words import phone_now
from fornya.renewals.answer_times import answer_times

WHY = {
    Field.FORMER_NAME: N_("Hette tidigare %(matched)s."),
    Field.STREET: N_("Ligger på %(matched)s."),
    Field.MUNICIPALITY: N_("Ligger i kommunen %(matched)s."),
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


def row(hit: Hit, now: datetime, near: Place | None = None) -> Row:
    """Make the row of a hit."""
    clinic = directory.by_slug(hit.card.slug)
    return Row(
        name=clinic.name,
        slug=clinic.slug,
        about=_("%(kind)s i %(place)s, %(region)s")
        % {"kind": kind_word(clinic.kind), "place": clinic.place, "region": clinic.region_name},
        why=_why(hit),
        renews_online=clinic.renews_online,
        promise=_promise(clinic, now) if clinic.renews_online else "",
        phone=clinic.phone,
        hours=phone_now(directory.phone_status(clinic, now), now),
        distance=_distance(hit.km, near) if near and hit.km is not None else "",
    )


def _distance(km: float, near: Place) -> str:
    """Say about how far, since nobody flies there: whole kilometres, and under one as that."""
    if km < 1:
        return _("Mindre än 1 km från %(place)s fågelvägen") % {"place": near.name}
    return _("%(km)s km från %(place)s fågelvägen") % {"km": formats.number(round(km)), "place": near.name}


def _promise(clinic: ClinicPage, now: datetime) -> str:
    fee = fee_words(clinic, formats.local_day(now))
    measured = measured_words(answer_times(now).get(clinic.id))
    answer = measured or answer_words(clinic.answer_days or 0)
    if not fee.known:
        return _("%(answer)s. Fråga mottagningen vad det kostar.") % {"answer": answer}
    return _("%(answer)s. Kostar %(amount)s.") % {"answer": answer, "amount": fee.amount}


def _why(hit: Hit) -> str:
    return _(WHY[hit.field]) % {"matched": hit.matched} if hit.field else ""
