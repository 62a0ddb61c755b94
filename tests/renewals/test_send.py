"""Skicka: once, whole, and never lost."""

import uuid
from datetime import timedelta

import pytest

from fornya.limits.count import TooMany
from fornya.renewals.draft import NoDraft, editing
from fornya.renewals.send import AlreadyAsked, NothingChosen, NotWhatWasShown, TooManyOpen
from fornya.rules.limits import LIMITS, MOST_OPEN_REQUESTS, Limited
from tests import make
from tests.committed import by_hand, owner
from tests.threads import at_once


def counts() -> tuple[int, ...]:
    tables = ("renewalrequest", "renewalline", "renewalevent", "renewaldraft")
    return tuple(owner(f"SELECT count(*) FROM renewals_{table}")[0][0] for table in tables)  # noqa: S608


def test_a_sent_form_is_a_request_with_its_lines_in_order(database):
    patient = make.patient()
    one, two = make.choice("Levaxin", strength="100 mikrogram"), make.choice("Metformin", strength="500 mg")
    key = make.draft(
        patient,
        [one, two],
        answers={two.id: {"works": "yes"}},
        by_hand=[{"id": "h1", "name": "Kräm", "strength": "", "why": "Eksem"}],
        message="Hej",
    )

    request_id = make.send(patient, key)

    assert owner("SELECT id, patient_id, status, version, message FROM renewals_renewalrequest") == [
        (request_id, patient.patient_id, "sent", 1, "Hej")
    ]
    assert owner(
        "SELECT name, prescription_id, answers, state FROM renewals_renewalline ORDER BY position"
    ) == [
        ("Levaxin 100 mikrogram", one.id, {}, "sent"),
        ("Metformin 500 mg", two.id, {"works": "yes"}, "sent"),
        ("Kräm", "", {"why": "Eksem"}, "sent"),
    ]
    assert owner("SELECT what, actor_kind, actor_name FROM renewals_renewalevent") == [
        ("sent", "patient", "Amina Exempel")
    ]


def test_the_inbox_has_a_receipt_and_nobody_is_sent_an_sms_for_it(database):
    patient = make.patient(phone="+46701740605")

    request_id = make.request(patient)

    assert owner("SELECT kind, about, patient_id FROM messages_message") == [
        ("received", request_id, patient.patient_id)
    ]
    assert owner("SELECT count(*) FROM outbox_delivery") == [(0,)]


def test_the_form_is_gone_when_it_is_sent(database):
    make.request()

    assert counts() == (1, 1, 1, 0)


def test_sending_again_gives_the_same_request(database):
    patient = make.patient()
    key = make.draft(patient, [make.choice()])

    first, second = make.send(patient, key), make.send(patient, key)

    assert first == second
    assert counts() == (1, 1, 1, 0)


def test_a_double_press_at_the_same_moment_sends_once(database):
    # Mutant: reading the draft without FOR UPDATE.
    patient = make.patient()
    key = make.draft(patient, [make.choice()])

    seal = make.seal_of(patient, key)

    ids = at_once(4, lambda _place: make.send(patient, key, seal=seal))

    assert len(set(ids)) == 1
    assert counts() == (1, 1, 1, 0)


def test_a_form_that_was_changed_in_another_tab_is_shown_again_first(database):
    patient = make.patient()
    key = make.draft(patient, [make.choice()])
    shown = make.seal_of(patient, key)
    with editing(patient=patient, clinic=make.page(), now=make.NOW) as sheet:
        sheet.keep({"message": "Jag har flyttat"}, now=make.NOW)

    with pytest.raises(NotWhatWasShown):
        make.send(patient, key, seal=shown)

    assert counts() == (0, 0, 0, 1)


def test_a_key_that_nobody_has_is_no_form(database):
    patient = make.patient()
    make.draft(patient, [make.choice()])

    with pytest.raises(NoDraft):
        make.send(patient, uuid.uuid4())
    assert counts()[0] == 0


def test_anothers_form_cannot_be_sent(database):
    owner_of_it, thief = make.patient(), make.patient()
    key = make.draft(owner_of_it, [make.choice()])

    with pytest.raises(NoDraft):
        make.send(thief, key)

    make.send(owner_of_it, key)
    with pytest.raises(NoDraft):
        make.send(thief, key)


def test_a_form_without_medicines_is_not_sent(database):
    patient = make.patient()
    key = make.draft(patient, [])

    with pytest.raises(NothingChosen):
        make.send(patient, key)
    assert counts() == (0, 0, 0, 1)


def test_a_prescription_that_may_not_be_asked_for_is_not_sent(database):
    patient = make.patient()
    key = make.draft(patient, [make.choice(may_ask=False, reasons=["narcotic"])])

    with pytest.raises(NothingChosen):
        make.send(patient, key)


