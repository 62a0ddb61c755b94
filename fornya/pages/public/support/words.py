"""Words about the support desk."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design import formats
from fornya.rules.opening_hours import Closed, Open
from fornya.rules.swedish_time import swedish_day
from fornya.support.models import Topic

TOPICS = {
    Topic.QUESTION: N_("En fråga om hur tjänsten fungerar"),
    Topic.FAULT: N_("Något fungerar inte"),
    Topic.ACCESSIBILITY: N_("En brist i tillgängligheten"),
    Topic.REMARK: N_("En synpunkt"),
}


def open_now(status: Open | Closed, now: datetime) -> str:
    """Say whether the support desk answers the phone now."""
    if isinstance(status, Open):
        if status.until is None:
            return _("Öppet nu, dygnet runt.")
        return _("Öppet nu, till %(clock)s.") % {"clock": formats.clock(status.until)}
    if status.opens_at is None:
        return _("Stängt just nu.")
    return _("Stängt just nu. Öppnar %(day)s %(clock)s.") % {
        "day": formats.relative_day(status.opens_at, swedish_day(now)),
        "clock": formats.clock(status.opens_at),
    }
