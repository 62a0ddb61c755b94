"""The clinic's statistics for a year: a page, and the same as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.pages.clinic.statistics import pictures, tables, words
from fornya.pages.clinic.statistics.file import written
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed
from fornya.statistics.clinic import OfYear, of_clinic
from fornya.statistics.models import ALL


@open_to(Deed.READ_WORKLIST)
@require_safe
def statistics(request: StaffRequest) -> HttpResponse:
    """Show a year; the answers' times of one medicine group when it is chosen."""
    year = _chosen(request)
    return render(
        request,
        "pages/clinic/statistics/year.jinja",
        {
            "year": year,
            "of_all": year.group == ALL,
            "group_name": words.group_name(year.group),
            "years": tables.years(year),
            "group_options": tables.groups(year),
            "file": tables.address("clinic:statistics_file", year.year, year.group),
            "in_short": tables.in_short(year),
            "took": pictures.took_rows(year.months),
            "took_legend": pictures.took_legend(),
            "took_columns": tables.took_columns(),
            "took_cells": tables.took_cells(year),
            "ended": pictures.outcome_rows(year.months),
            "ended_legend": pictures.outcome_legend(),
            "month_columns": [*tables.ended_columns(), tables.sent_column()],
            "month_cells": tables.month_cells(year),
            "group_columns": tables.group_columns(),
            "group_cells": tables.group_cells(year),
        },
    )


@open_to(Deed.READ_WORKLIST)
@require_safe
def statistics_file(request: StaffRequest) -> HttpResponse:
    """Give the year as CSV."""
    year = _chosen(request)
    answer = HttpResponse(written(year), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="statistik-{year.year}.csv"'
    return answer


def _chosen(request: StaffRequest) -> OfYear:
    asked = request.GET.get("ar", "")
    year = int(asked) if len(asked) == 4 and asked.isascii() and asked.isdigit() else None
    return of_clinic(by=request.signed_in, year=year, group=request.GET.get("grupp", ALL), now=request.now)
