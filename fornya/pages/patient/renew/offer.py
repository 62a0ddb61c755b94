"""Whether and on what terms this clinic renews for this person today: the price and the day of the answer.

Every page of the form begins here, so that a clinic that has stopped renewing, or a person of the wrong age,
meets an explanation and a phone number instead of a form.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.pages.patient.clinics import Contact, contact_of
from fornya.pages.patient.renew.steps import Elsewhere
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest
from fornya.renewals.draft import NoDraft
from fornya.rules.fees import FeeUnknown
from fornya.rules.personnummer import age_on


class Stop(StrEnum):
    """Why the form is not open to this person at this clinic."""

    NOT_ONLINE = "not_online"
    CLOSED = "closed"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    NO_PRICE = "no_price"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the clinic promises who sends now."""

    clinic: ClinicPage
    contact: Contact
    fee_ore: int
    answer_by: date
    today: date

    @property
    def terms(self) -> str:
        """What was shown about price and answer, for the form to carry and *Skicka* to compare."""
        return f"{self.fee_ore}.{self.answer_by.isoformat()}"


def at_clinic(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view of the form the clinic's offer in place of its name in the address.

    Who has no form open here, because it was sent or is too old, is told so instead of meeting an error.
    """

    @wraps(view)
    def opened(request: PatientRequest, slug: str, **kwargs: object) -> HttpResponse:
        try:
            clinic = directory.by_slug(slug)
        except directory.NoSuchClinic as missing:
            raise Http404 from missing
        found = offer_at(clinic, request)
        if isinstance(found, Stop):
            return _stopped(request, clinic, found)
        try:
            return view(request, found, **kwargs)
        except Elsewhere as earlier:
            return see_other(earlier.address)
        except NoDraft:
            return see_other(reverse("patient:already_sent", kwargs={"slug": slug}))

    return opened


def offer_at(clinic: ClinicPage, request: PatientRequest) -> Offer | Stop:
    """Give the clinic's offer to the person who is signed in, or why there is none."""
    today = request.today
    age = age_on(request.signed_in.birth_date, today)
    if not clinic.renews_online:
        return Stop.NOT_ONLINE
    if clinic.is_closed_on(today):
        return Stop.CLOSED
    if clinic.min_age is not None and age < clinic.min_age:
        return Stop.TOO_YOUNG
    if clinic.max_age is not None and age > clinic.max_age:
        return Stop.TOO_OLD
    try:
        fee_ore = directory.fee_on(clinic, today, age).amount_ore
    except FeeUnknown:
        return Stop.NO_PRICE
    answer_by = directory.answer_by(clinic, request.now)
    return Offer(clinic, contact_of(clinic, request.now), fee_ore, answer_by, today)


def _stopped(request: PatientRequest, clinic: ClinicPage, why: Stop) -> HttpResponse:
    heading, text = _words(clinic, request.today)[why]
    context = {
        "heading": heading,
        "text": text % {"clinic": clinic.name},
        "own_text": clinic.closed_text if why is Stop.CLOSED else "",
        "contact": contact_of(clinic, request.now),
    }
    return render(request, "pages/patient/renew/stop.jinja", context)


def _words(clinic: ClinicPage, today: date) -> dict[Stop, tuple[str, str]]:
    return {
        Stop.NOT_ONLINE: (
            _("Ring för att förnya recept"),
            _("%(clinic)s förnyar inte recept på nätet. Ring och be om ett nytt recept."),
        ),
        Stop.CLOSED: _closed(clinic, today),
        Stop.TOO_YOUNG: (
            _("Mottagningen är för den som har fyllt %(age)s år") % {"age": clinic.min_age},
            _("Ring %(clinic)s, så hjälper de dig rätt."),
        ),
        Stop.TOO_OLD: (
            _("Mottagningen är för den som är yngre än %(age)s år") % {"age": (clinic.max_age or 0) + 1},
            _("Ring %(clinic)s, så hjälper de dig rätt."),
        ),
        Stop.NO_PRICE: (
            _("Ring för att förnya recept"),
            _("Vi vet inte vad det kostar hos %(clinic)s. Ring och fråga, så kan de förnya receptet."),
        ),
    }


def _closed(clinic: ClinicPage, today: date) -> tuple[str, str]:
    last = clinic.closed_until or today
    heading = _("Tar inte emot förfrågningar på nätet till och med %(last)s")
    text = _("Du kan skicka från %(day)s. Ring om du behöver ett recept tidigare.")
    opens = formats.day(last + timedelta(days=1), today)
    return heading % {"last": formats.short_day(last, today)}, text % {"day": opens}
