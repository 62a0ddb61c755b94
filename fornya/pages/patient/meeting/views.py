"""The page of a request's times to meet: choose, change, cancel, and a file for one's own calendar."""

import uuid
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.clinics import directory
from fornya.design.fields import Form
from fornya.design.parts import Row
from fornya.design.typed import read_key
from fornya.pages.patient.calendars import as_file, event
from fornya.pages.patient.clinics import contact_of
from fornya.pages.patient.medicines.words import medicine_name
from fornya.pages.patient.meeting.rows import meeting_of, place_of
from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.book import NoSuchTime, NotAsShown, TooLate, book, cancel
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.reading import Whole, for_patient
from fornya.rules.access import Deed
from fornya.rules.acting import Ability
from fornya.rules.renewal_states import LineState

# In the address of who has just booked or cancelled.
BOOKED, CANCELLED = "bokad", "avbokad"
AN_HOUR_BEFORE = timedelta(hours=-1)


@open_to(Deed.OWN_PAGES)
@require_safe
def meeting(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Show what is booked, or what can be chosen."""
    whole = _whole(request, request_id)
    return _page(request, whole) if whole.times.all else _to_request(request_id)


@open_to(Deed.BOOK_TIME)
@require_POST
def book_time(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Book the time that was chosen; who comes too late, or second, reads what stands."""
    form = Form.of(request.POST, "tid", "visad")
    try:
        book(
            request_id=request_id,
            appointment_id=read_key(form.value("tid")) or request_id,
            instead_of=read_key(form.value("visad")),
            patient=request.signed_in,
            now=request.now,
        )
    except NoSuchRequest as missing:
        raise Http404 from missing
    except (NoSuchTime, NotAsShown, TooLate) as refused:
        return _refused(request, request_id, refused)
    return see_other(f"{reverse('patient:meeting', args=[request_id])}?{BOOKED}")


@open_to(Deed.BOOK_TIME)
@require_POST
def cancel_time(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Cancel the time that is booked."""
    shown = read_key(Form.of(request.POST, "visad").value("visad"))
    try:
        cancel(request_id=request_id, booked_id=shown, patient=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing
    except (NotAsShown, TooLate) as refused:
        return _refused(request, request_id, refused)
    return see_other(f"{reverse('patient:meeting', args=[request_id])}?{CANCELLED}")


@open_to(Deed.OWN_PAGES)
@require_safe
def meeting_calendar(request: PatientRequest, request_id: uuid.UUID) -> HttpResponse:
    """Give the booked time as a file; it names the clinic only where the person asks for that."""
    whole = _whole(request, request_id)
    booked = whole.times.booked
    if booked is None:
        return _to_request(request_id)
    made = event(
        booked.slot.starts_at, about=str(booked.id), remind=AN_HOUR_BEFORE, busy=True, now=request.now
    )
    made.add("dtend", booked.slot.ends_at)
    if "plats" in request.GET:
        made.add("location", place_of(directory.by_id(whole.clinic_id)))
    return as_file([made])


def _whole(request: PatientRequest, request_id: uuid.UUID) -> Whole:
    try:
        return for_patient(request_id=request_id, patient=request.signed_in, now=request.now)
    except NoSuchRequest as missing:
        raise Http404 from missing


def _refused(request: PatientRequest, request_id: uuid.UUID, refused: Exception) -> HttpResponse:
    return _page(request, _whole(request, request_id), trouble=_trouble(refused))


def _page(request: PatientRequest, whole: Whole, *, trouble: Row | None = None) -> HttpResponse:
    clinic, patient = directory.by_id(whole.clinic_id), request.signed_in
    context = {
        "part": "requests",
        "request_id": whole.id,
        "meeting": meeting_of(whole.times, clinic, patient.actor.name, request.now),
        "contact": contact_of(clinic, request.now),
        "medicines": ", ".join(
            medicine_name(line.name) for line in whole.lines if line.state is LineState.MEET
        ),
        "may_send": Ability.REQUEST in patient.abilities,
        "is_booked_now": BOOKED in request.GET,
        "is_cancelled_now": CANCELLED in request.GET,
        "trouble": trouble,
    }
    return render(request, "pages/patient/meeting/meeting.jinja", context, status=409 if trouble else 200)


def _trouble(refused: Exception) -> Row:
    """Say what stood in the way, and what to do; the page below says which time stands."""
    if isinstance(refused, NotAsShown):
        changed = _("Någon annan, eller du i ett annat fönster, har bokat eller avbokat. Nu gäller det här.")
        return Row(key=_("Något har ändrats medan du valde"), value=changed)
    if isinstance(refused, TooLate):
        return Row(key=_("Det är för sent att ändra här"), value=_("Ring mottagningen i stället."))
    return Row(key=_("Tiden finns inte kvar"), value=_("Mottagningen har tagit bort den. Välj en annan."))


def _to_request(request_id: uuid.UUID) -> HttpResponse:
    return see_other(reverse("patient:request", args=[request_id]))
