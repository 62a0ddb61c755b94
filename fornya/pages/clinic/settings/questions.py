"""*Egna frågor*: up to three, with how they look in the form and how easy they are to read."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.change import set_questions
from fornya.clinics.settings.log import Part
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, too_long
from fornya.pages.clinic.reply_words import ease_words
from fornya.pages.clinic.settings.shared import here, page, saved
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed

FIELDS = ("question-1", "question-2", "question-3")
LONGEST = 200


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: StaffRequest) -> HttpResponse:
    """Show the questions, show how new ones would look, or keep them."""
    clinic = here(request)
    if request.method != "POST":
        form = Form.showing(**dict(zip(FIELDS, clinic.own_questions, strict=False)))
        return page(request, "questions", form, fields=FIELDS, previews=_previews(clinic.own_questions))
    form = Form.of(request.POST, *FIELDS)
    asked = tuple(" ".join(text.split()) for name in FIELDS if (text := form.value(name)))
    errors = _errors(form)
    if errors or "save" not in request.POST:
        return page(request, "questions", form, errors, fields=FIELDS, previews=_previews(asked))
    set_questions(clinic_id=clinic.id, questions=asked, by=request.signed_in.actor, now=request.now)
    return saved(Part.QUESTIONS)


def _errors(form: Form) -> Errors:
    errors, seen = Errors(), set()
    for number, name in enumerate(FIELDS, 1):
        text = " ".join(form.value(name).split())
        label = _("Fråga %(number)s") % {"number": number}
        if long := too_long(text, LONGEST):
            errors = errors.add(name, at_field(label, long))
        elif text and text.casefold() in seen:
            errors = errors.add(name, at_field(label, _("Frågan står redan ovanför")))
        seen.add(text.casefold())
    return errors


def _previews(asked: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [(text, *ease_words(text)) for text in asked]
