"""When the support desk answers: read once from hours.toml beside this file."""

import tomllib
from datetime import date, datetime, time
from importlib.resources import files

from fornya.rules.opening_hours import Closed, Hours, Open, Span, status_at
from fornya.rules.working_days import answer_by

_DATA = tomllib.loads(files("fornya.support").joinpath("hours.toml").read_text(encoding="utf-8"))
OPENS: time = _DATA["opens"]
CLOSES: time = _DATA["closes"]
DAILY = Span(OPENS, CLOSES)
HOURS = Hours(weekly=((DAILY,),) * 7, closed_on_holidays=False)
ANSWER_WORKING_DAYS: int = _DATA["answer_working_days"]


def status(now: datetime) -> Open | Closed:
    """Tell whether somebody answers the phone now, and when that changes."""
    return status_at(HOURS, now)


def written_answer_by(now: datetime) -> date:
    """Give the day by which who writes now has an answer."""
    return answer_by(now, ANSWER_WORKING_DAYS)
