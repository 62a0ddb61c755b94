"""*Öppet för förnyelse*: on or off, and closed on purpose between two days."""

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.change import NoPromiseYet, set_service
from fornya.clinics.settings.log import Part
from fornya.design.fields import Errors, Form
from fornya.design.typed import at_field, day_wanted, read_day, too_long
from fornya.pages.clinic.settings.shared import here, page, saved
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed

LONGEST = 400
FIELDS = ("service", "closed_from", "closed_until", "closed_text")


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: StaffRequest) -> HttpResponse:
    """Show whether the service is open, or change that."""
    if request.method != "POST":
        return page(request, "service", _as_it_is(here(request), request.today))
    form = Form.of(request.POST, *FIELDS)
    closed, errors = read(form, request.today)
    if not errors:
        try:
            set_service(
                clinic_id=here(request).id,
                is_on=form.value("service") == "on",
                closed=closed,
                closed_text=form.value("closed_text"),
                by=request.signed_in.actor,
                now=request.now,
            )
        except NoPromiseYet:
            errors = errors.add("service", _("Ange svarstiden först, så att patienten vet när svaret kommer"))
    return page(request, "service", form, errors) if errors else saved(Part.SERVICE)


def read(form: Form, today: date) -> tuple[tuple[date, date] | None, Errors]:
    """Read the closure, and what must be put right."""
    errors = Errors()
    if form.value("service") not in ("on", "off"):
        errors = errors.add("service", _("Välj om tjänsten ska vara på eller av"))
    if not any(form.value(name) for name in FIELDS[1:]):
        return None, errors
    labels = {"closed_from": _("Stängt från"), "closed_until": _("Stängt till och med")}
    days = {name: read_day(form.value(name)) for name in labels}
    for name, day in days.items():
        if day is None:
            errors = errors.add(name, at_field(labels[name], day_wanted()))
    first, last = days["closed_from"], days["closed_until"]
    if first and last and last < first:
        errors = errors.add("closed_until", _("Den sista dagen kommer före den första"))
    elif last and last < today:
        errors = errors.add("closed_until", _("Den sista dagen har redan varit"))
    if long := too_long(form.value("closed_text"), LONGEST):
        errors = errors.add("closed_text", long)
    return ((first, last) if first and last else None), errors


def _as_it_is(clinic: ClinicPage, today: date) -> Form:
    """Give the form as things stand; a closure that is over is no longer shown."""
    on = "on" if clinic.renews_online else "off"
    if clinic.closed_from is None or clinic.closed_until is None or clinic.closed_until < today:
        return Form.showing(service=on)
    return Form.showing(
        service=on,
        closed_from=clinic.closed_from.isoformat(),
        closed_until=clinic.closed_until.isoformat(),
        closed_text=clinic.closed_text,
    )
