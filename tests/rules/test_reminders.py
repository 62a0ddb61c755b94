"""When to remind: in time for the clinic over holidays and closures, and never by a day that was guessed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fornya.rules.reminders import (
    Answers,
    NoReminder,
    Plan,
    Supply,
    comes_along,
    is_same_occasion,
    lasts_until,
    may_tell_at,
    next_look,
    plan,
)
from fornya.rules.withdrawals import PrescriptionState, RunOut, Why
from fornya.rules.working_days import add_working_days, is_working_day

TODAY = date(2026, 11, 23)
FAR = date(2027, 11, 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def supply(ends: date | None = None, **facts: object) -> Supply:
    """Give a supply that ends on a day, with nothing left to collect unless said."""
    values: dict = {
        "state": PrescriptionState.NONE_LEFT,
        "run_out": RunOut(ends, Why.COUNTED) if ends else RunOut(None, Why.DOSE_NOT_COUNTABLE),
        "per_day": 1,
        "amount": 100,
        "whole_left": 0,
        "valid_until": FAR,
    }
    return Supply(**(values | facts))


# ends, working days to the answer, closed, the day to remind on. The margin is five working days.
DAYS = [
    ("2026-12-11", 0, None, "2026-12-04"),
    ("2026-12-11", 1, None, "2026-12-03"),
    ("2026-12-11", 3, None, "2026-12-01"),
    ("2026-12-11", 8, None, "2026-11-24"),
    # A supply that ends on a Saturday or a Sunday ends for the clinic on the Friday.
    ("2026-12-12", 1, None, "2026-12-03"),
    ("2026-12-13", 1, None, "2026-12-03"),
    # Christmas: the 24th, 25th, 31st and the weekends between are no working days; nor 1 and 6 January.
    ("2026-12-30", 1, None, "2026-12-18"),
    ("2027-01-04", 2, None, "2026-12-18"),
    ("2027-01-07", 2, None, "2026-12-22"),
    # Easter 2027: Good Friday is 26 March, Easter Monday 29 March.
    ("2027-03-30", 2, None, "2027-03-17"),
    # Ascension Day is 6 May, the day after it is an ordinary Friday; 1 May is a Saturday.
    ("2027-05-10", 2, None, "2027-04-28"),
    # National Day is a Sunday; Midsummer Eve is 25 June.
    ("2027-06-28", 3, None, "2027-06-15"),
    # A leap day counts.
    ("2028-03-03", 2, None, "2028-02-23"),
    # Closed in July: whoever runs out in it, or right after, has to ask in June.
    ("2027-07-15", 3, ("2027-07-01", "2027-07-31"), "2027-06-17"),
    ("2027-08-04", 3, ("2027-07-01", "2027-07-31"), "2027-06-22"),
    ("2027-08-02", 0, ("2027-07-01", "2027-07-31"), "2027-06-23"),
    # A closure that is over or has not begun changes nothing.
    ("2026-12-11", 1, ("2026-12-14", "2026-12-18"), "2026-12-03"),
    ("2026-12-11", 1, ("2026-10-01", "2026-10-10"), "2026-12-03"),
    # One day of it.
    ("2026-12-11", 1, ("2026-12-08", "2026-12-08"), "2026-12-02"),
]


@pytest.mark.parametrize(("ends", "days", "closed", "expected"), DAYS)
def test_the_day_leaves_room_for_the_answer_and_the_margin(ends, days, closed, expected):
    shut = (day(closed[0]), day(closed[1])) if closed else None

    found = plan(supply(day(ends)), Answers(days, shut), today=TODAY)

    assert found == Plan(day(expected), day(ends))


def test_a_clinic_of_which_nothing_is_known_gets_the_longest_published_time():
    ends = day("2026-12-31")

    assert plan(supply(ends), Answers(), today=TODAY) == plan(supply(ends), Answers(8), today=TODAY)


@pytest.mark.parametrize(
    ("facts", "why_not"),
    [
        ({"state": PrescriptionState.ENDED}, NoReminder.NOT_USED),
        ({"state": PrescriptionState.BLOCKED}, NoReminder.NOT_USED),
        ({"run_out": RunOut(None, Why.DOSE_NOT_COUNTABLE)}, NoReminder.NOT_COUNTED),
        ({"run_out": RunOut(None, Why.NOTHING_COLLECTED), "whole_left": 4}, NoReminder.NOT_COUNTED),
        ({"run_out": RunOut(None, Why.HISTORY_UNCLEAR)}, NoReminder.NOT_COUNTED),
        ({"run_out": RunOut(None, Why.LESS_THAN_A_DAY)}, NoReminder.NOT_COUNTED),
        ({"run_out": RunOut(None, Why.TOO_LONG)}, NoReminder.NOT_COUNTED),
        ({"run_out": RunOut(TODAY - timedelta(days=1), Why.COUNTED)}, NoReminder.ALREADY_OUT),
        # A withdrawal of five years is a mistake in the data.
        ({"whole_left": 1, "amount": 2000}, NoReminder.NOT_COUNTED),
    ],
)
def test_without_a_day_there_is_a_reason(facts, why_not):
    found = plan(supply(TODAY + timedelta(days=30), **facts), Answers(1), today=TODAY)

    assert found == Plan(None, None, why_not)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"whole_left": 0}, "2026-12-10"),
        ({"whole_left": 1}, "2027-03-20"),
        ({"whole_left": 2}, "2027-06-28"),
        # The smallest pack that was ever handed out is what the next is reckoned as.
        ({"whole_left": 2, "amount": 98}, "2027-06-24"),
        ({"whole_left": 1, "per_day": Decimal("1.5")}, "2027-02-14"),
        ({"whole_left": 1, "per_day": Decimal("0.143"), "amount": 12}, "2027-03-03"),
        # The last day of validity is one on which the pharmacy hands out; the day after is not.
        ({"whole_left": 1, "valid_until": day("2026-12-10")}, "2027-03-20"),
        ({"whole_left": 1, "valid_until": day("2026-12-09")}, "2026-12-10"),
        ({"whole_left": 3, "valid_until": day("2027-03-20")}, "2027-06-28"),
        ({"whole_left": 3, "valid_until": day("2027-03-19")}, "2027-03-20"),
        # What cannot be reckoned is not collected.
        ({"whole_left": 2, "per_day": None}, "2026-12-10"),
        ({"whole_left": 2, "amount": 0}, "2026-12-10"),
        # Out already, but there is more to collect: from today on.
        ({"whole_left": 1, "run_out": RunOut(day("2026-10-01"), Why.COUNTED)}, "2027-03-02"),
        (
            {
                "whole_left": 1,
                "run_out": RunOut(day("2026-10-01"), Why.COUNTED),
                "valid_until": day("2026-11-01"),
            },
            "2026-10-01",
        ),
    ],
)
def test_what_can_still_be_collected_is_collected_when_the_supply_before_it_ends(facts, expected):
    assert lasts_until(supply(day("2026-12-10"), **facts), today=TODAY) == day(expected)


@given(
    ends=st.dates(date(2026, 12, 1), date(2030, 12, 31)),
    days=st.integers(0, 30),
    closed=st.none() | st.tuples(st.dates(date(2026, 6, 1), date(2030, 12, 1)), st.integers(0, 60)),
)
def test_whoever_asks_within_three_working_days_has_the_answer_two_before_the_end(ends, days, closed):
    shut = (closed[0], closed[0] + timedelta(days=closed[1])) if closed else None
    found = plan(supply(ends), Answers(days, shut), today=TODAY)
    assert found.remind_on is not None

    is_open = is_working_day(found.remind_on) and not (shut and shut[0] <= found.remind_on <= shut[1])
    worked = [
        each
        for each in (found.remind_on + timedelta(days=n) for n in range(1, (ends - found.remind_on).days + 1))
        if is_working_day(each) and not (shut and shut[0] <= each <= shut[1])
    ]

    assert is_open
    assert len(worked) == days + 5


@example(ends=date(2030, 12, 1), days=0, left=4)
@given(ends=st.dates(date(2026, 12, 1), date(2030, 12, 31)), days=st.integers(0, 29), left=st.integers(0, 4))
def test_a_slower_clinic_is_never_asked_later_and_more_to_collect_never_sooner(ends, days, left):
    quick, slow = (plan(supply(ends), Answers(each), today=TODAY) for each in (days, days + 1))
    fewer, more = (
        lasts_until(supply(ends, whole_left=each, valid_until=date(2040, 12, 31)), today=TODAY)
        for each in (left, left + 1)
    )

    assert slow.remind_on < quick.remind_on <= ends
    assert fewer < more


def test_what_is_told_soon_comes_along():
    assert comes_along(Plan(TODAY + timedelta(days=7), FAR), today=TODAY)
    assert not comes_along(Plan(TODAY + timedelta(days=8), FAR), today=TODAY)
    assert not comes_along(Plan(None, None), today=TODAY)


def test_a_supply_is_the_same_until_it_ends_a_month_apart():
    assert is_same_occasion(TODAY, TODAY + timedelta(days=28))
    assert is_same_occasion(TODAY, TODAY - timedelta(days=28))
    assert not is_same_occasion(TODAY, TODAY + timedelta(days=29))


def test_the_next_look_is_on_the_day_to_remind_or_in_a_week():
    soon, later, past = (Plan(TODAY + timedelta(days=number), FAR) for number in (3, 20, -2))

    assert next_look([later, soon, past, Plan(None, None)], today=TODAY) == soon.remind_on
    assert next_look([later, past], today=TODAY) == TODAY + timedelta(days=7)
    assert next_look([], today=TODAY) == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("hour", "month", "expected"),
    [(6, 11, False), (7, 11, True), (18, 11, True), (19, 11, False), (5, 7, False), (6, 7, True)],
)
def test_nobody_is_told_at_night_in_sweden(hour, month, expected):
    assert may_tell_at(datetime(2026, month, 23, hour, 30, tzinfo=UTC)) is expected


def test_the_margin_is_of_working_days_and_not_of_days():
    found = plan(supply(day("2027-01-04")), Answers(0), today=TODAY)

    assert add_working_days(found.remind_on, 5) == day("2027-01-04")
    assert day("2027-01-04") - found.remind_on > timedelta(days=10)
