"""A case is stored, counted and copied, and the web can read none of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import ProgrammingError

from fornya.integrations.http import Unavailable
from fornya.limits.count import TooMany
from fornya.rules.limits import LIMITS, Limited
from fornya.support import delivery, desk, expiry
from fornya.support.models import Case, Topic
from fornya.support.send import Written, send_case
from tests.committed import as_worker, hurry, owner, web, work
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("database")
NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HOME = "192.0.2.7"
FROM_ONE_ADDRESS = LIMITS[Limited.SUPPORT_CASE_BY_ADDRESS].most


def case(**facts) -> Written:
    return Written(**({"topic": Topic.QUESTION, "message": "Hur loggar jag in?"} | facts))


@pytest.fixture
def mail(settings, sandbox):
    """The sandbox's mail server."""
    settings.SMTP_URL = f"smtp://127.0.0.1:{sandbox.smtp_port}"
    sandbox.control("reset", only=["email"])
    delivery.mailer.cache_clear()
    yield sandbox
    delivery.mailer.cache_clear()


def test_a_case_is_stored_under_a_reference_that_can_be_read_aloud():
    reference = send_case(case(name="Amina", phone="070-174 06 05"), address=HOME, now=NOW)

    assert owner("SELECT reference, topic, message, name, phone, email FROM support_case") == [
        (reference, "question", "Hur loggar jag in?", "Amina", "070-174 06 05", "")
    ]
    assert not set(reference) & set("01OI")


def test_the_web_can_read_nothing_of_it():
    send_case(case(), address=HOME, now=NOW)

    with pytest.raises(ProgrammingError, match="permission denied"):
        web("SELECT * FROM support_case")


@pytest.mark.parametrize("statement", ["UPDATE support_case SET message = 'x'", "DELETE FROM support_case"])
def test_the_web_can_change_nothing_of_it(statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        web(statement)


def test_the_web_cannot_store_a_case_as_answered():
    values = "gen_random_uuid(), 'AAAA-BBBB', 'question', '', '', '', 'x', false, now(), now()"
    columns = "id, reference, topic, name, email, phone, message, wants_copy, sent_at, answered_at"

    with pytest.raises(ProgrammingError, match="row-level security"):
        web(f"INSERT INTO support_case ({columns}) VALUES ({values})")  # noqa: S608


def test_more_than_five_in_any_hour_from_one_address_are_refused():
    for number in range(FROM_ONE_ADDRESS):
        send_case(case(), address=HOME, now=NOW + timedelta(minutes=number))

    with pytest.raises(TooMany) as refused:
        send_case(case(), address=HOME, now=NOW + timedelta(minutes=50))

    assert refused.value.again_at == NOW + timedelta(hours=1)
    assert owner("SELECT count(*) FROM support_case") == [(5,)]
    assert send_case(case(), address="192.0.2.8", now=NOW + timedelta(minutes=50))
    assert send_case(case(), address=HOME, now=refused.value.again_at)


def test_a_household_is_one_address():
    for number in range(FROM_ONE_ADDRESS):
        send_case(case(), address=f"2001:db8:1:2::{number}", now=NOW)

    with pytest.raises(TooMany):
        send_case(case(), address="2001:db8:1:2:ffff::1", now=NOW)
    assert send_case(case(), address="2001:db8:1:3::1", now=NOW)


def test_a_race_lets_no_more_in_than_the_limit():
    sent = at_once(12, lambda _place: send_case(case(), address=HOME, now=NOW))

    assert sum(isinstance(each, TooMany) for each in sent) == 12 - FROM_ONE_ADDRESS
    assert owner("SELECT count(*) FROM support_case") == [(5,)]


def test_nobody_can_fill_anothers_inbox_with_copies():
    victim = {"email": "annan@example.se", "wants_copy": True}
    for number in range(LIMITS[Limited.SUPPORT_COPY_BY_RECEIVER].most):
        send_case(case(**victim), address=f"192.0.2.{number}", now=NOW)

    with pytest.raises(TooMany):
        send_case(case(**victim | {"email": "ANNAN@example.se"}), address="192.0.2.99", now=NOW)


def test_a_server_of_the_version_before_still_counts():
    # It asks this, and nothing else of what is gone.
    asked = [web("SELECT support_count_sender(%s, %s)", b"a" * 32, NOW) for _time in range(6)]

    assert [counted for ((counted,),) in asked] == [1, 1, 1, 1, 1, 6]
    assert web("SELECT support_count_sender(%s, %s)", b"b" * 32, NOW) == [(1,)]


def test_a_copy_goes_to_who_asked_for_one_with_what_was_written(mail):
    reference = send_case(
        case(message="Se http://bluff.example/ nu", email="amina@example.se", wants_copy=True),
        address=HOME,
        now=NOW,
    )

    work()

    (sent,) = mail.seen("emails")
    assert sent["recipient"] == "amina@example.se"
    assert reference in sent["subject"]
    assert "Se http: //bluff.example/ nu" in sent["body"]
    assert owner("SELECT copied_at IS NOT NULL FROM support_case") == [(True,)]


def test_nothing_is_mailed_to_who_asked_for_no_copy(mail):
    send_case(case(email="amina@example.se"), address=HOME, now=NOW)

    work()

    assert mail.seen("emails") == []
    assert owner("SELECT count(*) FROM outbox_delivery") == [(0,)]


def test_a_copy_waits_while_the_mail_server_is_down(mail, settings):
    send_case(case(email="amina@example.se", wants_copy=True), address=HOME, now=NOW)
    up, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"

    work()
    assert owner("SELECT state, last_fault FROM outbox_delivery") == [("waiting", Unavailable.__name__)]
    settings.SMTP_URL = up
    delivery.mailer.cache_clear()
    hurry()
    work()

    assert owner("SELECT copied_at IS NOT NULL FROM support_case") == [(True,)]


def test_the_desk_reads_what_waits_and_marks_what_is_answered():
    first = send_case(case(), address=HOME, now=NOW)
    second = send_case(case(), address=HOME, now=NOW + timedelta(minutes=1))

    with as_worker():
        desk.mark_answered(first, now=NOW)
        assert [each.reference for each in desk.waiting()] == [second]
        with pytest.raises(desk.NoSuchCase):
            desk.mark_answered(first, now=NOW)


def test_cases_are_removed_after_half_a_year():
    send_case(case(), address=HOME, now=NOW)

    with as_worker():
        assert expiry.remove_old_cases(now=NOW + timedelta(days=179)) == 0
        assert expiry.remove_old_cases(now=NOW + timedelta(days=180)) == 1
        assert not Case.objects.exists()
