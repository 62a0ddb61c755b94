"""Signing a mandate with e-ID: the giver's draft, or the offer that the agent says yes to; or saying no."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fornya.pages.patient.agents import words
from fornya.pages.patient.agents.give import why_not
from fornya.pages.patient.agents.views import card, found
from fornya.pages.patient.see_other import see_other
from fornya.people.appoint import (
    MayNotAppoint,
    NotWaiting,
    ask_for_signature,
    decline_mandate,
    sign_mandate,
)
from fornya.people.guards import PatientRequest, open_to
from fornya.people.mandates import Shown
from fornya.people.signing import NotSigned
from fornya.rules.access import Deed
from fornya.rules.mandates import MandateState


@open_to(Deed.OWN_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: PatientRequest, mandate_id: uuid.UUID) -> HttpResponse:
    """Show the text that is signed; go on to sign it, or say no to it."""
    shown = found(request, mandate_id)
    if not _can_sign(shown):
        return see_other(reverse("patient:mandate", args=[mandate_id]))
    if request.method != "POST":
        return _page(request, shown)
    today = request.today
    try:
        if "no" in request.POST and not shown.is_mine:
            decline_mandate(mandate_id=mandate_id, agent=request.signed_in, now=request.now, today=today)
            return see_other(f"{reverse('patient:agents')}?nej=1")
        signing_id = ask_for_signature(
            mandate_id=mandate_id,
            patient=request.signed_in,
            visible=words.text_to_sign(shown, request.signed_in),
            next_path=reverse("patient:mandate_signed", args=[mandate_id]),
            now=request.now,
            today=today,
        )
    except NotWaiting:
        return see_other(reverse("patient:mandate", args=[mandate_id]))
    return see_other(reverse("login:sign", args=[signing_id]))


@open_to(Deed.OWN_SETTINGS)
@require_safe
def signed(request: PatientRequest, mandate_id: uuid.UUID) -> HttpResponse:
    """Do what was signed and say so; without a signature, back to the text."""
    today = request.today
    shown = found(request, mandate_id)
    try:
        sign_mandate(mandate_id=mandate_id, patient=request.signed_in, now=request.now, today=today)
    except NotSigned:
        return _page(request, shown, is_stopped=True)
    except NotWaiting:
        return see_other(reverse("patient:mandate", args=[mandate_id]))
    except MayNotAppoint as refusal:
        return _page(request, shown, refused=why_not(refusal))
    context = {"part": "", **card(found(request, mandate_id)), "today": today}
    return render(request, "pages/patient/agents/signed.jinja", context)


def _can_sign(shown: Shown) -> bool:
    return shown.state is (MandateState.DRAFTED if shown.is_mine else MandateState.OFFERED)


def _page(
    request: PatientRequest, shown: Shown, *, is_stopped: bool = False, refused: str = ""
) -> HttpResponse:
    context = {
        "part": "",
        **card(shown),
        "texts": words.texts_to_sign(shown, request.signed_in),
        "is_stopped": is_stopped,
        "refused": refused,
        "today": request.today,
    }
    return render(request, "pages/patient/agents/sign.jinja", context, status=409 if refused else 200)
