"""Three questions about each medicine: what the clinic needs to know, and no more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.pages.patient.renew.lengths import NOTE, too_long
from fornya.pages.patient.renew.offer import Offer, at_clinic
from fornya.pages.patient.renew.steps import Asked, Place, Step, medicines_of, place_of, saved_for_later
from fornya.pages.patient.renew.words import NO, QUESTIONS, UNKNOWN, YES, question_words
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.renewals import draft as drafts
from fornya.rules.access import Deed


@open_to(Deed.SEND_REQUEST, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
@at_clinic
def ask(request: PatientRequest, offer: Offer, number: int) -> HttpResponse:
    """Show the questions about one medicine, or keep the answers."""
    step = Step("ask", number)
    if request.method == "POST":
        return _keep(request, offer, step)
    draft = drafts.load(patient=request.signed_in, clinic=offer.clinic, now=request.now)
    place = place_of(request, step, draft, offer.clinic)
    medicine = medicines_of(draft)[number - 1]
    known = draft.content.get("answers", {}).get(medicine.id, {})
    return _page(request, offer, place, medicine, Form.showing(**known))


def _keep(request: PatientRequest, offer: Offer, step: Step) -> HttpResponse:
    form = Form.of(request.POST, *QUESTIONS, "note", "later")
    with drafts.editing(patient=request.signed_in, clinic=offer.clinic, now=request.now) as sheet:
        place = place_of(request, step, sheet.draft, offer.clinic)
        medicine = medicines_of(sheet.draft)[(step.number or 1) - 1]
        errors = _errors(form, request.signed_in, medicine)
        if not errors or form.value("later"):
            sheet.keep({"answers": {medicine.id: _answers(form)}}, now=request.now)
    if form.value("later"):
        return saved_for_later(request)
    if errors:
        return _page(request, offer, place, medicine, form, errors)
    return see_other(place.onward(sheet.draft, offer.clinic))


def _answers(form: Form) -> dict[str, str]:
    given = {name: form.value(name) for name in QUESTIONS if form.value(name) in (YES, NO, UNKNOWN)}
    return given | {"note": form.value("note")[:NOTE]}


def _errors(form: Form, patient: SignedInPatient, medicine: Asked) -> Errors:
    errors = Errors()
    for question in QUESTIONS:
        if form.value(question) not in (YES, NO, UNKNOWN):
            errors = errors.add(question, question_words(question, patient, is_aid=medicine.is_aid)[1])
    return too_long(errors, "note", form.value("note"), NOTE)


def _page(
    request: PatientRequest,
    offer: Offer,
    place: Place,
    medicine: Asked,
    form: Form,
    errors: Errors | None = None,
) -> HttpResponse:
    context = {
        "offer": offer,
        "place": place,
        "medicine": medicine,
        "form": form,
        "errors": errors or Errors(),
        "questions": [
            (name, question_words(name, request.signed_in, is_aid=medicine.is_aid)[0]) for name in QUESTIONS
        ],
        "options": [
            Option(value=YES, text=_("Ja")),
            Option(value=NO, text=_("Nej")),
            Option(value=UNKNOWN, text=_("Vet inte")),
        ],
    }
    return render(request, "pages/patient/renew/ask.jinja", context, status=422 if errors else 200)
