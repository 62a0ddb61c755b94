"""How many statements each page of the clinic's asks of the database, however much there is to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.browser import Browser
from tests.renewals.test_worklist import many

# Session, begin, the scope with its log row, the page's one statement, commit.
BOUNDS = {
    "/personal": 5,
    "/personal?visa=done": 5,
    "/personal/arende/{request}": 6,
    # And what has been seen on the way, in a scope of its own.
    "/personal/arende/{request}?flera=1": 10,
    "/personal/signera": 5,
    # The colleagues, and the list.
    "/personal/fordela": 9,
    # A year's statistics in three: which years, what became of the medicines, how soon.
    "/personal/statistik": 7,
    "/personal/moten": 5,
    "/personal/arende/{request}/tider": 6,
    "/personal/uppdrag": 1,
    "/personal/logga-in": 0,
}


@pytest.mark.parametrize("address", BOUNDS)
def test_a_page_asks_no_more_than_its_bound(database, address):
    request_id = make.request(None, [make.choice() for _ in range(5)])
    many(60)
    browser = Browser(make.staff_token() if BOUNDS[address] else None)
    path = address.format(request=request_id)
    browser.get(path)

    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status == 200

    statements = [each["sql"].split()[0:4] for each in seen.captured_queries]
    assert len(statements) <= BOUNDS[address], statements
