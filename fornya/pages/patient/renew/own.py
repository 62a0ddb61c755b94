"""The clinic's own questions, at most three, each with a free answer or none."""

from zlib import crc32

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors, Form
from fornya.pages.patient.renew.lengths import NOTE, too_long
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import Place, Step, place_of, saved_for_later
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals import draft as drafts
from fornya.rules.access import Deed

OWN = Step("own")


@open_to(Deed.SEND_REQUEST, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def own(request: PatientRequest, offer: Offer) -> HttpResponse:
    """Show the clinic's questions, or keep the answers."""
    if not offer.clinic.own_questions:
        raise Http404
    if request.method == "POST":
        return _keep(request, offer)
    draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    place = place_of(request, OWN, draft, offer.clinic)
    known = {row["question"]: row["answer"] for row in draft.content.get("own", ())}
    form = Form.showing(**{name: known.get(text, "") for name, text in _questions(offer)})
    return _page(request, offer, place, form)


def _keep(request: PatientRequest, offer: Offer) -> HttpResponse:
    questions = _questions(offer)
    form = Form.of(request.POST, *(name for name, _text in questions), "later")
    errors = Errors()
    for name, _text in questions:
        errors = too_long(errors, name, form.value(name), NOTE)
    answers = [{"question": text, "answer": form.value(name)[:NOTE]} for name, text in questions]
    with drafts.editing(patient=request.signed_in, clinic=offer.clinic, now=request.now) as sheet:
        place = place_of(request, OWN, sheet.draft, offer.clinic)
        if not errors or form.value("later"):
            sheet.keep({"own": answers}, now=request.now)
    if form.value("later"):
        return saved_for_later(request)
    if errors:
        return _page(request, offer, place, form, errors)
    return see_other(place.onward(sheet.draft, offer.clinic))


def _questions(offer: Offer) -> list[tuple[str, str]]:
    # Named by its words: the clinic may change its questions while somebody answers, and no answer is to land
    # under another question.
    return [(f"own-{crc32(text.encode()):08x}", text) for text in offer.clinic.own_questions]


def _page(
    request: PatientRequest, offer: Offer, place: Place, form: Form, errors: Errors | None = None
) -> HttpResponse:
    context = {
        "offer": offer,
        "place": place,
        "form": form,
        "errors": errors or Errors(),
        "questions": _questions(offer),
    }
    return render(request, "pages/patient/renew/own.jinja", context, status=422 if errors else 200)
