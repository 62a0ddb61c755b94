"""By which ways somebody is told: the choice on a form, read into a phone number and an e-mail address."""

from django.conf import settings
from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.pages.patient.reach import NotAMobile, NotAnAddress, email_address, mobile_number

SMS, EMAIL, BOTH, HERE = "sms", "email", "both", "here"
FIELDS = ("way", "phone", "email")
ALWAYS = (0, 24)


def way_options() -> list[Option]:
    """Give the ways outside the service."""
    return [
        Option(value=SMS, text=_("Sms"), hint=_sms_hours()),
        Option(value=EMAIL, text=_("E-post")),
        Option(value=BOTH, text=_("Både sms och e-post")),
    ]


def _sms_hours() -> str | None:
    """Say between which hours a phone may ring; nothing where it is at any time."""
    hours = settings.SMS_FROM_HOUR, settings.SMS_TO_HOUR
    if hours == ALWAYS:
        return None
    first, last = (f"{hour:02}:00" for hour in hours)
    return _("Vi skickar sms klockan %(hours)s.") % {"hours": formats.spans([(first, last)])}


def way_of(phone: str, email: str, *, neither: str) -> str:
    """Name the way of somebody who has given these; `neither` when they have given none."""
    way = {(True, True): BOTH, (True, False): SMS, (False, True): EMAIL}
    return way.get((bool(phone), bool(email)), neither)


def read_reach(form: Form) -> tuple[dict[str, str], Errors]:
    """Read the phone (E.164) and e-mail address that the chosen way needs, and what is wrong with them."""
    reach, errors = {"phone": "", "email": ""}, Errors()
    if form.value("way") in (SMS, BOTH):
        try:
            reach["phone"] = mobile_number(form.value("phone"))
        except NotAMobile:
            errors = errors.add("phone", _("Skriv ditt mobilnummer, till exempel 070-174 06 05"))
    if form.value("way") in (EMAIL, BOTH):
        try:
            reach["email"] = email_address(form.value("email"))
        except NotAnAddress:
            errors = errors.add("email", _("Skriv din e-postadress, till exempel namn@exempel.se"))
    return reach, errors
