"""Giving a mandate: whom, what, how long. What is answered about the number says nothing about the person."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import read_key
from fornya.limits.count import TooMany
from fornya.pages.patient.agents import until, words
from fornya.pages.patient.agents.views import found
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.see_other import see_other
from fornya.people.appoint import (
    AgentUnderage,
    AlreadyAppointed,
    MayNotAppoint,
    OwnNumber,
    TooManyOpen,
    draft_mandate,
)
from fornya.people.guards import PatientRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.acting import Scope
from fornya.rules.mandates import AT_MOST, Period
from fornya.rules.personnummer import Fault, NotAPersonNumber, parse

FIELDS = ("number", "scope", "period", "until")


@open_to(Deed.OWN_SETTINGS, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PatientRequest) -> HttpResponse:
    """Ask whom, what and how long; then lead on to the text that is signed."""
    today = request.today
    if not sees_overview(request.signed_in, today):
        return see_other(reverse("patient:agents"))
    if request.method != "POST":
        return _page(request, today, _as_drafted(request))
    form = Form.of(request.POST, *FIELDS)
    number, chosen, errors = _read(form, today)
    if errors:
        return _page(request, today, form, errors)
    try:
        mandate_id = draft_mandate(
            giver=request.signed_in,
            agent_number=number,
            scope=Scope(form.value("scope")),
            period=Period(form.value("period")),
            chosen=chosen,
            now=request.now,
            today=today,
        )
    except MayNotAppoint as refusal:
        return _page(request, today, form, Errors().add("number", why_not(refusal)))
    except TooMany as full:
        clock = formats.next_clock(full.again_at, request.now)
        often = _("Du har frågat många på kort tid. Försök igen %(clock)s") % {"clock": clock}
        answer = _page(request, today, form, Errors().add("number", often), status=429)
        answer["Retry-After"] = str(full.wait(request.now))
        return answer
    return see_other(reverse("patient:sign_mandate", args=[mandate_id]))


def why_not(refusal: MayNotAppoint) -> str:
    """Say what to do about a number that cannot be the agent's."""
    match refusal:
        case OwnNumber():
            return _("Skriv någon annans personnummer. Du kan inte vara ditt eget ombud")
        case AgentUnderage():
            return _("Skriv personnumret till någon som har fyllt 18 år")
        case AlreadyAppointed():
            return _("Avsluta först det som du redan har gett den personen")
        case TooManyOpen():
            return _("Avsluta först något av det du har gett. Du kan ha högst %(number)s ombud") % {
                "number": AT_MOST
            }
        case _other:
            return _("Ring din mottagning. Du kan inte ge ombud behörighet på nätet")


def _as_drafted(request: PatientRequest) -> Form:
    """Fill in what was written before going back to change it: the number never stands in an address."""
    key = read_key(request.GET.get("utkast", ""))
    if key is None:
        return Form()
    shown = found(request, key)
    if not shown.is_mine:
        return Form()
    written = until.as_written(shown.starts_on, shown.ends_on)
    return Form.showing(number=shown.agent_number, scope=shown.scope, **written)


def _read(form: Form, today: date) -> tuple[str, date | None, Errors]:
    number, errors = "", Errors()
    try:
        number = parse(form.value("number"), today=today).value
    except NotAPersonNumber as fault:
        errors = errors.add("number", _fault(fault.reason))
    if form.value("scope") not in list(Scope):
        errors = errors.add("scope", _("Välj vad ombudet får göra"))
    chosen, errors = until.read(form, today, errors)
    return number, chosen, errors


def _fault(reason: Fault) -> str:
    return {
        Fault.EMPTY: _("Skriv personnumret till den som ska hjälpa dig"),
        Fault.CHARACTERS: _("Skriv personnumret med siffror, till exempel 19121212-1212"),
        Fault.LENGTH: _("Skriv personnumret med 10 eller 12 siffror"),
    }.get(reason, _("Kontrollera personnumret. Någon siffra stämmer inte"))


def _page(
    request: PatientRequest, today: date, form: Form, errors: Errors | None = None, *, status: int = 422
) -> HttpResponse:
    context = {
        "part": "",
        "form": form,
        "errors": errors or Errors(),
        "scopes": [
            Option(value=scope, text=words.scope_name(scope), hint=words.scope_allows(scope))
            for scope in Scope
        ],
        "periods": until.options(today),
    }
    return render(request, "pages/patient/agents/give.jinja", context, status=status if errors else 200)
