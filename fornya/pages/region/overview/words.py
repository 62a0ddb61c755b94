"""What stands out at a clinic, in words."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.renewals.by_region import ClinicNow
from fornya.rules.region_signs import Sign

_TONES = {Sign.LATE: "err", Sign.CLOSED: "info"}


def sign_words(sign: Sign, each: ClinicNow, today: date) -> str:
    """Say what stands out."""
    match sign:
        case Sign.LATE:
            number = each.seen.late_requests
            return ngettext("%(num)s sen förfrågan", "%(num)s sena förfrågningar", number) % {"num": number}
        case Sign.OPEN_WITHOUT_ADMINISTRATOR:
            return _("Ingen administratör")
        case Sign.NO_ANSWER_DAYS:
            return _("Ingen svarstid")
        case Sign.SHUT_WITH_REQUESTS:
            return _("Av, med förfrågningar kvar")
        case Sign.CLOSED:
            last = each.standing.clinic.closed_until
            return _("Stängt till och med %(day)s") % {"day": formats.short_day(last, today) if last else ""}


def sign_tone(sign: Sign) -> str:
    """Give the tone of a sign's tag."""
    return _TONES.get(sign, "warn")
