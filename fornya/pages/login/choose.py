"""The page where a patient chooses how to sign in, and signing out."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.views.decorators.http import require_POST, require_safe

from fornya.clinics.directory import NoSuchClinic, by_slug
from fornya.people import session
from fornya.people.guards import ANYONE, Request, forget, look_who, open_to
from fornya.people.onward import safe_path
from fornya.people.session import SignedInPatient, SignedInStaff

TYPED = "patient:typed"
FORM_OF_CLINIC = re.compile(r"/mina/fornya/(?P<slug>[a-z0-9-]+)")


@open_to(ANYONE)
@require_safe
def choose(request: Request) -> HttpResponse:
    """Say why to sign in and what comes next; somebody who is signed in already goes straight on."""
    onward = onward_path(request)
    who = look_who(request)
    if isinstance(who, SignedInPatient):
        return HttpResponseRedirect(onward)
    return render(
        request,
        "pages/login/choose.jinja",
        {
            "onward": onward,
            "clinic": clinic_of(onward),
            "is_staff": who is not None,
            "is_typed": resolve(urlsplit(onward).path).view_name == TYPED,
            "is_over": "slut" in request.GET,
            "issuers": settings.PATIENT_ISSUERS,
        },
    )


@open_to(ANYONE)
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """End the session; the token is dead wherever it was copied to."""
    who = look_who(request)
    if who is not None:
        session.end(who.token_hash, now=request.now)
    of_staff = "?personal=1" if isinstance(who, SignedInStaff) else ""
    answer = HttpResponseRedirect(reverse("login:signed_out") + of_staff)
    answer.status_code = 303
    return forget(answer)


@open_to(ANYONE)
@require_safe
def signed_out(request: Request) -> HttpResponse:
    """Say that nobody is signed in here any more."""
    return render(request, "pages/login/signed_out.jinja", {"was_staff": "personal" in request.GET})


def onward_path(request: HttpRequest) -> str:
    """Give the patient page that the address asks for, else the overview."""
    wanted = request.POST.get("till") or request.GET.get("till")
    return safe_path(wanted, area="/mina", otherwise=reverse("patient:overview"))


def clinic_of(onward: str) -> str | None:
    """Give the name of the clinic whose form the person is on the way to."""
    found = FORM_OF_CLINIC.match(onward)
    if not found:
        return None
    try:
        return by_slug(found["slug"]).name
    except NoSuchClinic:
        return None
