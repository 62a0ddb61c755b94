"""How long a request waited for its answer: in working days, and in hours of working days.

From the moment it was sent until nothing in it was open any more; what the patient took to answer a question
is part of it, as it is of the patient's waiting. The clinic's promise is another thing: its day moves on
meanwhile (clocks.py), and an answer is late after that day.

Source: our own rule; days off as in working_days.py.
Reviewed: 2026-11-23
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fornya.rules.swedish_time import day_begins, swedish_day
from fornya.rules.working_days import is_working_day

# So many answers, and a median tells of the clinic and not of a person.
ENOUGH_ANSWERS = 20
HALF, NINE_OF_TEN = 50, 90
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


def answer_days(sent_at: datetime, ended_at: datetime) -> int:
    """Return on which working day after the day of sending the answer came: 0 is the same day."""
    first, last = swedish_day(sent_at), swedish_day(ended_at)
    return sum(is_working_day(first + _DAY * passed) for passed in range(1, (last - first).days + 1))


def answer_hours(sent_at: datetime, ended_at: datetime) -> int:
    """Return the whole hours that passed meanwhile, leaving out those of days off."""
    first, last = swedish_day(sent_at), swedish_day(ended_at)
    passed = timedelta()
    for number in range((last - first).days + 1):
        day = first + _DAY * number
        if is_working_day(day):
            passed += max(min(ended_at, day_begins(day + _DAY)) - max(sent_at, day_begins(day)), timedelta())
    return passed // _HOUR


def is_late_answer(answer_by: date, ended_at: datetime) -> bool:
    """Tell whether an answer came after its day."""
    return swedish_day(ended_at) > answer_by


def percentile(counts: Mapping[int, int], percent: int) -> int:
    """Return the least value that so many per cent do not exceed, of how often each occurs.

    Raises ValueError when there is none.
    """
    enough, so_far = sum(counts.values()) * percent, 0
    for value in sorted(counts):
        so_far += counts[value]
        if counts[value] and so_far * 100 >= enough:
            return value
    raise ValueError("nothing was counted")
