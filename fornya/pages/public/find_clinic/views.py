"""Search for a clinic, by a plain GET form."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fornya.clinics import directory
from fornya.clinics.cards import RegionCard
from fornya.design.parts import Tile
from fornya.pages.public.find_clinic.asked import (
    Asked,
    kind_options,
    language_options,
    municipality_options,
    region_options,
)
from fornya.pages.public.find_clinic.rows import row
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.pages.public.often import count_search
from fornya.pages.public.region.chosen import chosen_region
from fornya.pages.public.region.map import region_tiles
from fornya.pages.public.region.notices import notice_words
from fornya.people.guards import ANYONE, Request, open_to

PER_PAGE = 20
# What people type is as good as never typed again within the minute.
KEPT_QUERY = ("region", "kommun", "typ", "talar", "online", "oppet", "sida")


@open_to(ANYONE)
@kept_a_minute_by(*KEPT_QUERY)
def find_clinic(request: Request) -> HttpResponse:
    """Show the clinics that fit, twenty a page; before anything is asked, the map of the regions."""
    asked = _asked(request)
    index = directory.current().index
    near = index.nearness.place(asked.near) if asked.near else None
    found = index.search(
        asked.text,
        asked.wanted(request.now),
        near=near,
        offset=(asked.page - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    region = chosen_region(request)
    return render(
        request,
        "pages/public/find_clinic/list.jinja",
        {
            "asked": asked,
            "found": found,
            "rows": [] if asked.is_blank else [row(hit, request.now, near) for hit in found.hits],
            "online": sum(clinic.renews_online for clinic in directory.current().clinics),
            "notices": notice_words(asked.region or (region.code if region else ""), request.now),
            "tiles": _map(region) if asked.is_blank else (),
            "near": near,
            **_elsewhere(asked, region, found.total),
            **_choices(asked),
            **_pages(asked, found.total),
        },
    )


def _asked(request: Request) -> Asked:
    """Read what is asked for; what somebody has typed is counted."""
    asked = Asked.of(request)
    if asked.text or asked.near:
        count_search(request)
    return asked


def _map(region: RegionCard | None) -> list[Tile]:
    return region_tiles(
        lambda code: reverse("public:find_clinic") + Asked(region=code).address(),
        region.code if region else "",
    )


def _elsewhere(asked: Asked, region: RegionCard | None, total: int) -> dict[str, object]:
    """Give other ways to search; with filters that shut everything out, how many there are without them."""
    index = directory.current().index
    return {
        "unfiltered": total or (asked.filters and index.search(asked.text, limit=1).total),
        "everywhere": asked.unfiltered().address(),
        "my_region": _mine(asked, region),
    }


def _mine(asked: Asked, region: RegionCard | None) -> tuple[str, str] | None:
    """Offer the visitor's own region as a filter, where no other has been chosen."""
    return (region.name, asked.address(region=region.code)) if region and not asked.region else None


def _choices(asked: Asked) -> dict[str, object]:
    return {
        "regions": region_options(),
        "municipalities": municipality_options(asked.region),
        "kinds": kind_options(),
        "spoken_here": language_options(),
    }


def _pages(asked: Asked, total: int) -> dict[str, object]:
    return {
        "previous": asked.address(page=asked.page - 1) if asked.page > 1 and total else None,
        "following": asked.address(page=asked.page + 1) if asked.page * PER_PAGE < total else None,
        "page": asked.page,
        "pages": max(1, -(-total // PER_PAGE)),
    }
