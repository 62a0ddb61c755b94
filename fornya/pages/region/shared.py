"""What every page of a region does: knows the region, links to its neighbours, shows what is wrong."""

from datetime import date, datetime
from typing import Any, TypedDict

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.audit.scope import Actor
from fornya.clinics import directory
from fornya.clinics.cards import RegionCard
from fornya.design import formats
from fornya.design.fields import Errors
from fornya.design.parts import Cell, Column, Tab
from fornya.people.guards import PostRequest

_PLACES = {
    "region:overview": N_("Översikt"),
    "region:clinics": N_("Mottagningar"),
    "region:fees": N_("Avgifter"),
    "region:notices": N_("Driftmeddelanden"),
    "region:deliveries": N_("Leveranser"),
}


class Who(TypedDict):
    """Of which region something is read or changed, by whom and when: what every deed here is told."""

    region_id: str
    by: Actor
    now: datetime


def who_of(request: PostRequest) -> Who:
    """Give what the deeds are told; the guard has seen to it that the post is a region's."""
    return {"region_id": request.post.region_code, "by": request.signed_in.actor, "now": request.now}


def region_of(request: PostRequest) -> RegionCard:
    """Give the region that the post is for."""
    return next(each for each in directory.regions() if each.code == request.post.region_code)


def page(
    request: PostRequest, template: str, place: str, errors: Errors | None = None, **more: Any
) -> HttpResponse:
    """Show a page of the region's among its neighbours; with errors what was typed stays (422)."""
    context = {
        "region": region_of(request),
        "places_here": [
            Tab(text=_(word), href=reverse(name), current=name == place) for name, word in _PLACES.items()
        ],
        "today": request.today,
        "errors": errors or Errors(),
        "done": "" if errors else request.GET.get("klart", ""),
    }
    return render(request, f"pages/region/{template}.jinja", context | more, status=422 if errors else 200)


def done(place: str, what: str, **arguments: str) -> HttpResponse:
    """Go back to a page, which says what was done."""
    return HttpResponseRedirect(f"{reverse(place, kwargs=arguments)}?klart={what}")


def log_columns() -> list[Column]:
    """Name the columns of a log of changes."""
    return [Column(text=_("När")), Column(text=_("Vem")), Column(text=_("Vad"))]


def log_row(at: datetime, by: str, what: str, today: date) -> tuple[Cell, ...]:
    """Write a row of a log of changes."""
    return Cell(text=formats.day_and_clock(at, today), names_row=True), Cell(text=by), Cell(text=what)
