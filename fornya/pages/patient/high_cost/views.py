"""The high-cost protection: how near the patient is to the card, and what the next withdrawals cost."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.design import formats
from fornya.design.parts import Cell
from fornya.medicines.high_cost import HighCost, cost_of_next, logged_high_cost
from fornya.medicines.overview import Overview
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.high_cost.words import sentence
from fornya.pages.patient.medicines.words import medicine_name, next_words, whole_kronor_up
from fornya.pages.patient.sources import account_trouble, store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed


@open_to(Deed.OWN_PAGES)
@require_safe
def high_cost(request: PatientRequest) -> HttpResponse:
    """Show the way to the high-cost card; who is under 18 reads that medicines are free for them anyway."""
    patient, today = request.signed_in, request.today
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "high_cost"})
    found, medicines = logged_high_cost(
        patient.personnummer, patient_id=patient.patient_id, by=patient.actor, now=request.now
    )
    context = {
        "part": "high_cost",
        "found": found,
        "trouble": account_trouble(found.fault),
        "medicines": medicines,
        "medicines_trouble": store_trouble(medicines.fault),
        "sentence": sentence(found, today, about=patient.given_name if patient.acting else ""),
        "coming": _coming(medicines, found, patient.birth_date, today),
        "steps": [step.in_kronor for step in found.steps],
        "purchases": _purchases(found, today),
        "today": today,
    }
    return render(request, "pages/patient/high_cost/page.jinja", context)


def _coming(medicines: Overview, found: HighCost, birth_date: date, today: date) -> list[list[Cell]]:
    """Give what each medicine's next withdrawal costs at most, where that can be told, the next one first."""
    known = [
        (medicine, cost)
        for medicine in medicines.medicines
        if (cost := cost_of_next(medicine, found, birth_date=birth_date, today=today))
    ]
    known.sort(key=lambda pair: max(today, pair[0].following.on or today))
    return [
        [
            Cell(
                text=medicine_name(medicine.prescription.product_name, medicine.prescription.strength),
                names_row=True,
            ),
            Cell(text=next_words(medicine.following, today)),
            Cell(
                text=formats.money(whole_kronor_up(cost.ore)),
                note=_("senast %(day)s") % {"day": formats.short_day(cost.until, today)},
            ),
        ]
        for medicine, cost in known
    ]


def _purchases(found: HighCost, today: date) -> list[list[str]]:
    if found.account is None:
        return []
    return [
        [
            purchase.product_name,
            formats.short_day(purchase.bought_at, today),
            formats.money(purchase.gross_ore),
            formats.money(purchase.paid_ore),
        ]
        for purchase in sorted(found.account.purchases, key=lambda bought: bought.bought_at, reverse=True)
    ]
