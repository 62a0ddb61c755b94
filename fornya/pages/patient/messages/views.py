"""The inbox and one message."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.messages.inbox import NoSuchMessage, read
from fornya.messages.inbox import inbox as letters
from fornya.pages.patient.messages.words import written
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.rules.access import Deed


def about(patient: SignedInPatient) -> str:
    """Name the patient to whoever acts for them; the patient is "you"."""
    return patient.given_name if patient.acting else ""


@open_to(Deed.OWN_PAGES)
@require_safe
def inbox(request: PatientRequest) -> HttpResponse:
    """Show the messages, newest first."""
    today = request.today
    found = letters(patient_id=request.signed_in.patient_id, by=request.signed_in.actor, now=request.now)
    context = {
        "part": "inbox",
        "messages": [
            (letter, written(letter, today, about=about(request.signed_in)).subject) for letter in found
        ],
        "today": today,
    }
    return render(request, "pages/patient/messages/inbox.jinja", context)


@open_to(Deed.OWN_PAGES)
@require_safe
def message(request: PatientRequest, message_id: uuid.UUID) -> HttpResponse:
    """Show one message, which is read from then on."""
    patient = request.signed_in
    try:
        letter = read(message_id=message_id, patient_id=patient.patient_id, by=patient.actor, now=request.now)
    except NoSuchMessage as missing:
        raise Http404 from missing
    today = request.today
    context = {
        "part": "inbox",
        "letter": letter,
        "words": written(letter, today, about=about(patient)),
        "today": today,
    }
    return render(request, "pages/patient/messages/message.jinja", context)
