"""The clock of an answer: it stands still while the clinic waits for the patient, and says so.

Source: our own rule; what the patient takes to answer a question is not the clinic's time.
Reviewed: 2026-11-23
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from fornya.rules.swedish_time import swedish_day
from fornya.rules.working_days import add_working_days, is_working_day

# When somebody was asked, and when they answered.
Wait = tuple[datetime, datetime]


def moved_on(answer_by: date, waits: Sequence[Wait]) -> date:
    """Return the day of the answer after the last of these waits: on by its working days.

    What was asked while something else was being waited for belongs to the same wait. Earlier ones that were
    over have moved the day already.
    """
    began, ended = _last(waits)
    first, last = swedish_day(began), swedish_day(ended)
    days = (first + timedelta(days=each) for each in range(1, (last - first).days + 1))
    return add_working_days(answer_by, sum(map(is_working_day, days)))


def _last(waits: Sequence[Wait]) -> Wait:
    began, ended = max(waits, key=lambda wait: wait[1])
    for start, end in sorted(waits, key=lambda wait: wait[1], reverse=True):
        if end < began:
            break
        began = min(began, start)
    return began, ended
