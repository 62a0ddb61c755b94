"""What it costs in every region: a page to read and print, and the same as a file."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render

from fornya.clinics import directory
from fornya.pages.public.fees.rows import region_rows
from fornya.pages.public.fresh import kept_a_minute, kept_a_minute_by
from fornya.pages.public.region.chosen import chosen_region
from fornya.people.guards import ANYONE, Request, open_to
from fornya.rules.fees import in_force_on

BY_COST = "kostnad"


@open_to(ANYONE)
@kept_a_minute_by("ordning")
def fees(request: Request) -> HttpResponse:
    """Show all regions' fees; the visitor's own first, when one has been chosen."""
    rows = region_rows(request.today)
    by_cost = request.GET.get("ordning") == BY_COST
    if by_cost:
        rows.sort(key=lambda row: (row.cost is None, row.cost or 0))
    region = chosen_region(request)
    return render(
        request,
        "pages/public/fees/fees.jinja",
        {
            "rows": rows,
            "by_cost": by_cost,
            "mine": next((row for row in rows if region and row.code == region.code), None),
            "are_examples": any(row.is_example for row in rows),
        },
    )


@open_to(ANYONE)
@kept_a_minute
def fees_file(request: Request) -> HttpResponse:
    """Give the fees in force as CSV, one row per region and reason, amounts in whole öre."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(
        ("region", "name", "reason", "amount_ore", "free_under", "free_from_age")
        + ("counts_to_frikort", "valid_from", "source", "example")
    )
    for each in directory.region_fees():
        for purpose, rule in in_force_on(each.fees, request.today).items():
            writer.writerow(
                (each.region.code, each.region.name, purpose.value, rule.amount_ore)
                + (rule.free_under, rule.free_from_age, rule.counts_to_frikort, rule.valid_from)
                + (rule.source, rule.is_example)
            )
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="avgifter.csv"'
    return answer
