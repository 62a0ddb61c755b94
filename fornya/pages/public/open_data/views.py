"""The page of open data, and its files: CSV and JSON of a month. Columns: docs/statistics.md."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to
from fornya.statistics.open_data import OpenRow, open_months, open_rows

LICENCE = "CC0-1.0"
COLUMNS = (
    *("month", "region_code", "region", "clinic_hsa_id", "clinic"),
    *("answers", "half_days", "nine_of_ten_days", "late", "medicines", "renewed"),
)


@open_to(ANYONE)
@kept_a_minute
def open_data(request: Request) -> HttpResponse:
    """Say what the files hold, what they leave out, and that they are free; one a month."""
    return render(
        request,
        "pages/public/open_data/open_data.jinja",
        {"months": open_months(request.now), "meanings": _meanings(), "is_sandbox": settings.IS_SANDBOX},
    )


@open_to(ANYONE)
@kept_a_minute
def open_csv(request: Request, month: str) -> HttpResponse:
    """Give a month as CSV; a number that is not told is left empty."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(request, month))
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="svarstider-{month}.csv"'
    return answer


@open_to(ANYONE)
@kept_a_minute
def open_json(request: Request, month: str) -> HttpResponse:
    """Give a month as JSON; a number that is not told is null."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(request, month)]
    told = {"month": month, "licence": LICENCE, "source": settings.OPERATOR, "rows": rows}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _rows(request: Request, month: str) -> Iterator[tuple[object, ...]]:
    """Give the rows of a month that is over; any other address is not there."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as unknown:
        raise Http404 from unknown
    if first not in open_months(request.now):
        raise Http404
    return (_row(month, row) for row in open_rows(first, request.now))


def _row(month: str, row: OpenRow) -> tuple[object, ...]:
    clinic = row.clinic
    return (
        *(month, clinic.region_code, clinic.region_name, clinic.hsa_id, clinic.name),
        *(row.answers, row.half_days, row.most_days, row.late, row.medicines, row.renewed),
    )


def _meanings() -> list[tuple[str, str]]:
    said = (
        _("Månaden då förfrågningarna blev klara."),
        _("Regionens kod."),
        _("Regionens namn."),
        _("Mottagningens nummer i vårdens katalog."),
        _("Mottagningens namn."),
        _("Så många förfrågningar fick svar."),
        _("Hälften av svaren kom inom så många arbetsdagar. 0 är samma dag."),
        _("Nio av tio svar kom inom så många arbetsdagar."),
        _("Så många svar kom senare än mottagningen hade lovat."),
        _("Så många läkemedel tog mottagningen ställning till."),
        _("Så många av dem förnyades utan besök."),
    )
    return list(zip(COLUMNS, said, strict=True))
