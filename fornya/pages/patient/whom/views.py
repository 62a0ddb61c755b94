"""Choose whose matter to open. Each choice is a session of its own, so an old page cannot act for another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design import formats
from fornya.design.fields import Errors
from fornya.design.parts import Option
from fornya.pages.patient.see_other import see_other
from fornya.people.acting import NobodySuch, Other, RegisterSilent, begin, others, stop
from fornya.people.guards import PatientRequest, keep_signed_in, open_to
from fornya.people.onward import safe_path
from fornya.people.session import Capacity
from fornya.rules.access import Deed

MYSELF = "self"


@open_to(Deed.CHOOSE_WHOM)
@require_http_methods(["GET", "HEAD", "POST"])
def whom(request: PatientRequest) -> HttpResponse:
    """Show oneself and everybody else one may act for, or open the chosen one's matter."""
    if request.method != "POST":
        return _page(request)
    try:
        token = _chosen(request, request.POST.get("whom", ""))
    except RegisterSilent:
        return _page(request, status=503)
    except NobodySuch:
        return _page(request, Errors().add("whom", _("Välj vem det gäller")), status=422)
    onward = see_other(_onward(request))
    return keep_signed_in(request, onward, token) if token else onward


def _chosen(request: PatientRequest, key: str) -> str | None:
    if key == MYSELF:
        return stop(person=request.signed_in, now=request.now)
    return begin(person=request.signed_in, key=key, now=request.now)


def _page(request: PatientRequest, errors: Errors | None = None, *, status: int = 200) -> HttpResponse:
    found: list[Other] = []
    is_silent = False
    try:
        found = others(person=request.signed_in, now=request.now)
    except RegisterSilent:
        is_silent = True
    me = request.signed_in.acting or request.signed_in
    context = {
        "part": "",
        "is_silent": is_silent,
        "options": [Option(value=MYSELF, text=_("Mig själv, %(name)s") % {"name": me.given_name})]
        + [_option(other) for other in found],
        "has_others": bool(found),
        "till": _onward(request),
        "errors": errors or Errors(),
    }
    return render(request, "pages/patient/whom/choose.jinja", context, status=status)


def _option(other: Other) -> Option:
    born = formats.short_day(other.birth_date)
    hint = (
        _("Du är vårdnadshavare. Barnet är fött %(day)s.")
        if other.capacity is Capacity.GUARDIAN
        else _("Du är ombud. Personen är född %(day)s.")
    )
    return Option(value=other.key, text=other.name, hint=hint % {"day": born})


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("till") or request.GET.get("till")
    return safe_path(wanted, area="/mina", otherwise=reverse("patient:overview"))
