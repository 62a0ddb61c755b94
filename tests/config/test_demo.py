"""What the demo loads beside the directory."""

from datetime import UTC, datetime

import pytest

from fornya.clinics import directory
from fornya.config.demo import statistics
from fornya.statistics.models import ALL, AnswerTime, Tally
from tests.clinics.demo_directory import as_owner, loaded_demo

__all__ = ["as_owner", "loaded_demo"]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def owned(as_owner, loaded_demo, db):
    yield
    directory.forget()


def test_a_year_of_answers_is_counted_once(owned):
    statistics.load(NOW)
    first = list(Tally.objects.order_by("pk").values())
    statistics.load(NOW)

    assert list(Tally.objects.order_by("pk").values()) == first
    months = Tally.objects.filter(clinic__slug="bjorkens-vardcentral", medicine_group=ALL)
    assert months.count() == 13
    assert all(row.answered >= 20 for row in months[:12])
    assert AnswerTime.objects.filter(medicine_group=ALL).count() > 20
