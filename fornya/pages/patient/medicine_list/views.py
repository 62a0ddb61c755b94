"""The list of medicines to print or to keep as a file."""

from typing import Any

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicine_list.pdf import NotDrawn, pdf
from fornya.pages.patient.medicine_list.rows import as_text
from fornya.pages.patient.medicine_list.sheet import sheet
from fornya.pages.patient.sources import store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.asked import own_medicines
from fornya.rules.access import Deed


@open_to(Deed.OWN_PAGES)
@require_safe
def medicine_list(request: PatientRequest) -> HttpResponse:
    """Show the list as it comes on paper; who is under 18 reads why it is not shown here."""
    if not sees_overview(request.signed_in, request.today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    known = _read(request)
    rows = known["sheet"].rows
    wants_qr = "qr" in request.GET and bool(rows)
    code = _qr(as_text(rows, request.signed_in.name, request.today)) if wants_qr else None
    return _page(request, known, wants_qr=wants_qr, qr=code)


@open_to(Deed.OWN_PAGES)
@require_safe
def medicine_list_pdf(request: PatientRequest) -> HttpResponse:
    """Give the list as a file; where there is none to give, the page that says so."""
    if not sees_overview(request.signed_in, request.today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    known = _read(request)
    if known["trouble"]:
        return _page(request, known)
    try:
        drawn = pdf(known["sheet"], is_large=known["is_large"])
    except NotDrawn:
        return _page(request, known, status=503, not_drawn=True)
    answer = HttpResponse(drawn, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="lakemedelslista.pdf"'
    return answer


def _read(request: PatientRequest) -> dict[str, Any]:
    """Read the medicines, and give what both the page and the file are made of."""
    found = own_medicines(patient=request.signed_in, now=request.now).overview
    return {
        "trouble": store_trouble(found.fault),
        "sheet": sheet(found, request.signed_in, request.today),
        "is_large": "stor" in request.GET,
    }


def _page(request: PatientRequest, known: dict[str, Any], status: int = 200, **more: object) -> HttpResponse:
    context = {"part": "medicines", "not_drawn": False, "wants_qr": False, "qr": None} | known | more
    return render(request, "pages/patient/medicine_list/list.jinja", context, status=status)


def _qr(text: str) -> str | None:
    """Draw the text; None where it is longer than a code can hold."""
    try:
        code = segno.make(text, error="m", micro=False, encoding="utf-8")
    except segno.DataOverflowError:
        return None
    return str(code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
