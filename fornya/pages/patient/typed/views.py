"""The page that gives back what had been typed, one press from where it was."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fornya.pages.patient.renew.steps import LANGUAGE
from fornya.people.guards import PatientRequest, open_to
from fornya.people.typed import NothingTyped, typed
from fornya.rules.access import Deed

ANSWER = "answer"


@open_to(Deed.OWN_PAGES)
@require_safe
def typed_form(request: PatientRequest, form_id: uuid.UUID) -> HttpResponse:
    """Show that nothing is lost, with the form as it was.

    A page of the renewal form is saved as it stands and shown again; an answer to the clinic is read first.
    """
    try:
        kept = typed(form_id=form_id, patient=request.signed_in, now=request.now)
    except NothingTyped as missing:
        raise Http404 from missing
    is_answer = resolve(kept.path).url_name == ANSWER
    fields = [(name, value) for name, values in kept.fields.items() for value in values if name != "later"]
    context = {
        "part": "",
        "path": kept.path,
        "is_answer": is_answer,
        "fields": fields if is_answer else [*fields, ("later", f"{LANGUAGE}{get_language()}")],
    }
    return render(request, "pages/patient/typed/typed.jinja", context)
