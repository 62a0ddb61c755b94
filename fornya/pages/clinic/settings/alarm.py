"""*Larm*: a mailbox of the clinic's that hears when something has been left lying."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.settings.alarms import Alarms, NowhereToGo, alarms_of, set_alarms
from fornya.clinics.settings.log import Part
from fornya.design.fields import Errors, Form
from fornya.design.typed import read_email
from fornya.pages.clinic.settings.shared import page, saved, who_of
from fornya.people.guards import StaffRequest, open_to
from fornya.rules.access import Deed


@open_to(Deed.SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: StaffRequest) -> HttpResponse:
    """Show where alarms go, or change that."""
    if request.method != "POST":
        alarms = alarms_of(**who_of(request))
        form = Form.showing(alarm="on" if alarms.is_on else "off", address=alarms.address)
        return page(request, "alarm", form)
    form, errors = Form.of(request.POST, "alarm", "address"), Errors()
    address = read_email(form.value("address")) if form.value("address") else ""
    if form.value("alarm") not in ("on", "off"):
        errors = errors.add("alarm", _("Välj om Förnya ska larma eller inte"))
    if address is None:
        errors = errors.add("address", _("Skriv adressen så här: recept@exempel.se"))
    if not errors:
        try:
            set_alarms(**who_of(request), alarms=Alarms(form.value("alarm") == "on", address or ""))
        except NowhereToGo:
            errors = errors.add("address", _("Skriv vart larmet ska gå"))
    return page(request, "alarm", form, errors) if errors else saved(Part.ALARM)
