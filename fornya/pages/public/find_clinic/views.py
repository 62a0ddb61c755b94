"""Search for a clinic, by a plain GET form."""

from django.http import HttpResponse
from django.shortcuts import render

from fornya.clinics import directory
from fornya.pages.public.find_clinic.asked import (
    Asked,
    kind_options,
    municipality_options,
    region_options,
)
from fornya.pages.public.find_clinic.rows import row
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.pages.public.region.chosen import chosen_region
from fornya.people.guards import ANYONE, Request, open_to

PER_PAGE = 20
# What people type is as good as never typed again within the minute.
KEPT_QUERY = ("region", "kommun", "typ", "online", "oppet", "sida")


@open_to(ANYONE)
@kept_a_minute_by(*KEPT_QUERY)
def find_clinic(request: Request) -> HttpResponse:
    """Show the clinics that fit, twenty a page."""
    asked = Asked.of(request)
    index = directory.current().index
    near = index.nearness.place(asked.near) if asked.near else None
    found = index.search(
        asked.text,
        asked.wanted(request.now),
        near=near,
        offset=(asked.page - 1) * PER_PAGE,
        limit=PER_PAGE,
    )
    region = None if asked.region else chosen_region(request)
    return render(
        request,
        "pages/public/find_clinic/list.jinja",
        {
            "asked": asked,
            "found": found,
            "rows": [row(hit, request.now, near) for hit in found.hits],
            "near": near,
            # With filters that shut everything out, say how many there are without them.
            "unfiltered": found.total or (asked.filters and index.search(asked.text, limit=1).total),
            "everywhere": asked.unfiltered().address(),
            "my_region": (region.name, asked.address(region=region.code)) if region else None,
            **_choices(asked),
            **_pages(asked, found.total),
        },
    )


def _choices(asked: Asked) -> dict[str, object]:
    return {
        "regions": region_options(),
        "municipalities": municipality_options(asked.region),
        "kinds": kind_options(),
    }


def _pages(asked: Asked, total: int) -> dict[str, object]:
    return {
        "previous": asked.address(page=asked.page - 1) if asked.page > 1 and total else None,
        "following": asked.address(page=asked.page + 1) if asked.page * PER_PAGE < total else None,
        "page": asked.page,
        "pages": max(1, -(-total // PER_PAGE)),
    }
