"""How soon clinics answer: counted in working days, told only about enough answers, seen without a scope."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from fornya.clinics.directory import by_slug
from fornya.renewals import answer_times
from fornya.renewals.answer_times import Measured
from tests import make
from tests.committed import by_hand, owner, web
from tests.make import BJORKEN, EKBACKEN

# A Monday; the Friday before is three days and one working day away.
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def read_anew(database):
    """Begin and end with nothing kept."""
    answer_times.forget()
    yield
    answer_times.forget()


def answered(number: int, *, sent_at: datetime, ended_at: datetime = NOW, clinic: str = BJORKEN) -> None:
    """Put answered requests in the tables, as the owner: what a clinic has done in a month."""
    eva, patient = make.staff(), make.patient()
    clinic_id = by_slug(clinic).id
    for _ in range(number):
        request, line = uuid.uuid4(), uuid.uuid4()
        by_hand(
            "INSERT INTO renewals_renewalrequest (id, patient_id, clinic_id, send_key, sent_at, answer_by,"
            " fee_ore, message, own_answers, status, version, ended_at) VALUES"
            " (%s, %s, %s, %s, %s, %s, 0, '', '[]', 'renewed', 1, %s)",
            *(request, patient.patient_id, clinic_id, uuid.uuid4(), sent_at, sent_at.date(), ended_at),
        )
        by_hand(
            "INSERT INTO renewals_renewalline (id, request_id, patient_id, clinic_id, position,"
            " prescription_id, name, prescription, answers, state) VALUES"
            " (%s, %s, %s, %s, 1, '', 'x', '{}', '{}', 'declined')",
            *(line, request, patient.patient_id, clinic_id),
        )
        owner(
            "INSERT INTO renewals_decision (id, line_id, patient_id, clinic_id, outcome, reason, text,"
            " prescription, decided_by_id, decided_at, digest, stored_id, next_step) VALUES"
            " (%s, %s, %s, %s, 'decline', 'treatment_ended', 'x', '{}', %s, %s, '', '', 'phone')",
            *(uuid.uuid4(), line, patient.patient_id, clinic_id, eva.staff_id, ended_at),
        )


def test_a_weekend_between_question_and_answer_does_not_count():
    answered(20, sent_at=FRIDAY)

    assert answer_times.answer_times(NOW) == {by_slug(BJORKEN).id: Measured(days=1, answers=20, most_days=1)}


def test_nineteen_answers_tell_nothing():
    answered(19, sent_at=FRIDAY)

    assert answer_times.answer_times(NOW) == {}
    for told in ("answer_times", "answered_within"):
        assert web(f"SELECT * FROM renewals_{told}('-infinity', '{{}}')") == []


def test_the_median_is_of_each_clinic_for_itself():
    answered(12, sent_at=FRIDAY)
    answered(9, sent_at=THURSDAY)
    answered(20, sent_at=NOW, clinic=EKBACKEN)

    times = answer_times.answer_times(NOW)

    assert times[by_slug(BJORKEN).id] == Measured(days=1, answers=21, most_days=2)
    assert times[by_slug(EKBACKEN).id].days == 0


def test_what_was_answered_long_ago_is_left_out():
    answered(20, sent_at=FRIDAY - timedelta(days=60), ended_at=NOW - timedelta(days=31))

    assert answer_times.answer_times(NOW) == {}


def test_it_is_read_once_and_then_kept(django_assert_num_queries):
    answered(20, sent_at=FRIDAY)
    first = answer_times.answer_times(NOW)

    with django_assert_num_queries(0):
        assert answer_times.answer_times(NOW) == first


def test_pages_go_on_without_the_database(monkeypatch):
    def down(_now: datetime) -> None:
        raise OperationalError

    monkeypatch.setattr(answer_times, "_read", down)

    assert answer_times.answer_times(NOW) == {}
