"""Words about the support desk."""

from django.utils.translation import gettext_noop as N_

from fornya.design.opening_words import NowWords
from fornya.support.models import Topic

TOPICS = {
    Topic.QUESTION: N_("En fråga om hur tjänsten fungerar"),
    Topic.FAULT: N_("Något fungerar inte"),
    Topic.ACCESSIBILITY: N_("En brist i tillgängligheten"),
    Topic.REMARK: N_("En synpunkt"),
}
OPEN = NowWords(
    always=N_("Öppet nu, dygnet runt."),
    until=N_("Öppet nu, till %(clock)s."),
    opens=N_("Stängt just nu. Öppnar %(day)s %(clock)s."),
    unknown=N_("Stängt just nu."),
)
