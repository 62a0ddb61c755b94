"""A year of answers that nobody gave, so that statistics have something to show: sums only, no requests."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.rules.months import add_months
from fornya.rules.swedish_time import at_clock, swedish_day
from fornya.rules.working_days import add_working_days, is_working_day
from fornya.statistics.count import add
from fornya.statistics.models import Tally
from fornya.statistics.sums import EndedRequest, sums

BUSY, QUIET, MONTHS, DAY = "bjorkens-vardcentral", 12, 12, timedelta(days=1)
# How often each ends so, in a hundred; and what is asked for, the most common first.
ENDS = {"renewed": 74, "renewed_changed": 14, "meet": 6, "declined": 4, "withdrawn": 2}
ASKED = ("C07AB02", "C09AA02", "C10AA05", "H03AA01", "A10BA02", "A02BC01", "N06AB06", "R03AC02", "N02BE01")
# How many working days later than the promise less two an answer comes.
DAYS = {0: 40, 1: 38, 2: 18, 3: 3, 4: 1}


def load(now: datetime) -> None:
    """Count the year up to yesterday, once: beside it what is answered in earnest is counted as always."""
    if not Tally.objects.exists():
        add(sums(_ended(now)))


def _ended(now: datetime) -> Iterator[EndedRequest]:
    drawn = Random(7)  # noqa: S311 - an example, the same each time
    today = swedish_day(now)
    online = [each for each in directory.current().clinics if each.renews_online and each.answer_days]
    quiet = [each for each in online if each.slug != BUSY][:QUIET]
    day = add_months(today, -MONTHS).replace(day=1)
    while day < today - DAY:
        if is_working_day(day):
            yield from (_one(directory.by_slug(BUSY), day, drawn) for _ in range(3))
            yield from (_one(clinic, day, drawn) for clinic in quiet if drawn.random() < 1 / 2)
        day += DAY


def _one(clinic: ClinicPage, day: date, drawn: Random) -> EndedRequest:
    promised = clinic.answer_days or 0
    (late,), (end,) = (
        drawn.choices(list(DAYS), list(DAYS.values())),
        drawn.choices(list(ENDS), list(ENDS.values())),
    )
    answered_on = add_working_days(day, max(promised - 2, 0) + late)
    asked = [
        ASKED[min(int(drawn.expovariate(0.4)), len(ASKED) - 1)] for _ in range(drawn.choice((1, 1, 2, 3)))
    ]
    return EndedRequest(
        clinic.id,
        at_clock(day, time(drawn.randrange(7, 16), drawn.randrange(60))),
        at_clock(answered_on, time(16, drawn.randrange(60))),
        add_working_days(day, promised),
        tuple((end, atc) for atc in asked),
    )
