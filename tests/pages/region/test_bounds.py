"""How many statements each page of a region's asks of the database, however many clinics there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make

# Session, begin, the scope with its log row, what the page reads, commit. Översikt opens it for the clinics,
# for deliveries and for the review of logs, Drift for the last two. The directory may look at its mark.
BOUNDS = {
    "/personal/region": 14,
    "/personal/region/mottagningar": 6,
    f"/personal/region/mottagningar/{make.BJORKEN}": 6,
    "/personal/region/avgifter": 7,
    "/personal/region/driftmeddelanden": 7,
    "/personal/region/leveranser": 6,
    "/personal/region/regler": 7,
    "/personal/region/regler/ny": 2,
    "/personal/region/inlasning": 2,
    "/personal/drift": 9,
    "/personal/drift/regler": 6,
}


@pytest.mark.parametrize("path", BOUNDS)
def test_a_page_asks_no_more_than_its_bound(rut, olle, path):
    for _ in range(3):
        make.request()
    browser = olle if path.startswith("/personal/drift") else rut
    browser.get(path)

    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status == 200

    statements = [each["sql"].split()[0:4] for each in seen.captured_queries]
    assert len(statements) <= BOUNDS[path], statements
