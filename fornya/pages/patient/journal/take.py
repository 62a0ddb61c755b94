"""All that is kept of the person as a file: plain JSON, or FHIR for other health services."""

import json
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.integrations.fhir import MEDIA_TYPE
from fornya.journal.bundle import bundle
from fornya.journal.own_data import Json, own_data
from fornya.messages.inbox import Letter
from fornya.messages.models import Kind
from fornya.pages.patient.messages.words import written
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed


@open_to(Deed.OWN_SETTINGS)
@require_safe
def take(request: PatientRequest) -> HttpResponse:
    """Say what the two files hold, and lead to them."""
    return render(request, "pages/patient/journal/take.jinja", {"part": ""})


@open_to(Deed.OWN_SETTINGS)
@require_safe
def as_json(request: PatientRequest) -> HttpResponse:
    """Give everything, as docs/own-data.md describes it."""
    content = json.dumps(_gathered(request), ensure_ascii=False, indent=2).encode()
    return _file(content, "application/json", "uppgifter", request.today)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def as_fhir(request: PatientRequest) -> HttpResponse:
    """Give requests, decisions and messages as a bundle."""
    return _file(bundle(_gathered(request)), MEDIA_TYPE, "fhir", request.today)


def _gathered(request: PatientRequest) -> Json:
    own = own_data(patient=request.signed_in, now=request.now)
    today = request.today
    for message in own["messages"]:
        message["text"] = _text(message, today)
    return own


def _text(message: Json, today: date) -> str:
    """Give a message as its reader has it in the inbox."""
    sent = datetime.fromisoformat(message["created_at"])
    kind, about = Kind(message["kind"]), UUID(message["about"])
    words = written(Letter(UUID(message["id"]), kind, about, message["facts"], sent, is_read=True), today)
    return "\n".join([words.subject, *words.paragraphs])


def _file(content: bytes, kind: str, name: str, today: date) -> HttpResponse:
    """Give a file to keep, with a name that says nothing of whose it is or what is in it."""
    answer = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="fornya-{name}-{today.isoformat()}.json"'
    return answer
