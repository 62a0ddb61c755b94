"""Times to meet: offered and signed, booked by one, changed, cancelled, taken back, and never let lapse."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from fornya.messages.inbox import inbox
from fornya.messages.models import Kind
from fornya.people.session import Acting, Capacity
from fornya.renewals.book import NoSuchTime, NotAsShown, TooLate, book, cancel
from fornya.renewals.decide import BareNo
from fornya.renewals.history import NoSuchRequest
from fornya.renewals.meetings import meetings
from fornya.renewals.models import Decision
from fornya.renewals.offer import NotOffered
from fornya.renewals.reading import for_patient, for_staff
from fornya.renewals.remind_of_times import remind
from fornya.renewals.seal import faults
from fornya.renewals.withdraw_time import IsBooked, close_met, see_to, withdraw_time
from fornya.renewals.worklist import Shown, for_clinic
from fornya.rules.appointments import Lapse, Wrong
from fornya.rules.renewal_states import Event
from fornya.rules.swedish_time import day_begins, swedish_day
from tests import make, offers
from tests.committed import as_worker, owner, web
from tests.make import NOW
from tests.threads import at_once

HOUR = timedelta(hours=1)
NOON = day_begins(swedish_day(NOW)) + 12 * HOUR


def times_of(by, request_id, now=NOW):
    return for_patient(request_id=request_id, patient=by, now=now).times


def ids_of(by, request_id):
    return [each.id for each in times_of(by, request_id).all]


def press(by, request_id, chosen, instead_of=None, now=NOW):
    book(request_id=request_id, appointment_id=chosen, instead_of=instead_of, patient=by, now=now)


def history_of(request_id):
    return [what for (what,) in owner(
        "SELECT what FROM renewals_renewalevent WHERE request_id = %s AND what LIKE 'time%%' ORDER BY id",
        request_id,
    )]  # fmt: skip


def kinds_of(by):
    return [letter.kind for letter in inbox(patient_id=by.patient_id, by=by.actor, now=NOW)]


def test_what_is_offered_is_signed_and_told(database):
    # Mutants: the decision's row without the times; the seal that does not look at them.
    patient = make.patient()
    request_id = offers.offered(patient, offers.slot(72, whom="Eva"), offers.slot(96))

    assert [each.slot for each in times_of(patient, request_id).all] == [
        offers.slot(72, whom="Eva"),
        offers.slot(96),
    ]
    with as_worker():
        assert list(faults()) == []
        Decision.objects.update(times=[])
        assert [wrong for _key, wrong in faults()] == ["changed since: times"]
    letters = inbox(patient_id=patient.patient_id, by=patient.actor, now=NOW)
    assert [each.facts["times"] for each in letters if each.kind is Kind.ANSWERED] == [2]


def test_a_time_that_somebody_else_is_offered_is_refused_and_nothing_is_decided(database):
    # Mutant: no look at the clinic's other times.
    offers.offered(make.patient(), offers.slot(72))
    bert = make.patient()
    request_id = make.request(bert)
    eva, whole = make.staff(), make.taken(make.staff(), request_id)
    meet = make.refusal(whole.lines[0].id, Event.MEET)

    with pytest.raises(NotOffered) as refused:
        make.decide(eva, whole, replace(meet, times=(offers.slot(71), offers.slot(72.25, whom="Eva"))))

    assert (refused.value.slot, refused.value.why) == (offers.slot(72.25, whom="Eva"), Wrong.TAKEN)
    assert owner("SELECT count(*) FROM renewals_decision") == [(1,)]
    make.decide(eva, whole, replace(meet, times=(offers.slot(71),)))


def test_times_are_for_a_meeting(database):
    eva, whole = make.staff(), make.taken(make.staff(), make.request())
    no = replace(make.refusal(whole.lines[0].id), times=(offers.slot(),))

    with pytest.raises(BareNo):
        make.decide(eva, whole, no)


def test_two_who_offer_the_same_time_at_once_offer_it_to_one(database):
    # Mutant: no constraint in the database (the look before it sees neither).
    eva = make.staff()
    cases = [make.taken(eva, make.request(make.patient())) for _ in range(4)]

    def offer(place):
        whole = cases[place]
        meet = make.refusal(whole.lines[0].id, Event.MEET)
        make.decide(eva, whole, replace(meet, times=(offers.slot(72),)))

    outcomes = at_once(4, offer)

    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType"] + ["NotOffered"] * 3
    assert owner("SELECT count(*) FROM renewals_appointment") == [(1,)]


def test_a_patient_books_changes_and_cancels_and_all_of_it_is_remembered(database):
    patient = make.patient()
    request_id = offers.offered(patient, offers.slot(72), offers.slot(96))
    first, second = ids_of(patient, request_id)

    press(patient, request_id, first)
    press(patient, request_id, first)
    booked = times_of(patient, request_id).booked
    assert (booked.id, booked.booked_by, booked.booked_by_kind) == (first, "Amina Exempel", "patient")
    press(patient, request_id, second, instead_of=first)
    assert times_of(patient, request_id).booked.id == second
    cancel(request_id=request_id, booked_id=second, patient=patient, now=NOW)
    cancel(request_id=request_id, booked_id=second, patient=patient, now=NOW)

    assert times_of(patient, request_id).booked is None
    assert history_of(request_id) == ["time_booked", "time_changed", "time_cancelled"]
    assert Counter(kinds_of(patient)) >= Counter({Kind.TIME_BOOKED: 2, Kind.TIME_FREED: 1})


def test_a_time_that_is_too_near_is_neither_booked_nor_left(database):
    patient = make.patient()
    request_id = offers.offered(patient, offers.slot(30), offers.slot(48))
    near, far = ids_of(patient, request_id)

    with pytest.raises(TooLate):
        press(patient, request_id, near, now=NOW + 30 * HOUR)
    press(patient, request_id, near)
    with pytest.raises(TooLate):
        press(patient, request_id, far, instead_of=near, now=NOW + 7 * HOUR)
    with pytest.raises(TooLate):
        cancel(request_id=request_id, booked_id=near, patient=patient, now=NOW + 7 * HOUR)
    assert times_of(patient, request_id).booked.id == near


def test_of_eight_who_book_at_once_one_does_and_the_others_see_which_stands(database):
    # Mutants: no lock on the request, or what the page showed is not asked for.
    patient = make.patient()
    agent = _as_agent(patient)
    request_id = offers.offered(patient, *(offers.slot(72 + place) for place in range(4)))
    ids = ids_of(patient, request_id)

    outcomes = at_once(8, lambda n: press(agent if n % 2 else patient, request_id, ids[n % 4]))

    booked = times_of(patient, request_id).booked
    went_well = [n for n, each in enumerate(outcomes) if each is None]
    assert {ids[n % 4] for n in went_well} == {booked.id}
    assert {type(each) for n, each in enumerate(outcomes) if n not in went_well} == {NotAsShown}
    assert history_of(request_id) == ["time_booked"]


def test_the_database_holds_that_a_request_has_one_booked_time(database):
    # Mutant: no constraint.
    patient = make.patient()
    offers.offered(patient, offers.slot(72), offers.slot(96))

    with pytest.raises(Exception, match="one_booked_time_a_request"):
        owner("UPDATE renewals_appointment SET booked_at = now(), booked_by_kind = 'patient'")


def test_nobody_elses_time_is_booked_seen_or_taken_back(database):
    anna, bert = make.patient(), make.patient()
    request_id = offers.offered(anna)
    (chosen,) = ids_of(anna, request_id)
    signe = make.staff(make.SIGNE, clinic=make.STRANDGATAN)

    with pytest.raises(NoSuchRequest):
        press(bert, request_id, chosen)
    with pytest.raises(NoSuchRequest):
        withdraw_time(request_id=request_id, appointment_id=chosen, by=signe, now=NOW)
    with pytest.raises(NoSuchTime):
        press(bert, offers.offered(bert, offers.slot(100)), chosen)
    assert web("SELECT count(*) FROM renewals_appointment") == [(0,)]
    assert meetings(by=signe, now=NOW).unchosen == ()


def test_a_time_taken_back_is_told_with_what_is_left(database):
    # Mutants: the booking stays on a withdrawn time; the patient is not told.
    patient = make.patient()
    request_id = offers.offered(patient, offers.slot(72), offers.slot(96))
    first, second = ids_of(patient, request_id)
    press(patient, request_id, first)

    for _ in range(2):
        withdraw_time(request_id=request_id, appointment_id=first, by=make.staff(make.JOHAN), now=NOW)

    times = times_of(patient, request_id)
    assert times.booked is None
    assert [each.id for each in times.to_choose(NOW)] == [second]
    told = [each for each in inbox(patient_id=patient.patient_id, by=patient.actor, now=NOW)
            if each.kind is Kind.TIME_GONE]  # fmt: skip
    assert [(each.facts["left"], each.facts["was_booked"]) for each in told] == [(1, True)]
    with pytest.raises(NoSuchTime):
        press(patient, request_id, first)


def over_of(by, now):
    shown = for_clinic(by=by, shown=Shown.NEW, after=None, today=swedish_day(now), now=now)
    return [(each.id, each.lapse) for each in shown.over.unbooked]


def test_times_that_nobody_chose_come_back_to_whose_the_request_is(database):
    # Mutants: no look at the last time; the owner is not asked; who leads is told from the start.
    patient, eva = make.patient(), make.staff()
    request_id = offers.offered(patient, offers.slot(30), offers.slot(72))
    make.administrator(make.ADA)
    ada, johan = make.staff(make.ADA), make.staff(make.JOHAN)

    assert over_of(eva, NOW + 47 * HOUR) == []
    assert over_of(eva, NOW + 49 * HOUR) == [(request_id, Lapse.NEAR)]
    assert over_of(ada, NOW + 49 * HOUR) == []
    assert over_of(johan, NOW + 90 * HOUR) == []
    for by in (eva, ada):
        assert over_of(by, NOW + 90 * HOUR) == [(request_id, Lapse.OVER)]
    assert [each.whose for each in meetings(by=johan, now=NOW).unchosen] == ["Eva Läkare"]

    see_to(request_id=request_id, by=eva, now=NOW + 91 * HOUR)
    assert over_of(eva, NOW + 92 * HOUR) == []
    assert history_of(request_id) == ["times_seen_to"]


def test_who_has_booked_is_on_the_list_and_not_among_those_who_have_chosen_none(database):
    patient, eva = make.patient(), make.staff()
    request_id = offers.offered(patient, offers.slot(48), offers.slot(72))
    press(patient, request_id, ids_of(patient, request_id)[1])

    found = meetings(by=eva, now=NOW)
    assert [(each.request_id, each.slot) for each in found.booked] == [(request_id, offers.slot(72))]
    assert (found.unchosen, over_of(eva, NOW + 60 * HOUR)) == ((), [])
    with pytest.raises(IsBooked):
        see_to(request_id=request_id, by=eva, now=NOW)


def test_times_of_those_who_have_met_are_not_waited_for(database):
    patient, eva = make.patient(), make.staff()
    request_id = offers.offered(patient, offers.slot(48), offers.slot(72))
    press(patient, request_id, ids_of(patient, request_id)[0])

    with as_worker():
        assert close_met(now=NOW + 71 * HOUR) == 0
        assert close_met(now=NOW + 73 * HOUR) == 2
    assert meetings(by=eva, now=NOW).booked == ()
    times = times_of(patient, request_id)
    assert times.has_met(NOW + 73 * HOUR)
    assert times.booked is not None


def test_a_booked_time_is_reminded_of_once_the_day_before_in_the_daytime(database):
    # Mutants: not only tomorrow's; at any hour; who has booked today; who has cancelled.
    def booked(hours, by):
        request_id = offers.offered(by, offers.slot((NOON - NOW) / HOUR + hours))
        press(by, request_id, ids_of(by, request_id)[0])
        return request_id

    anna, bert = make.patient(phone="+46701740605"), make.patient()
    booked(48, anna)
    booked(72, bert)
    booked(24, make.patient(name="Nyss Bokad"))
    tomorrow = NOON + 24 * HOUR

    with as_worker():
        assert remind(now=NOON) == 0
        assert remind(now=tomorrow - 9 * HOUR) == 0
        assert remind(now=tomorrow) == 1
        assert remind(now=tomorrow + HOUR) == 0
    assert Kind.TIME_NEAR in kinds_of(anna)
    assert Kind.TIME_NEAR not in kinds_of(bert)
    about = "SELECT m.kind, n.address FROM messages_notice n JOIN messages_message m ON m.id = n.message_id"
    assert ("time_near", "+46701740605") in owner(about)


def test_an_agents_booking_is_told_by_sms_and_ones_own_is_not(database):
    patient = make.patient(phone="+46701740605")
    request_id = offers.offered(patient, offers.slot(72), offers.slot(96))
    first, second = ids_of(patient, request_id)
    booked = "SELECT count(*) FROM messages_notice n JOIN messages_message m ON m.id = n.message_id"
    booked += " WHERE m.kind = 'time_booked'"

    press(patient, request_id, first)
    assert owner(booked) == [(0,)]
    agent = _as_agent(patient)
    press(agent, request_id, second, instead_of=first)
    assert owner(booked) == [(1,)]
    assert (
        for_staff(request_id=request_id, staff=make.staff(), now=NOW).times.booked.booked_by_kind == "agent"
    )


def _as_agent(patient):
    kim = make.patient(name="Kim Ombud")
    known = {name: getattr(kim, name) for name in ("patient_id", "personnummer", "name", "birth_date")}
    return replace(patient, acting=Acting(capacity=Capacity.AGENT, given_name="Kim", **known))
