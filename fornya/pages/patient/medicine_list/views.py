"""The list of medicines to print."""

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicine_list.rows import as_text, printed
from fornya.pages.patient.sources import store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.asked import own_medicines
from fornya.rules.access import Deed


@open_to(Deed.OWN_PAGES)
@require_safe
def medicine_list(request: PatientRequest) -> HttpResponse:
    """Show the list as it comes on paper; who is under 18 reads why it is not shown here."""
    patient, today = request.signed_in, request.today
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    found = own_medicines(patient=patient, now=request.now).overview
    rows = printed(found.medicines, today, hides_place=patient.hides_place)
    wants_qr = "qr" in request.GET and bool(rows)
    context = {
        "part": "medicines",
        "found": found,
        "trouble": store_trouble(found.fault),
        "patient": patient,
        "rows": rows,
        "is_large": "stor" in request.GET,
        "wants_qr": wants_qr,
        "qr": _qr(as_text(rows, patient.name, today)) if wants_qr else None,
        "today": today,
    }
    return render(request, "pages/patient/medicine_list/list.jinja", context)


def _qr(text: str) -> str | None:
    """Draw the text; None where it is longer than a code can hold."""
    try:
        code = segno.make(text, error="m", micro=False, encoding="utf-8")
    except segno.DataOverflowError:
        return None
    return str(code.svg_data_uri(scale=4, border=4, dark="#000", light="#fff"))
