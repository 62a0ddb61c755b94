"""Choosing reminders. Nobody has any until they have chosen them, and the exact words are shown."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.medicines.overview import Overview
from fornya.messages import texts
from fornya.messages.models import Kind
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.reminders.rows import medicine_options
from fornya.pages.patient.see_other import see_other
from fornya.pages.patient.sources import store_trouble
from fornya.pages.patient.ways import BOTH, EMAIL, FIELDS, HERE, SMS, read_reach, way_of, way_options
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.reminders.due import planned
from fornya.reminders.wishes import Chosen, choose, chosen_with_medicines, decline
from fornya.rules.access import Deed
from fornya.rules.swedish_time import swedish_day

NONE = "none"
ALL, SOME = "all", "some"


@open_to(Deed.OWN_SETTINGS, keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: PatientRequest) -> HttpResponse:
    """Show what is chosen, or keep the choice; who is under 18 reads why there is nothing to choose."""
    patient, now = request.signed_in, request.now
    if not sees_overview(patient, swedish_day(now)):
        return render(request, "pages/patient/too_young.jinja", {"part": "medicines"})
    chosen, found = chosen_with_medicines(patient=patient, now=now)
    if request.method != "POST":
        return _page(request, found, _known(chosen, patient))
    form = Form.of(request.POST, *FIELDS, "which", "medicines")
    if form.value("way") == NONE:
        decline(patient=patient, now=now)
        return see_other(f"{reverse('patient:reminders')}?sparat=nej")
    reach, errors = _read(form)
    if errors:
        return _page(request, found, form, errors)
    chains = form.values("medicines") if form.value("which") == SOME else ()
    choose(patient=patient, chains=chains, now=now, **reach)
    return see_other(f"{reverse('patient:reminders')}?sparat=ja")


def _known(chosen: Chosen | None, patient: SignedInPatient) -> Form:
    """Fill in what is chosen; who has chosen nothing has none, and finds the ways that answers take."""
    if chosen is None:
        known = {"phone": patient.phone, "email": patient.email}
        return Form.showing(way=NONE, which=ALL, medicines=(), **known)
    return Form.showing(
        way=way_of(chosen.phone, chosen.email, neither=HERE),
        phone=chosen.phone or patient.phone,
        email=chosen.email or patient.email,
        which=SOME if chosen.chains else ALL,
        medicines=tuple(chosen.chains),
    )


def _read(form: Form) -> tuple[dict[str, str], Errors]:
    reach, errors = read_reach(form)
    if form.value("way") not in (SMS, EMAIL, BOTH, HERE):
        errors = errors.add("way", _("Välj om och hur du vill bli påmind"))
    if form.value("which") not in (ALL, SOME):
        errors = errors.add("which", _("Välj vilka läkemedel du vill bli påmind om"))
    if form.value("which") == SOME and not any(form.values("medicines")):
        errors = errors.add("medicines", _("Välj minst ett läkemedel, eller välj alla"))
    return reach, errors


def _page(request: PatientRequest, found: Overview, form: Form, errors: Errors | None = None) -> HttpResponse:
    today = request.today
    plans = planned(found.medicines, (), today=today, now=request.now)
    medicines = medicine_options(plans, today)
    context = {
        "part": "medicines",
        "form": form,
        "errors": errors or Errors(),
        "found": found,
        "today": today,
        "trouble": store_trouble(found.fault),
        "saved": request.GET.get("sparat", ""),
        "is_protected": request.signed_in.is_protected,
        "ways": [
            Option(value=NONE, text=_("Nej, inga påminnelser")),
            *way_options(),
            Option(
                value=HERE, text=_("Bara i min inkorg"), hint=_("Då behöver du själv logga in och titta.")
            ),
        ],
        "scopes": _scopes(medicines, form),
        "medicines": medicines,
        "has_days": any(each.plan.remind_on for each in plans),
        "sms": texts.sms(Kind.REMINDER),
        "mail_subject": texts.mail_subject(),
        "mail": texts.mail(Kind.REMINDER).strip().split("\n\n"),
    }
    return render(request, "pages/patient/reminders/reminders.jinja", context, status=422 if errors else 200)


def _scopes(medicines: list[Option], form: Form) -> list[Option]:
    """Give what can be chosen among: nothing while no medicine is shown and none was chosen before."""
    every = Option(value=ALL, text=_("Alla mina läkemedel"), hint=_("Även dem du får senare."))
    if medicines:
        return [every, Option(value=SOME, text=_("Bara dem jag väljer här under"))]
    if any(form.values("medicines")):
        return [every, Option(value=SOME, text=_("Bara dem jag har valt tidigare"))]
    return []
