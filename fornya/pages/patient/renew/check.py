"""Check the answers and send. Price and answer day are those that were shown, or it is shown anew."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics import directory
from fornya.design import formats
from fornya.design.languages import SWEDISH
from fornya.design.parts import Row
from fornya.design.typed import read_key
from fornya.limits.count import TooMany
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.pharmacy import ANY
from fornya.pages.patient.renew.steps import CHECK, Place, Step, address, medicines_of, place_of
from fornya.pages.patient.renew.words import answers_words
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals import draft as drafts
from fornya.renewals.draft import Draft, NoDraft
from fornya.renewals.send import AlreadyAsked, NothingChosen, NotWhatWasShown, TooManyOpen, send_request
from fornya.rules.access import Deed
from fornya.rules.limits import MOST_OPEN_REQUESTS


@dataclass(frozen=True, slots=True)
class Answered:
    """A medicine on the check page; `change` is the address of its questions."""

    name: str
    said: list[str]
    note: str
    change: str


@open_to(Deed.SEND_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def check(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show all answers, or send them."""
    if request.method == "POST":
        return _send(request, offer)
    return _page(request, offer)


def _send(request: PatientRequest, offer: Offer) -> HttpResponse:
    terms, _dot, seal = request.POST.get("seen", "").rpartition(".")
    if terms != offer.terms:
        return _page(request, offer, notice="terms_changed")
    send_key = read_key(request.POST.get("send_key", ""))
    if send_key is None:
        raise NoDraft
    try:
        request_id = send_request(
            patient=request.signed_in,
            clinic=offer.clinic,
            send_key=send_key,
            seal=seal,
            fee_ore=offer.fee_ore,
            answer_by=offer.answer_by,
            now=request.now,
            language=get_language() or SWEDISH.code,
        )
    except AlreadyAsked:
        return _page(request, offer, notice="already_asked")
    except NotWhatWasShown:
        return _page(request, offer, notice="answers_changed")
    except TooManyOpen:
        return _page(request, offer, notice="open_enough")
    except TooMany as full:
        return _come_back(request, offer, full)
    except NothingChosen:
        return see_other(address(Step("choose"), offer.clinic.slug))
    return see_other(reverse("patient:request", kwargs={"request_id": request_id}) + "?skickad=1")


def _come_back(request: PatientRequest, offer: Offer, full: TooMany) -> HttpResponse:
    """Show the form again, with the time at which it can be sent."""
    again_at = formats.next_clock(full.again_at, request.now)
    answer = _page(request, offer, notice="sent_enough", status=429, again_at=again_at)
    answer["Retry-After"] = str(full.wait(request.now))
    return answer


def _page(
    request: PatientRequest, offer: Offer, notice: str = "", *, status: int = 409, again_at: str = ""
) -> HttpResponse:
    draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    place = place_of(request, CHECK, draft, offer.clinic)
    context = {
        "offer": offer,
        "place": place,
        "draft": draft,
        "notice": notice,
        "again_at": again_at,
        "most_open": MOST_OPEN_REQUESTS,
        "medicines": _medicines(draft, place),
        "too_soon": _too_soon(draft, offer.answer_by),
        "rows": [*_own_rows(draft, place), _pharmacy_row(draft, place), *_contact_rows(draft, place)],
        "today": offer.today,
    }
    return render(request, "pages/patient/renew/check.jinja", context, status=status if notice else 200)


def _medicines(draft: Draft, place: Place) -> list[Answered]:
    answers = draft.content.get("answers", {})
    reasons = {row["id"]: row["why"] for row in draft.by_hand}
    return [
        Answered(
            name=medicine.name,
            said=[
                *(
                    [_("Används mot: %(why)s") % {"why": reasons[medicine.id]}]
                    if medicine.id in reasons
                    else []
                ),
                " ".join(answers_words(answers.get(medicine.id, {}), is_aid=medicine.is_aid)),
            ],
            note=answers.get(medicine.id, {}).get("note", ""),
            change=address(Step("ask", number), place.slug, changing=True),
        )
        for number, medicine in enumerate(medicines_of(draft), start=1)
    ]


def _too_soon(draft: Draft, answer_by: date) -> list[tuple[str, date]]:
    """Give what is likely to run out before the answer comes."""
    days = [
        (medicine_name(choice.name), date.fromisoformat(choice.run_out))
        for choice in draft.chosen
        if choice.run_out
    ]
    return [(name, day) for name, day in days if day < answer_by]


def _own_rows(draft: Draft, place: Place) -> list[Row]:
    href = address(Step("own"), place.slug, changing=True)
    return [
        Row(
            key=row["question"],
            value=row["answer"] or _("Inget svar"),
            href=href,
            name=_("Ändra svaret på: %(question)s") % {"question": row["question"]},
        )
        for row in draft.content.get("own", ())
    ]


def _pharmacy_row(draft: Draft, place: Place) -> Row:
    wish = draft.content["pharmacy"]
    said = _("Vilket apotek som helst")
    if wish["kind"] != ANY:
        try:
            card = directory.pharmacy_by_gln(wish["gln"])
            said = card.name if card.online else f"{card.name}, {card.place}"
        except directory.NoSuchPharmacy:
            said = _("Vilket apotek som helst")
    href = address(Step("pharmacy"), place.slug, changing=True)
    return Row(key=_("Apotek"), value=said, href=href, name=_("Ändra apotek"))


def _contact_rows(draft: Draft, place: Place) -> list[Row]:
    if not draft.asks_contact:
        return []
    reach = draft.content["contact"]
    ways = []
    if reach["phone"]:
        ways.append(_("Sms till %(number)s") % {"number": formats.phone(reach["phone"])})
    if reach["email"]:
        ways.append(_("E-post till %(address)s") % {"address": reach["email"]})
    href = address(Step("contact"), place.slug, changing=True)
    said = " · ".join(ways) or _("Bara här på Mina sidor")
    return [Row(key=_("Besked"), value=said, href=href, name=_("Ändra hur du får besked"))]
