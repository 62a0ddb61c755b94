"""What every test may use. The server itself is in tests/database.py."""

import pytest
from django.db import connections
from django.utils import translation

from tests import database
from tests.running import browser, service
from tooling.postgres_settings import OWNER, WEB

__all__ = ["browser", "service"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let pytest-django make and migrate the test database as the owner, as ./run does with the real one."""
    database.wait_until_ready()
    connect_as(OWNER)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> object:
    """Run the tests themselves as the web's role, so that row-level security holds in them too."""
    connect_as(WEB)
    yield
    connect_as(OWNER)


@pytest.fixture(autouse=True)
def in_swedish() -> None:
    """Begin in Swedish: a page that a test before asked for may have left another language in this thread."""
    translation.deactivate()


def connect_as(role: str) -> None:
    """Use another role from the next query on: the default connection is closed and has no pool in tests."""
    connection = connections["default"]
    connection.close()
    if "pool" in connection.settings_dict["OPTIONS"]:
        connection.close_pool()
        del connection.settings_dict["OPTIONS"]["pool"]
    connection.settings_dict["USER"] = role