def test_a_prescription_is_in_one_open_request_only(database):
    patient, medicine = make.patient(), make.choice()
    make.request(patient, [medicine])
    key = make.draft(patient, [medicine], clinic=make.EKBACKEN)

    with pytest.raises(AlreadyAsked):
        make.send(patient, key, clinic=make.EKBACKEN)

    assert counts() == (1, 1, 1, 1)


def test_two_clinics_asked_at_the_same_moment_get_one_request(database):
    patient, medicine = make.patient(), make.choice()
    keys = {
        clinic: make.draft(patient, [medicine], clinic=clinic) for clinic in (make.BJORKEN, make.EKBACKEN)
    }

    def press(place: int):
        clinic = [make.BJORKEN, make.EKBACKEN][place]
        return make.send(patient, keys[clinic], clinic=clinic)

    results = at_once(2, press)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyAsked", "UUID"]


def test_a_prescription_can_be_asked_for_again_when_the_first_request_has_ended(database):
    patient, eva, medicine = make.patient(), make.staff(), make.choice()
    whole = make.taken(eva, make.request(patient, [medicine]))
    make.decide(eva, whole, make.refusal(whole.lines[0].id))

    make.request(patient, [medicine])

    assert counts()[0] == 2


def test_a_pharmacy_that_has_left_the_directory_is_no_wish(database):
    patient = make.patient()
    known = owner("SELECT id, gln FROM clinics_pharmacy ORDER BY id LIMIT 1")[0]
    wishes = [
        {"kind": "chosen", "gln": known[1]},
        {"kind": "chosen", "gln": "0000000000000"},
        {"kind": "any"},
    ]

    for wish in wishes:
        make.send(patient, make.draft(patient, [make.choice()], pharmacy=wish))

    assert owner("SELECT pharmacy_id FROM renewals_renewalrequest ORDER BY pharmacy_id") == [
        (known[0],),
        (None,),
        (None,),
    ]


def test_nobody_sends_more_than_ten_in_any_day_and_what_is_refused_is_kept(database):
    patient, a_day = make.patient(), LIMITS[Limited.REQUEST_BY_PATIENT]
    for number in range(a_day.most):
        make.send(patient, make.draft(patient, [make.choice()]), now=make.NOW + timedelta(hours=number))
    key = make.draft(patient, [make.choice()])

    with pytest.raises(TooMany) as refused:
        make.send(patient, key, now=make.NOW + timedelta(hours=23))

    assert refused.value.again_at == make.NOW + timedelta(days=1)
    assert counts() == (10, 10, 10, 1)
    make.send(patient, key, now=refused.value.again_at)
    assert counts() == (11, 11, 11, 0)


def test_sending_again_is_counted_once(database):
    patient = make.patient()
    key = make.draft(patient, [make.choice()])

    for _press in range(30):
        make.send(patient, key)

    assert counts()[0] == 1
    assert owner("SELECT cardinality(moments) FROM limits_count") == [(1,)]


def test_others_are_not_counted_with_one(database):
    one, another = make.patient(), make.patient(name="Någon Annan")
    for _number in range(LIMITS[Limited.REQUEST_BY_PATIENT].most):
        make.request(one)

    assert make.request(another)


def test_twenty_may_wait_for_an_answer_and_not_one_more(database):
    patient = make.patient()
    for number in range(MOST_OPEN_REQUESTS):
        make.send(patient, make.draft(patient, [make.choice()]), now=make.NOW + timedelta(hours=3 * number))
    key = make.draft(patient, [make.choice()])
    later = make.NOW + timedelta(days=9)

    with pytest.raises(TooManyOpen):
        make.send(patient, key, now=later)

    assert counts() == (20, 20, 20, 1)
    by_hand("UPDATE renewals_renewalrequest SET ended_at = now() WHERE sent_at = %s", make.NOW)
    make.send(patient, key, now=later)
    assert counts()[0] == 21


def test_two_forms_sent_at_the_same_moment_are_not_both_the_twentieth(database):
    # Mutant: counting what is open before whoever else sends has been waited for.
    patient, later = make.patient(), make.NOW + timedelta(days=9)
    for number in range(MOST_OPEN_REQUESTS - 1):
        make.send(patient, make.draft(patient, [make.choice()]), now=make.NOW + timedelta(hours=3 * number))
    clinics = (make.BJORKEN, make.EKBACKEN)
    keys = [make.draft(patient, [make.choice()], clinic=clinic) for clinic in clinics]
    seals = [make.seal_of(patient, key) for key in keys]

    outcomes = at_once(
        2,
        lambda place: make.send(patient, keys[place], clinic=clinics[place], seal=seals[place], now=later),
    )

    assert sum(isinstance(each, TooManyOpen) for each in outcomes) == 1
    assert counts()[0] == MOST_OPEN_REQUESTS
