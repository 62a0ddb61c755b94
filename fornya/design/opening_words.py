"""Whether something is open now, in a sentence: until when, or from when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design import formats
from fornya.rules.opening_hours import Closed, Open
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class NowWords:
    """The sentences for what opens and closes; an empty one says nothing."""

    always: str
    until: str
    opens: str
    unknown: str


PHONE = NowWords(
    always=N_("Telefonen är öppen dygnet runt."),
    until=N_("Telefonen är öppen nu, till %(clock)s."),
    opens=N_("Telefonen öppnar %(day)s %(clock)s."),
    unknown=N_("Mottagningen har inte lämnat några telefontider."),
)


def now_words(words: NowWords, status: Open | Closed, now: datetime) -> str:
    """Say how it is at a moment; "" where there is nothing to say."""
    if isinstance(status, Open):
        if status.until is None:
            return _(words.always)
        return _(words.until) % {"clock": formats.clock(status.until)}
    if status.opens_at is None:
        return _(words.unknown) if words.unknown else ""
    return _(words.opens) % {
        "day": formats.relative_day(status.opens_at, swedish_day(now)),
        "clock": formats.clock(status.opens_at),
    }
