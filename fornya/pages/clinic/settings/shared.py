"""What every page of the settings does: knows its clinic, shows its form, and goes back to the list."""

from datetime import datetime
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from fornya.audit.scope import Actor
from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.log import Part
from fornya.design.fields import Errors, Form
from fornya.people.guards import StaffRequest


def here(request: StaffRequest) -> ClinicPage:
    """Give the clinic whose settings are open; the guard has seen to it that there is one."""
    return directory.by_id(request.signed_in.clinic_id or 0)


class Who(TypedDict):
    """Where something is changed, by whom and when: what every deed of the settings is told."""

    clinic_id: int
    by: Actor
    now: datetime


def who_of(request: StaffRequest) -> Who:
    """Give what the deeds are told."""
    return {"clinic_id": here(request).id, "by": request.signed_in.actor, "now": request.now}


def page(
    request: StaffRequest, template: str, form: Form, errors: Errors | None = None, **more: Any
) -> HttpResponse:
    """Show a page of the settings; with errors what was typed stays (422)."""
    context = {
        "clinic": here(request),
        "today": request.today,
        "form": form,
        "errors": errors or Errors(),
        "saved": not errors and request.GET.get("sparat") == "ja",
    }
    status = 422 if errors else 200
    return render(request, f"pages/clinic/settings/{template}.jinja", context | more, status=status)


def saved(part: Part, place: str = "clinic:settings") -> HttpResponse:
    """Go back to the list, which says that the part was saved; or to a page that holds several things."""
    said = {"sparat": part.value if place == "clinic:settings" else "ja"}
    return HttpResponseRedirect(f"{reverse(place)}?{urlencode(said)}")
