"""The high-cost protection: how near the patient is to the high-cost card, and how that is reckoned."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.design import formats
from fornya.medicines.high_cost import HighCost, logged_high_cost
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.high_cost.words import sentence
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.high_cost import StepRow


@open_to(Deed.OWN_PAGES)
@require_safe
def high_cost(request: PatientRequest) -> HttpResponse:
    """Show the way to the high-cost card; who is under 18 reads that medicines are free for them anyway."""
    patient, today = request.signed_in, formats.local_day(request.now)
    if not sees_overview(patient, today):
        return render(request, "pages/patient/too_young.jinja", {"part": "high_cost"})
    found = logged_high_cost(
        patient.personnummer, patient_id=patient.patient_id, by=patient.actor, now=request.now
    )
    context = {
        "part": "high_cost",
        "found": found,
        "sentence": sentence(found, today),
        "steps": [_step(step, number, found) for number, step in enumerate(found.steps, start=1)],
        "purchases": _purchases(found, today),
        "today": today,
    }
    return render(request, "pages/patient/high_cost/page.jinja", context)


def _step(step: StepRow, number: int, found: HighCost) -> list[str]:
    start = _kronor(step.from_ore)
    span = (
        _("%(from)s–%(to)s") % {"from": start, "to": _kronor(step.up_to_ore)}
        if step.up_to_ore is not None
        else _("mer än %(from)s") % {"from": start}
    )
    here = found.progress is not None and found.progress.step == number
    return [
        _("%(span)s (här är du)") % {"span": span} if here else span,
        _("%(num)s procent") % {"num": step.percent} if step.percent else _("inget"),
        _kronor(step.paid_at_end_ore),
    ]


def _kronor(ore: int) -> str:
    """Round half up: the limits are exact shares of the ceiling, and nobody pays by the table."""
    return formats.money((ore + 50) // 100 * 100)


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
