"""A wish is its person's own, even where the wall of the database is down; and the latest one holds."""

import pytest

from fornya.reminders.wishes import Chosen, choose, chosen_with_medicines, decline
from tests import make
from tests.committed import owner
from tests.conftest import connect_as
from tests.make import NOW
from tooling.postgres_settings import OWNER, WEB

PHONE, MAIL = "+46701740605", "a@exempel.se"


@pytest.fixture
def without_wall(database, sources):
    """Let the room's own conditions be all that keeps people apart: the tables' owner sees past the wall."""
    connect_as(OWNER)
    yield
    connect_as(WEB)


def chosen(patient) -> Chosen | None:
    return chosen_with_medicines(patient=patient, now=NOW)[0]


def test_each_reads_and_takes_back_only_their_own(without_wall):
    one, other, third = make.patient(), make.patient(), make.patient()
    choose(patient=one, phone=PHONE, email="", chains=["chain-1"], now=NOW)
    choose(patient=other, phone="", email=MAIL, chains=(), now=NOW)

    assert chosen(one) == Chosen(PHONE, "", frozenset({"chain-1"}))
    assert chosen(other) == Chosen("", MAIL, frozenset())
    assert chosen(third) is None

    decline(patient=third, now=NOW)
    decline(patient=one, now=NOW)

    assert owner("SELECT patient_id, email FROM reminders_wish") == [(other.patient_id, MAIL)]


def test_the_latest_choice_holds_whole(database, sources):
    patient = make.patient()
    choose(patient=patient, phone=PHONE, email=MAIL, chains=["chain-1"], now=NOW)

    choose(patient=patient, phone="", email="", chains=(), now=NOW)

    assert chosen(patient) == Chosen("", "", frozenset())
    assert owner("SELECT count(*) FROM reminders_wish") == [(1,)]
