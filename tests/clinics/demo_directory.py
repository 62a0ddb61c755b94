"""The demo's clinics, loaded once for a whole run by the tables' owner, as `manage demo` does."""

import pytest
from django.utils import timezone

from fornya.clinics import directory
from fornya.config.demo import clinics, fees, notices, pharmacies, places
from fornya.renewals import answer_times
from tests.conftest import connect_as
from tooling.postgres_settings import OWNER, WEB


def load() -> None:
    """Load regions, clinics, fees, pharmacies and notices."""
    places.load()
    clinics.load(timezone.localdate())
    fees.load()
    pharmacies.load()
    notices.load(timezone.now())


@pytest.fixture(scope="session")
def loaded_demo(django_db_setup, django_db_blocker):
    """Fill the test database with the demo's clinics, for good."""
    with django_db_blocker.unblock():
        connect_as(OWNER)
        load()
        connect_as(WEB)


@pytest.fixture
def demo_directory(loaded_demo, db):
    """Give the directory as the web's role reads it."""
    directory.forget()
    answer_times.forget()
    answer_times.answer_times(timezone.now())
    yield directory.current()
    directory.forget()


@pytest.fixture
def as_owner(django_db_setup, django_db_blocker):
    """Run a test as the owner of the tables; name it before `db`."""
    with django_db_blocker.unblock():
        connect_as(OWNER)
    yield
    with django_db_blocker.unblock():
        connect_as(WEB)
