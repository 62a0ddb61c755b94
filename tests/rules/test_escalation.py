"""A promise that is about to break is told to who answers for it, and a broken one to who leads."""

from datetime import date, datetime, timedelta

import pytest

from fornya.rules.escalation import Alarm, Step, alarms_at, step_on, told_at
from fornya.rules.swedish_time import STOCKHOLM

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, None), (30, None), (0, Step.DUE), (-1, Step.LATE), (-30, Step.LATE)],
)
def test_a_promise_is_due_on_its_day_and_late_after_it(days, step):
    assert step_on(TODAY + timedelta(days=days), TODAY) is step


@pytest.mark.parametrize(
    ("step", "answers", "leads", "told"),
    [
        (Step.DUE, "eva", ["ada"], ("eva",)),
        (Step.DUE, None, ["ada", "bo"], ("ada", "bo")),
        (Step.DUE, None, [], ()),
        (Step.LATE, "eva", ["ada", "bo"], ("ada", "bo")),
        (Step.LATE, None, ["ada"], ("ada",)),
        (Step.LATE, "eva", [], ("eva",)),
        (Step.LATE, None, [], ()),
    ],
)
def test_who_is_told(step, answers, leads, told):
    assert told_at(step, answers=answers, leads=leads) == told


@pytest.mark.parametrize(
    ("day", "hour", "kinds"),
    [
        (23, 7, set()),
        (23, 8, {Alarm.LATE}),
        (23, 12, {Alarm.LATE}),
        (23, 13, {Alarm.LATE, Alarm.NOBODYS}),
        (23, 15, {Alarm.LATE, Alarm.NOBODYS}),
        (23, 16, set()),
        (22, 13, set()),
    ],
)
def test_an_alarm_is_sounded_when_somebody_is_at_work(day, hour, kinds):
    # By the clock on a Swedish wall; the 22nd is a Sunday.
    assert alarms_at(datetime(2026, 11, day, hour, tzinfo=STOCKHOLM)) == kinds
