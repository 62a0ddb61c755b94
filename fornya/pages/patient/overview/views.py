"""The first page after signing in."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.clinics import directory
from fornya.design import formats
from fornya.medicines.high_cost import HighCost, high_cost_of
from fornya.medicines.overview import computed, read_list
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.high_cost.words import sentence
from fornya.pages.patient.overview.rows import Unfinished, soon_out
from fornya.pages.patient.requests.rows import Item, listed_row
from fornya.pages.patient.sources import account_trouble, store_trouble
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.renewals.glance import Glance, glance
from fornya.rules.access import Deed
from fornya.rules.acting import Ability


@open_to(Deed.OWN_PAGES)
@require_safe
def overview(request: PatientRequest) -> HttpResponse:
    """Show what needs the person and what is going on; from 18 years also medicines and costs."""
    patient, today = request.signed_in, request.today
    is_adult = sees_overview(patient, today)
    # Both sources are asked before the transaction opens: none of ours waits while somebody else's system
    # thinks.
    reading = read_list(patient.personnummer, now=request.now) if is_adult else None
    cost = high_cost_of(patient.personnummer, now=request.now) if is_adult else None
    going_on = glance(patient=patient, now=request.now)
    found = computed(reading, going_on.own_counts, now=request.now) if reading else None
    context = {
        "part": "overview",
        "given_name": patient.given_name,
        "has_others": patient.has_others,
        "may_send": Ability.REQUEST in patient.abilities,
        "is_saved": "sparat" in request.GET,
        "is_adult": is_adult,
        "found": found,
        "trouble": store_trouble(found.fault) if found else None,
        "cost": cost,
        "cost_trouble": account_trouble(cost.fault) if cost else None,
        "cost_sentence": _cost_sentence(patient, cost, today),
        **_sorted(going_on, request.now),
        "soon_out": soon_out(found, going_on, today) if found else [],
        "unfinished": _unfinished(going_on, today),
        "unread": going_on.unread,
        "offers": going_on.offers,
        "today": today,
    }
    return render(request, "pages/patient/overview/overview.jinja", context)


def _cost_sentence(patient: SignedInPatient, cost: HighCost | None, today: date) -> str:
    if cost is None:
        return ""
    return sentence(cost, today, about=patient.given_name if patient.acting else "")


def _sorted(going_on: Glance, now: datetime) -> dict[str, list[Item]]:
    """Give the requests by what they need: an answer from the person, from the clinic, or nothing more."""
    requests = [listed_row(row, now) for row in going_on.requests]
    return {
        "questions": [row for row in requests if row.has_question],
        "to_choose": [row for row in requests if row.can_choose],
        "booked": [row for row in requests if row.booked_for],
        "ongoing": [row for row in requests if row.is_open and not row.has_question],
        "answered": [row for row in requests if not row.is_open],
    }


def _unfinished(going_on: Glance, today: date) -> list[Unfinished]:
    forms = []
    for row in going_on.unfinished:
        clinic = directory.by_id(row.clinic_id)
        forms.append(Unfinished(clinic.name, clinic.slug, formats.local_day(row.updated_at)))
    return forms
