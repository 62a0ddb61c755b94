"""Everything the patient has collected, a page at a time."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fornya.medicines.withdrawals import logged_withdrawals, paid_since
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicines.collected import withdrawal_columns, withdrawal_rows
from fornya.pages.patient.sources import account_trouble, store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed

ON_A_PAGE = 50
A_YEAR = timedelta(days=365)


@open_to(Deed.OWN_PAGES)
@require_safe
def withdrawals(request: PatientRequest) -> HttpResponse:
    """Show what was collected, the latest first; who is under 18 reads why it is not shown here."""
    patient, today = request.signed_in, request.today
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    page = _number(request.GET.get("sida", "1"))
    found = logged_withdrawals(
        patient.personnummer, patient_id=patient.patient_id, by=patient.actor, now=request.now
    )
    first = (page - 1) * ON_A_PAGE
    if page > 1 and first >= len(found.rows) and found.fault is None:
        raise Http404
    shown = found.rows[first : first + ON_A_PAGE]
    recent = sum(row.on >= today - A_YEAR for row in found.rows)
    context = {
        "part": "medicines",
        "found": found,
        "trouble": store_trouble(found.fault),
        "cost_trouble": account_trouble(found.cost_fault),
        "columns": withdrawal_columns(is_one_medicine=False),
        "withdrawals": withdrawal_rows(shown, today, is_one_medicine=False, hides_place=patient.hides_place),
        "is_protected": patient.is_protected,
        "is_known": patient.is_known,
        "recent": recent,
        "recent_paid_ore": paid_since(found.rows, today - A_YEAR) if recent else None,
        "previous": _address(page - 1) if page > 1 else None,
        "following": _address(page + 1) if first + ON_A_PAGE < len(found.rows) else None,
        "today": today,
    }
    return render(request, "pages/patient/withdrawals/withdrawals.jinja", context)


def _number(typed: str) -> int:
    if not typed.isascii() or not typed.isdecimal() or not int(typed[:6]) > 0 or len(typed) > 6:
        raise Http404
    return int(typed)


def _address(page: int) -> str:
    here = reverse("patient:withdrawals")
    return here if page == 1 else f"{here}?sida={page}"
