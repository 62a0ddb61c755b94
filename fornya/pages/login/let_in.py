"""Letting a patient in, whichever e-ID vouches for them: a new session, and the end of the old one."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect

from fornya.pages.login.device import device_name
from fornya.pages.login.provider import arrived
from fornya.people import session
from fornya.people.guards import Request, keep_signed_in, look_who
from fornya.people.registered import ask_at_once, ask_soon
from fornya.people.session import SignedInPatient


def let_in(request: Request, patient_id: int, onward: str) -> HttpResponse:
    """Sign the patient in and go on."""
    before = look_who(request)
    if before is not None:
        session.end(before.token_hash, now=request.now)
    device = device_name(request.headers.get("User-Agent", ""))
    token = session.start_for_patient(patient_id=patient_id, now=request.now, device=device)
    _ask_register(token, request.now, patient_id)
    return arrived(keep_signed_in(request, HttpResponseRedirect(onward), token))


def _ask_register(token: str, now: datetime, patient_id: int) -> None:
    """Let the register be asked in the background; at the first time of all, before the first page."""
    who = session.find(token, now=now)
    if isinstance(who, SignedInPatient) and not who.is_known:
        ask_at_once(who, now=now)
    ask_soon(patient_id=patient_id, now=now)
