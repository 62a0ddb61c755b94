"""The patient's answer to a question from the clinic."""

import uuid
from datetime import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.limits.count import TooMany
from fornya.pages.patient.renew.lengths import too_long
from fornya.pages.patient.requests.views import show_request
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.answer import answer_question
from fornya.renewals.history import NoSuchRequest
from fornya.rules.access import Deed

LONGEST = 1000


@open_to(Deed.ANSWER_QUESTION, keeps_typed=True)
@require_POST
def answer(request: PatientRequest, request_id: uuid.UUID, question_id: uuid.UUID) -> HttpResponse:
    """Send the answer. A second time changes nothing and shows the first."""
    field = f"answer-{question_id}"
    form = Form.of(request.POST, field)
    errors = Errors()
    if not form.value(field):
        errors = errors.add(field, _("Skriv ett svar till mottagningen"))
    errors = too_long(errors, field, form.value(field), LONGEST)
    if errors:
        return show_request(request, request_id, form=form, errors=errors)
    try:
        belongs_to = answer_question(
            question_id=question_id, answer=form.value(field), patient=request.signed_in, now=request.now
        )
    except NoSuchRequest as missing:
        raise Http404 from missing
    except TooMany as full:
        errors = errors.add(field, _often_words(full, request.now))
        shown = show_request(request, request_id, form=form, errors=errors)
        shown.status_code, shown["Retry-After"] = 429, str(full.wait(request.now))
        return shown
    return see_other(reverse("patient:request", kwargs={"request_id": belongs_to}))


def _often_words(full: TooMany, now: datetime) -> str:
    clock = formats.next_clock(full.again_at, now)
    return _("Svaret är inte skickat. Du har skickat många svar. Skicka igen %(clock)s") % {"clock": clock}
