"""Hours at which a phone may ring: an SMS that would come by night waits for the morning.

That is so whatever it tells of. Reminders, also those by e-mail, are made by day alone: see reminders.py.

Source: our own rule; between which hours is the deployer's setting (SMS_FROM_HOUR, SMS_TO_HOUR).
Reviewed: 2026-11-23
"""

from datetime import datetime, time, timedelta

from fornya.rules.swedish_time import STOCKHOLM, at_clock, swedish_day


def is_awake(now: datetime, *, from_hour: int, to_hour: int) -> bool:
    """Tell whether it is between two whole hours in Sweden, the latter not included; 0 to 24 is always."""
    return from_hour <= now.astimezone(STOCKHOLM).hour < to_hour


def waits_until(now: datetime, *, from_hour: int, to_hour: int) -> datetime | None:
    """Return the moment (UTC) at which the quiet hours end that it is in now; None outside of them."""
    if is_awake(now, from_hour=from_hour, to_hour=to_hour):
        return None
    day = swedish_day(now)
    morning = at_clock(day, time(from_hour))
    return morning if morning > now else at_clock(day + timedelta(days=1), time(from_hour))
