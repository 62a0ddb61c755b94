"""The page about personal data says the times that really hold, and leaves none out."""

from datetime import timedelta

import pytest

from fornya.pages.public.privacy.table import how_long, rows
from fornya.rules.retention import Kept
from tests.pages.public.reading import read

pytestmark = pytest.mark.usefixtures("demo_directory")


def test_everything_that_has_an_end_is_told_once():
    told = [kept for row in rows() for kept in row.tells_of]

    assert sorted(told) == sorted(Kept)


def test_every_row_is_on_the_page(client):
    text = read(client.get("/personuppgifter")).text

    assert [row.data for row in rows() if row.data not in text] == []
    assert "30 dagar efter att du skrev sist" in text
    assert "20 minuter utan att något görs, högst 12 timmar" in text


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(days=1), "1 dag"),
        (timedelta(days=180), "180 dagar"),
        (timedelta(hours=1), "1 timme"),
        (timedelta(hours=36), "36 timmar"),
        (timedelta(minutes=10), "10 minuter"),
        (timedelta(minutes=90), "90 minuter"),
    ],
)
def test_a_time_is_said_in_its_largest_whole_unit(time, words):
    assert how_long(time) == words
