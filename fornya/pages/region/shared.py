"""What every page here does: knows the region (or that it is all of them), links to its neighbours."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.audit.scope import EVERYWHERE, Actor
from fornya.clinics import directory
from fornya.clinics.cards import RegionCard
from fornya.clinics.region.change import Decider
from fornya.design import formats
from fornya.design.fields import Errors
from fornya.design.parts import Cell, Column, Tab
from fornya.people.guards import PostRequest, View, open_to
from fornya.rules.access import Deed
from fornya.rules.posts import PostRole

_PLACES = {
    PostRole.REGION_ADMINISTRATOR: {
        "region:overview": N_("Översikt"),
        "region:clinics": N_("Mottagningar"),
        "region:fees": N_("Avgifter"),
        "region:rules": N_("Regler"),
        "region:notices": N_("Driftmeddelanden"),
        "region:deliveries": N_("Leveranser"),
    },
    PostRole.OPERATOR: {
        "region:operation": N_("Leveranser"),
        "region:country_rules": N_("Regler"),
        "region:country_catalogue": N_("Läs in mottagningar"),
    },
}


class Who(TypedDict):
    """Of which region something is read or changed, by whom and when: what every deed here is told."""

    region_id: str
    by: Actor
    now: datetime


class Twins(NamedTuple):
    """A page at two addresses: a region's, and the one where the same is done for the whole country."""

    region: View
    country: View


def open_to_both(view: Callable[..., HttpResponse]) -> Twins:
    """Open a view to region administrators at one address and to operators at another."""
    return Twins(open_to(Deed.ADMINISTER_REGION)(view), open_to(Deed.OPERATE)(view))


def twin(request: PostRequest, name: str) -> str:
    """Give the full name of the address, of a pair, that the request's own side has."""
    return f"region:country_{name}" if is_operators(request) else f"region:{name}"


def who_of(request: PostRequest) -> Who:
    """Give what the deeds are told: the region of the post that the page is opened with, or EVERYWHERE."""
    region = EVERYWHERE if is_operators(request) else request.post.region_code
    return {"region_id": region, "by": request.signed_in.actor, "now": request.now}


def decider(request: PostRequest) -> Decider:
    """Give who decides something on a page, and for which region or EVERYWHERE."""
    return Decider(who_of(request)["region_id"], request.signed_in.actor, request.signed_in.hsa_id)


def is_operators(request: PostRequest) -> bool:
    """Tell whether a page is opened for the whole service, and not for a region."""
    return request.post.role is PostRole.OPERATOR


def region_of(request: PostRequest) -> RegionCard:
    """Give the region that the post is for."""
    return next(each for each in directory.regions() if each.code == request.post.region_code)


def page(
    request: PostRequest, template: str, place: str, errors: Errors | None = None, **more: Any
) -> HttpResponse:
    """Show a page among its neighbours; with errors what was typed stays (422)."""
    context = {
        "here": _("Hela tjänsten") if is_operators(request) else region_of(request).name,
        "places_here": [
            Tab(text=_(word), href=reverse(name), current=name == place)
            for name, word in _PLACES[request.post.role].items()
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
