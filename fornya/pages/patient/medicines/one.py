"""One medicine: all that is known of it, how its days were reckoned, and what the person has counted."""

import re
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fornya.audit.scope import ActorKind
from fornya.design.fields import Errors, Form
from fornya.design.units import many
from fornya.medicines.high_cost import HighCost, cost_of_next, high_cost_of
from fornya.medicines.overview import Medicine, Overview
from fornya.medicines.own_counts import MOST, drop_count, keep_count
from fornya.medicines.withdrawals import withdrawals_of
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.medicines.collected import withdrawal_columns, withdrawal_rows
from fornya.pages.patient.medicines.reckoning import reckoning
from fornya.pages.patient.medicines.rows import shown
from fornya.pages.patient.medicines.words import cost_words
from fornya.pages.patient.see_other import see_other
from fornya.pages.patient.sources import account_trouble, store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.renewals.asked import OwnMedicines, own_medicines
from fornya.rules.access import Deed

_AMOUNT = re.compile(r"\d{1,4}([.,]\d{1,2})?")


@open_to(Deed.OWN_PAGES)
@require_safe
def medicine(request: PatientRequest, prescription_id: str) -> HttpResponse:
    """Show one prescription; who is under 18 reads why it is not shown here."""
    if not sees_overview(request.signed_in, request.today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    # Both sources are asked before any transaction opens.
    cost = high_cost_of(request.signed_in.personnummer, now=request.now)
    return _page(request, prescription_id, _read(request), Form(), Errors(), cost)


@open_to(Deed.OWN_SETTINGS, keeps_typed=True)
@require_POST
def count(request: PatientRequest, prescription_id: str) -> HttpResponse:
    """Keep what the person has left of a medicine, or forget it."""
    here = reverse("patient:medicine", kwargs={"prescription_id": prescription_id})
    if not sees_overview(request.signed_in, request.today):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    found = _read(request)
    form = Form.of(request.POST, "left")
    if found.overview.fault is not None:
        return _page(request, prescription_id, found, form, Errors())
    row = _chosen(found.overview, prescription_id).prescription
    patient, now = request.signed_in, request.now
    if "forget" in request.POST:
        drop_count(patient=patient, chain_id=row.chain_id, now=now)
        return see_other(here)
    errors = _checked(form.value("left"))
    if errors:
        return _page(request, prescription_id, found, form, errors)
    amount = Decimal(_digits(form.value("left")))
    keep_count(patient=patient, chain_id=row.chain_id, amount=amount, unit=row.unit, now=now)
    return see_other(f"{here}#racker")


def _read(request: PatientRequest) -> OwnMedicines:
    return own_medicines(patient=request.signed_in, now=request.now, costs=True)


def _chosen(found: Overview, prescription_id: str) -> Medicine:
    for each in found.medicines:
        if each.prescription.id == prescription_id:
            return each
    raise Http404


def _digits(typed: str) -> str:
    return re.sub(r"\s", "", typed).replace(",", ".")


def _checked(typed: str) -> Errors:
    digits = _digits(typed)
    if not digits:
        return Errors().add("left", _("Skriv hur mycket du har kvar"))
    if not _AMOUNT.fullmatch(digits) or Decimal(digits) > MOST:
        return Errors().add("left", _("Skriv ett tal mellan 0 och 9 999, till exempel 30"))
    return Errors()


def _page(
    request: PatientRequest,
    prescription_id: str,
    own: OwnMedicines,
    form: Form,
    errors: Errors,
    cost: HighCost | None = None,
) -> HttpResponse:
    patient, today, found = request.signed_in, request.today, own.overview
    context = {
        "part": "medicines",
        "found": found,
        "trouble": store_trouble(found.fault),
        "cost_trouble": account_trouble(cost.fault) if cost else None,
        "errors": errors,
        "form": form,
        "today": today,
    }
    if found.fault is None:
        one = _chosen(found, prescription_id)
        context |= {
            "medicine": shown(one, today, own.asked.get(prescription_id)),
            "purpose": one.prescription.purpose,
            "reckoning": reckoning(one, today),
            "may_count": one.dose.per_day is not None and patient.actor.kind is ActorKind.PATIENT,
            "own_count": one.own_count,
            "unit": many(one.prescription.unit),
            "cost": _cost(one, cost, patient.birth_date, today),
            "columns": withdrawal_columns(is_one_medicine=True),
            "withdrawals": withdrawal_rows(
                withdrawals_of(one, cost), today, is_one_medicine=True, hides_place=patient.hides_place
            ),
        }
    return render(request, "pages/patient/medicines/medicine.jinja", context, status=422 if errors else 200)


def _cost(one: Medicine, cost: HighCost | None, birth_date: date, today: date) -> str:
    known = cost_of_next(one, cost, birth_date=birth_date, today=today) if cost else None
    return cost_words(known, today) if known else ""
