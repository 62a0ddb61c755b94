"""*Svarstid*: within how many working days the clinic answers, with today's promise as an example."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.change import set_answer_days
from fornya.clinics.settings.log import Part
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.typed import read_number
from fornya.pages.clinic.settings.shared import here, page, saved
from fornya.pages.clinic.settings.words import days_words
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.working_days import CUTOFF_HOUR, answer_by

MOST_DAYS = 30
EXAMPLES = (1, 2, 3, 5, 10)


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: StaffRequest) -> HttpResponse:
    """Show what the clinic promises, or change it."""
    clinic, today = here(request), request.today
    examples = [
        [days_words(days), formats.day(answer_by(request.now, days), today)]
        for days in sorted({*EXAMPLES, clinic.answer_days or EXAMPLES[0]})
    ]
    more: dict[str, Any] = {"examples": examples, "cutoff": CUTOFF_HOUR, "most": MOST_DAYS}
    if request.method != "POST":
        form = Form.showing(days=str(clinic.answer_days or ""))
        return page(request, "answer", form, **more)
    form = Form.of(request.POST, "days")
    days = read_number(form.value("days"), lowest=1, highest=MOST_DAYS)
    if days is None:
        errors = Errors().add(
            "days", _("Skriv antal arbetsdagar med siffror, 1 till %(most)s") % {"most": MOST_DAYS}
        )
        return page(request, "answer", form, errors, **more)
    set_answer_days(clinic_id=clinic.id, days=days, by=request.signed_in.actor, now=request.now)
    return saved(Part.ANSWER)
