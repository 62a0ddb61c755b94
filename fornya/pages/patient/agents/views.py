"""Who may act for the person and for whom the person may act; one of them, with what the agent has done."""

import uuid
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fornya.design import formats
from fornya.design.parts import Cell, Column
from fornya.pages.patient.agents import words
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.journal.words import did_words
from fornya.pages.patient.see_other import see_other
from fornya.people.appoint import end_mandate
from fornya.people.guards import PatientRequest, open_to
from fornya.people.mandates import Act, NoSuchMandate, Shown, mandate_of, mandates_of
from fornya.rules.access import Deed
from fornya.rules.mandates import MandateState


@open_to(Deed.OWN_SETTINGS)
@require_safe
def agents(request: PatientRequest) -> HttpResponse:
    """Show what is given and received, what waits or holds first; from 18 years."""
    today = request.today
    found = mandates_of(patient=request.signed_in, now=request.now, today=today)
    context = {
        "part": "",
        "is_adult": sees_overview(request.signed_in, today),
        "has_ended": "avslutad" in request.GET,
        "has_declined": "nej" in request.GET,
        "given": [card(each) for each in found.given],
        "received": [card(each) for each in found.received],
        "today": today,
    }
    return render(request, "pages/patient/agents/agents.jinja", context)


@open_to(Deed.OWN_SETTINGS)
@require_safe
def mandate(request: PatientRequest, mandate_id: uuid.UUID) -> HttpResponse:
    """Show one, to the giver with what the agent has done."""
    shown = found(request, mandate_id)
    today = request.today
    context = {
        "part": "",
        **card(shown),
        "act_columns": [Column(text=_("När")), Column(text=_("Vad"))],
        "acts": _told(shown.acts, today),
        "today": today,
    }
    return render(request, "pages/patient/agents/mandate.jinja", context)


@open_to(Deed.OWN_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PatientRequest, mandate_id: uuid.UUID) -> HttpResponse:
    """Ask whether the person is sure, then end it at once."""
    if request.method != "POST":
        shown = found(request, mandate_id)
        if not shown.can_end:
            return see_other(reverse("patient:mandate", args=[mandate_id]))
        return render(request, "pages/patient/agents/end.jinja", {"part": "", **card(shown)})
    today = request.today
    try:
        end_mandate(mandate_id=mandate_id, patient=request.signed_in, now=request.now, today=today)
    except NoSuchMandate as missing:
        raise Http404 from missing
    return see_other(f"{reverse('patient:agents')}?avslutad=1")


def found(request: PatientRequest, mandate_id: uuid.UUID) -> Shown:
    """Give the person's mandate; one of others and none are the same 404."""
    try:
        return mandate_of(
            mandate_id=mandate_id,
            patient=request.signed_in,
            now=request.now,
            today=request.today,
        )
    except NoSuchMandate as missing:
        raise Http404 from missing


def _told(acts: tuple[Act, ...], today: date) -> list[list[Cell]]:
    """Give rows of when and what: the same thing within a minute, as the steps of a form are, once."""
    said = dict.fromkeys((formats.day_and_clock(act.at, today), did_words(act.what)) for act in acts)
    return [[Cell(text=when, names_row=True), Cell(text=what)] for when, what in said]


def card(shown: Shown) -> dict[str, object]:
    """Give what cards and headings say of a mandate."""
    return {
        "mandate": shown,
        "name": words.other_name(shown),
        "scope": words.scope_name(shown.scope),
        "state": words.state_name(shown.state),
        "tone": words.TONES.get(shown.state, "neutral"),
        "waits": shown.state is MandateState.OFFERED,
        "holds": shown.state is MandateState.LIVE,
        "is_draft": shown.state is MandateState.DRAFTED,
    }
