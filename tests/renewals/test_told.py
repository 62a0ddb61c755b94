"""Who hears of an answer: whoever sent the request, as far as the table lets them."""

from datetime import timedelta

import pytest

from fornya.people.contact import set_contact
from tests import make
from tests.committed import owner
from tests.people import mandates
from tests.people.registry import acting_for, stand_in

NOTICES = "SELECT address FROM messages_notice ORDER BY address"
MARIA, KIM, ALMA = "maria@example.se", "kim@example.se", "alma@example.se"


@pytest.fixture
def registry(database, monkeypatch):
    return stand_in(monkeypatch)


def reached(by, email: str):
    set_contact(patient_id=by.patient_id, phone="", email=email, by=by.actor, now=make.NOW)
    return by


def answered(request_id, now=make.NOW) -> list[str]:
    """Let the clinic say no; gives the addresses that hear of it."""
    eva = make.staff()
    whole = make.taken(eva, request_id)
    make.decide(eva, whole, make.refusal(whole.lines[0].id), now=now)
    return [address for (address,) in owner(NOTICES)]


@pytest.mark.parametrize(("sender", "hears"), [("Maria", MARIA), ("Kim", KIM)])
def test_the_guardian_who_sent_hears_and_not_the_one_who_chose_last(registry, sender, hears):
    maria, kim = make.patient(name="Maria Exempel"), make.patient(name="Kim Exempel")
    registry.child_of(maria, kim)
    by = {
        "Maria": reached(acting_for(maria, "Alma")[0], MARIA),
        "Kim": reached(acting_for(kim, "Alma")[0], KIM),
    }

    assert answered(make.request(by[sender])) == [hears]


def test_a_child_who_has_turned_thirteen_meanwhile_hears_herself(registry):
    maria = make.patient(name="Maria Exempel")
    registry.child_of(maria, years=12)
    by_maria = reached(acting_for(maria, "Alma")[0], MARIA)
    reached(make.patient(by_maria.personnummer, name="Alma Exempel"), ALMA)
    request_id = make.request(by_maria)
    # The day that she was born is moved, since the clinic decides at the real time.
    born = make.TODAY - timedelta(days=13 * 366)
    owner("UPDATE people_patient SET birth_date = %s WHERE id = %s", born, by_maria.patient_id)

    assert answered(request_id) == [ALMA]


def test_an_agents_request_is_told_to_the_giver(registry):
    berit, bo = make.patient(name="Berit Exempel"), make.patient(name="Bo Exempel")
    reached(berit, "berit@example.se")
    reached(bo, "bo@example.se")
    mandates.accepted(berit, bo)

    assert answered(make.request(acting_for(bo, "Berit")[0])) == ["berit@example.se"]
