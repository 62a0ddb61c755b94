"""Being signed in has an end, and the token is nowhere but in the browser."""

from datetime import timedelta

import pytest

from fornya.people import session
from fornya.rules.access import Role
from tests import make
from tests.committed import owner
from tests.make import NOW

MINUTE = timedelta(minutes=1)
# A time of one's own: a session that begins at NOW is seen as late as the test runs.
BEGAN = NOW - MINUTE


def alive(token: str, after: timedelta) -> bool:
    return session.find(token, now=BEGAN + after) is not None


def test_a_token_gives_the_person_whole(database):
    number = make.personnummer()

    found = make.patient(number, name="Berit Skottdag", phone="+46701740605", email="b@example.se")

    assert (found.role, found.name, found.personnummer) == (Role.PATIENT, "Berit Skottdag", number)
    assert (found.phone, found.email) == ("+46701740605", "b@example.se")
    assert found.birth_date.strftime("%Y%m%d") == number[:8]


def test_the_token_is_kept_as_its_hash_only(database):
    token = make.patient_token()

    ((kept,),) = owner("SELECT token_hash FROM people_session")

    assert (bytes(kept), len(token)) == (session.digest(token), 43)
    assert token not in str(owner("SELECT * FROM people_session"))


@pytest.mark.parametrize("token", ["", "x", "\x00" * 43, "å" * 43, "a" * 100_000])
def test_no_other_token_signs_in(database, token):
    make.patient_token()

    assert session.find(token, now=NOW) is None


@pytest.mark.parametrize(("minutes", "still"), [(19, True), (20, False), (60, False)])
def test_an_idle_patient_is_signed_out(database, minutes, still):
    assert alive(make.patient_token(now=BEGAN), minutes * MINUTE) is still


@pytest.mark.parametrize(("minutes", "still"), [(14, True), (15, False)])
def test_idle_staff_are_signed_out_sooner(database, minutes, still):
    assert alive(make.staff_token(now=BEGAN), minutes * MINUTE) is still


@pytest.mark.parametrize(("who", "hours"), [("patient", 12), ("staff", 10)])
def test_the_longest_day_has_an_end(database, who, hours):
    token = make.patient_token(now=BEGAN) if who == "patient" else make.staff_token(now=BEGAN)
    ten_minutes = timedelta(minutes=10)

    reached = [alive(token, step * ten_minutes) for step in range(1, hours * 6 + 1)]

    assert reached == [True] * (hours * 6 - 1) + [False]


def test_being_seen_is_written_at_most_once_a_minute(database):
    token = make.patient_token(now=BEGAN)
    seen = "SELECT last_seen_at FROM people_session"

    session.find(token, now=BEGAN + timedelta(seconds=60))
    assert owner(seen) == [(BEGAN,)]

    session.find(token, now=BEGAN + timedelta(seconds=61))
    assert owner(seen) == [(BEGAN + timedelta(seconds=61),)]


def test_signing_out_kills_the_token_wherever_it_was_copied_to(database):
    token = make.patient_token()
    other = make.patient_token()

    session.end(make.signed_in(token).token_hash, now=NOW)

    assert (alive(token, MINUTE), alive(other, MINUTE)) == (False, True)


def test_signing_out_twice_keeps_the_first_time(database):
    token = make.patient_token()
    for minutes in (1, 2):
        session.end(session.digest(token), now=NOW + minutes * MINUTE)

    assert owner("SELECT ended_at FROM people_session") == [(NOW + MINUTE,)]


def test_a_changed_name_shows_at_once(database):
    number = make.personnummer()
    token = make.patient_token(number, name="Amina Exempel")

    make.patient_token(number, name="Amina Gift")

    assert make.signed_in(token).name == "Amina Gift"
