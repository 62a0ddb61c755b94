"""The patient's sign-ins: which browsers, since when, and signing them out."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fornya.pages.patient.see_other import see_other
from fornya.people.guards import PatientRequest, forget, open_to
from fornya.people.open_sessions import end_all_sessions, end_session, open_sessions
from fornya.rules.access import Deed
from fornya.rules.retention import KEPT_FOR, Kept
from fornya.rules.swedish_time import swedish_day


@open_to(Deed.OWN_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_ins(request: PatientRequest) -> HttpResponse:
    """Show the browsers that are signed in; sign one out, or all of them with this one."""
    patient, now = request.signed_in, request.now
    if request.method == "POST" and "everywhere" in request.POST:
        end_all_sessions(patient=patient, now=now)
        return forget(see_other(reverse("login:signed_out")))
    if request.method == "POST":
        end_session(key=request.POST.get("session", ""), patient=patient, now=now)
        return see_other(reverse("patient:sign_ins"))
    context = {
        "part": "",
        "sign_ins": open_sessions(patient=patient, now=now),
        "idle_minutes": KEPT_FOR[Kept.PATIENT_SESSION_IDLE] // timedelta(minutes=1),
        "today": swedish_day(now),
    }
    return render(request, "pages/patient/sign_ins/sign_ins.jinja", context)
