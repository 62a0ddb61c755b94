"""How many clinics are behind with the review of their log: two numbers, and of no clinic which it is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.design.parts import Row
from fornya.log_review.months import clinics_behind
from fornya.pages.region.shared import who_of
from fornya.people.guards import PostRequest


def log_row(request: PostRequest) -> Row:
    """Say how many have not reviewed the latest month that should be by now."""
    month, behind, clinics = clinics_behind(**who_of(request))
    words = {"month": formats.month(month), "num": formats.number(behind), "all": formats.number(clinics)}
    if not clinics:
        said = _("Ingen mottagning har något att granska för %(month)s") % words
    elif not behind:
        said = _("Alla som har något att granska är klara med %(month)s") % words
    else:
        said = ngettext(
            "%(num)s av %(all)s mottagning är inte klar med %(month)s",
            "%(num)s av %(all)s mottagningar är inte klara med %(month)s",
            clinics,
        )
        said %= words
    return Row(key=_("Logggranskning"), value=said)
