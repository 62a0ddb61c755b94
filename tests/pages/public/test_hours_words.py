"""The days ahead when a clinic's phone keeps other hours: holidays by name, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from fornya.clinics import directory
from fornya.pages.public.hours_words import days_ahead, holiday_words
from fornya.rules.working_days import Holiday

pytestmark = pytest.mark.usefixtures("demo_directory")
CHRISTMAS = date(2026, 12, 20)


@pytest.fixture
def clinic():
    """Give a clinic that is shut on holidays."""
    return directory.by_slug("bjorkens-vardcentral")


def test_a_holiday_on_a_working_day_is_named(clinic):
    rows = dict(days_ahead(clinic, CHRISTMAS))

    assert rows["Torsdag 24 december, julafton"] == "Stängt"
    assert rows["Fredag 25 december, juldagen"] == "Stängt"
    assert not [day for day in rows if "annandag jul" in day], "a Saturday is shut anyway"


def test_it_is_named_in_the_readers_language(clinic):
    with translation.override("en"):
        assert [day for day, _hours in days_ahead(clinic, CHRISTMAS) if day.endswith(", Christmas Day")]


def test_every_holiday_has_a_name_of_its_own():
    assert set(holiday_words()) == set(Holiday)
    assert len(set(holiday_words().values())) == len(Holiday)
