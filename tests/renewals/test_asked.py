"""A patient's own medicines: what they have counted is theirs alone, and what is asked for is known."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.utils import translation

from fornya.medicines import overview as room
from fornya.medicines.own_counts import keep_count
from fornya.pages.patient.medicines.rows import asked_words
from fornya.people.session import Acting, Capacity
from fornya.renewals.asked import Asked, own_medicines
from fornya.renewals.glance import glance
from fornya.renewals.withdraw import withdraw_request
from tests import make
from tests.pages.patient.sources import Sources, days, prescription


@pytest.fixture
def store(monkeypatch):
    """Give a store that answers for everybody."""
    sources = Sources()
    monkeypatch.setattr(room, "prescription_store", lambda: sources)
    return sources


def as_agent(patient):
    kim = make.patient(name="Kim Ombud")
    known = {name: getattr(kim, name) for name in ("patient_id", "personnummer", "name", "birth_date")}
    return replace(patient, acting=Acting(capacity=Capacity.AGENT, given_name="Kim", **known))


def test_only_the_person_sees_what_they_have_counted(database, store):
    patient = make.patient()
    store.prescriptions_are = [prescription(chain_id="chain-1")]
    now = make.NOW.__class__.now(make.NOW.tzinfo)
    keep_count(patient=patient, chain_id="chain-1", amount=3, unit="tablett", now=now)

    (mine,) = own_medicines(patient=patient, now=now).overview.medicines
    (theirs,) = own_medicines(patient=as_agent(patient), now=now).overview.medicines
    (plain,) = room.overview(patient.personnummer, now=now).medicines

    assert mine.run_out.on in (days(1), days(2), days(3))
    assert theirs.run_out == plain.run_out != mine.run_out
    assert (theirs.own_count, plain.own_count) == (None, None)


def test_what_is_asked_for_is_known_by_its_request_and_as_on_the_first_page(database, store):
    patient = make.patient()
    store.prescriptions_are = [prescription(), prescription("Levaxin")]
    asked, _other = store.prescriptions_are
    request_id = make.request(patient, [make.choice(id=asked.id)], answer_by=date(2026, 11, 26))
    make.request(choices=[make.choice(id=_other.id)])

    own = own_medicines(patient=patient, now=make.NOW)

    assert own.asked == {asked.id: Asked(request_id, date(2026, 11, 26))}
    assert glance(patient=patient, now=make.NOW).asked == set(own.asked)


def test_what_was_taken_back_is_asked_for_no_more(database, store):
    patient = make.patient()
    withdraw_request(request_id=make.request(patient), patient=patient, now=make.NOW)

    assert own_medicines(patient=patient, now=make.NOW).asked == {}


@pytest.mark.parametrize(
    ("answer_by", "words"),
    [
        (date(2026, 11, 26), "Ett nytt recept är begärt. Svar senast torsdag 26 november."),
        (date(2026, 11, 23), "Ett nytt recept är begärt. Svar senast måndag 23 november."),
        (date(2026, 11, 20), "Ett nytt recept är begärt. Mottagningen skulle ha svarat fredag 20 november."),
        (None, "Mottagningen vill träffas innan receptet förnyas."),
    ],
)
def test_it_says_when_the_answer_comes(answer_by, words):
    with translation.override("sv"):
        said = asked_words(Asked(UUID(int=1), answer_by), date(2026, 11, 23))

    assert said == words
